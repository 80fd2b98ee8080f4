namespace Strata.Cli.Schemas;

/// <summary>JSON types that a schema allows for a field: enough to distinguish the text 42 from the number.</summary>
internal static class SchemaFieldKinds
{
    /// <summary>Whether the schema allows the value's JSON type for the field. True if the schema does not declare it.</summary>
    public static bool Allows(JsonElement? schema, string field, JsonElement value) =>
        schema is not { ValueKind: JsonValueKind.Object } root
        || !root.TryGetProperty("properties", out var properties)
        || !properties.TryGetProperty(field, out var declared)
        || Allows(root, declared, value, depth: 0);

    private static bool Allows(JsonElement root, JsonElement declared, JsonElement value, int depth)
    {
        if (depth > 8 || declared.ValueKind != JsonValueKind.Object)
        {
            return true;
        }
        if (declared.TryGetProperty("$ref", out var reference) && Resolve(root, reference.GetString()) is { } target)
        {
            return Allows(root, target, value, depth + 1);
        }
        foreach (var choice in (ReadOnlySpan<string>)["anyOf", "oneOf"])
        {
            if (declared.TryGetProperty(choice, out var options) && options.ValueKind == JsonValueKind.Array)
            {
                return options.EnumerateArray().Any(o => Allows(root, o, value, depth + 1));
            }
        }
        if (!declared.TryGetProperty("type", out var type))
        {
            return true;
        }
        return type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Any(t => IsOf(t.GetString(), value))
            : IsOf(type.GetString(), value);
    }

    private static bool IsOf(string? type, JsonElement value) =>
        type switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "null" => value.ValueKind == JsonValueKind.Null,
            _ => true,
        };

    private static JsonElement? Resolve(JsonElement root, string? reference)
    {
        if (reference is null || !reference.StartsWith("#/", StringComparison.Ordinal))
        {
            return null;
        }
        foreach (var step in reference[2..].Split('/'))
        {
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(step.Replace("~1", "/").Replace("~0", "~"), out root))
            {
                return null;
            }
        }
        return root;
    }
}
