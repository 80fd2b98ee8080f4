namespace Strata.Defects;

/// <summary>A schema with one field of every merge strategy, and short ways to register it and its variants.</summary>
internal static class Parts
{
    public const string Schema = """
        {
          "type": "object",
          "x-strata": {
            "identity": [["serial"]],
            "strategy": {"owner": "last_write", "place": "most_specific", "labels": "merge_array", "checks": "merge_array"}
          },
          "properties": {
            "serial": {"type": "string"},
            "name": {"type": "string"},
            "owner": {"type": "string"},
            "place": {"type": "string"},
            "price": {"type": "number"},
            "made": {"type": "string", "format": "date"},
            "seen": {"type": "string", "format": "date-time"},
            "steps": {"type": "array", "items": {"type": "string"}},
            "labels": {"type": "array", "items": {"type": "string"}},
            "checks": {"type": "array", "items": {"type": "object"}}
          }
        }
        """;

    public static Task<SchemaView> RegisterAsync(this IStrata strata, string entityType, string schema, string? key = null) =>
        strata.Schemas.RegisterAsync(
            new RegisterSchemaRequest
            {
                EntityType = entityType,
                Schema = JsonDocument.Parse(schema).RootElement,
                IdempotencyKey = key,
            },
            CancellationToken.None
        );

    public static Task<SchemaView> RegisterPartsAsync(this IStrata strata, string schema = Schema) => strata.RegisterAsync("part", schema);

    public static string Json(this EntityView view) => JsonSerializer.Serialize(view, StrataJson.Options);
}
