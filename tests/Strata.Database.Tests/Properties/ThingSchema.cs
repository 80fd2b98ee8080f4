using Strata.Testing;

namespace Strata.Properties;

/// <summary>A type of entity with a field of every merge strategy, and random values for it.</summary>
internal static class ThingSchema
{
    public const string Type = "thing";

    public static Task<SchemaView> RegisterAsync(
        TestStore store,
        string last = "last_write",
        string highest = "highest_priority",
        string union = "merge_array",
        string identity = """[["key"]]"""
    ) =>
        store.Alice.Schemas.RegisterAsync(
            new RegisterSchemaRequest
            {
                EntityType = Type,
                Schema = JsonDocument
                    .Parse(
                        $$"""
                        {
                          "type": "object",
                          "x-strata": {
                            "identity": {{identity}}, "title": ["key"],
                            "strategy": { "last": "{{last}}", "highest": "{{highest}}", "specific": "most_specific", "union": "{{union}}" }
                          },
                          "properties": {
                            "key": { "type": "string" }, "mail": { "type": "string" }, "last": { "type": ["string", "null"] }, "highest": { "type": ["number", "null"] },
                            "specific": { "type": ["string", "null"] }, "union": { "type": ["array", "null"], "items": { "type": "string" } }
                          }
                        }
                        """
                    )
                    .RootElement,
            },
            CancellationToken.None
        );

    /// <summary>Some of the fields with values as canonical JSON.</summary>
    public static Dictionary<string, string> Fields(Random random, bool nulls)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (string[])["last", "highest", "specific", "union"])
        {
            if (random.Next(2) == 0)
            {
                continue;
            }
            fields[name] =
                nulls && random.Next(6) == 0
                    ? "null"
                    : name switch
                    {
                        "highest" => $"{random.Next(1, 9)}",
                        "union" =>
                            $"[{string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"\"{(char)('a' + random.Next(6))}\""))}]",
                        _ => $"\"{name[0]}{random.Next(9)}\"",
                    };
        }
        return fields;
    }

    public static string Json(IEnumerable<KeyValuePair<string, string>> fields) =>
        $"{{{string.Join(',', fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"\"{f.Key}\":{f.Value}"))}}}";

    public static string Json(EntityView view) => Json(view.Fields.Select(f => KeyValuePair.Create(f.Key, f.Value.GetRawText())));
}
