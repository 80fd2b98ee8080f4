namespace Strata.Foundation.Json;

/// <summary>Converts between canonical JSON, which the ledger stores, and values for people.</summary>
internal static class JsonText
{
    public const string Null = "null";

    public static JsonElement Element(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>Returns a JSON string with the escapes of canonical JSON only.</summary>
    public static string String(string value)
    {
        var plain = true;
        foreach (var c in value)
        {
            if (c is '"' or '\\' or < ' ')
            {
                plain = false;
                break;
            }
        }
        return plain ? string.Concat("\"", value, "\"") : Escaped(value);
    }

    /// <summary>Returns the text of a JSON string; for other values their JSON. For display, search and quote comparison.</summary>
    public static string Plain(string json) =>
        json.Length >= 2 && json[0] == '"'
            ? json.Contains('\\', StringComparison.Ordinal)
                ? Element(json).GetString() ?? ""
                : json[1..^1]
            : json;

    /// <summary>Whether <see cref="Plain"/> of the JSON is this text.</summary>
    public static bool IsPlain(string json, string text) =>
        json.Length >= 2 && json[0] == '"' && !json.Contains('\\', StringComparison.Ordinal)
            ? json.AsSpan(1, json.Length - 2).SequenceEqual(text)
            : string.Equals(Plain(json), text, StringComparison.Ordinal);

    private static string Escaped(string value)
    {
        var text = new StringBuilder(value.Length + 8).Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append("\\u00").Append(((int)c).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }
        return text.Append('"').ToString();
    }
}
