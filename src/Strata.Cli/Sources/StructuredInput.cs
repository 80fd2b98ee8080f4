namespace Strata.Cli.Sources;

/// <summary>
/// Reads the input of <c>strata store</c>: a StructuredRequest, one entity, an array of entities, or JSON Lines of entities.
/// An entity is <c>{"entity_type": …, "fields": {…}}</c>, or only its fields if the command line names a type.
/// </summary>
internal static class StructuredInput
{
    public static async Task<StructuredRequest> ReadAsync(Stream input, string? entityType, CancellationToken ct)
    {
        var entities = new List<StructuredEntity>();
        try
        {
            var values = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(input, topLevelValues: true, StrataJson.Options, ct);
            await foreach (var value in values)
            {
                if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("entities", out _) && entities.Count == 0)
                {
                    return value.Deserialize<StructuredRequest>(StrataJson.Options)
                        ?? throw new UsageException("The request must not be null.");
                }
                var items = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value];
                foreach (var item in items)
                {
                    entities.Add(Entity(item, entityType, $"$[{entities.Count}]"));
                }
            }
        }
        catch (JsonException e)
        {
            throw BadJson.Of(e);
        }
        return new StructuredRequest { Entities = entities };
    }

    private static StructuredEntity Entity(JsonElement item, string? entityType, string at)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"Expected an object with entity_type and fields; got {item.ValueKind}.");
        }
        var isBare = entityType is not null && !(item.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Object);
        if (!isBare && (entityType is null || item.TryGetProperty("entity_type", out _)))
        {
            try
            {
                return item.Deserialize<StructuredEntity>(StrataJson.Options)
                    ?? throw new StrataException(ErrorCode.InvalidContent, "Expected an entity; got null.");
            }
            catch (JsonException e)
            {
                throw BadJson.Of(e, at);
            }
        }
        var of = isBare ? item : item.GetProperty("fields");
        return new StructuredEntity
        {
            EntityType = entityType ?? "",
            Fields = of.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal),
        };
    }
}
