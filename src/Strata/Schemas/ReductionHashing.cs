using System.Text.Json.Nodes;

namespace Strata.Schemas;

/// <summary>Hashes the parts of a schema that decide snapshots.</summary>
internal static class ReductionHashing
{
    private static readonly string[] SaysNothing =
    [
        "title",
        "description",
        "examples",
        "default",
        "$schema",
        "$id",
        "$comment",
        "deprecated",
        "readOnly",
        "writeOnly",
        "x-strata",
    ];

    public static string Of(JsonElement schema, IReadOnlyList<SchemaField> fields)
    {
        var content = new JsonObject();
        if (schema.TryGetProperty("$defs", out var definitions))
        {
            content["$defs"] = Members(definitions);
        }
        content["fields"] = schema.TryGetProperty("properties", out var properties) ? Members(properties) : new JsonObject();
        content["strategies"] = new JsonObject(fields.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)f.Strategy.ToString())));
        using var parsed = JsonDocument.Parse(content.ToJsonString());
        return CanonicalJson.Hash(CanonicalJson.Of(parsed.RootElement));
    }

    private static JsonObject Members(JsonElement schemas) =>
        new(schemas.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, Constraints(m.Value))));

    private static JsonNode? Constraints(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return schema.ValueKind == JsonValueKind.Array
                ? new JsonArray([.. schema.EnumerateArray().Select(Constraints)])
                : JsonNode.Parse(schema.GetRawText());
        }
        var kept = new JsonObject();
        foreach (var keyword in schema.EnumerateObject().Where(k => !SaysNothing.Contains(k.Name, StringComparer.Ordinal)))
        {
            kept[keyword.Name] = keyword.Name switch
            {
                "properties" => Members(keyword.Value),
                "items" or "additionalProperties" or "allOf" or "anyOf" or "oneOf" => Constraints(keyword.Value),
                _ => JsonNode.Parse(keyword.Value.GetRawText()),
            };
        }
        return kept;
    }
}
