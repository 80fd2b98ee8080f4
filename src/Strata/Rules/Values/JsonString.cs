using System.Buffers;

namespace Strata.Rules.Values;

/// <summary>Writes a text as canonical JSON (RFC 8785, 3.2.2.2) without a JSON document.</summary>
internal static class JsonString
{
    private static readonly SearchValues<char> Special = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x20).Select(c => (char)c))
            + "\"\\"
            + string.Concat(Enumerable.Range(0xD800, 0x800).Select(c => (char)c))
    );

    public static string Quote(string text) => text.AsSpan().ContainsAny(Special) ? Escaped(text) : string.Concat("\"", text, "\"");

    public static string Quote(ReadOnlySpan<char> text) => text.ContainsAny(Special) ? Escaped(text) : string.Concat("\"", text, "\"");

    // A lone surrogate has no UTF-8: it becomes U+FFFD, as in any encoding.
    private static string Escaped(ReadOnlySpan<char> text)
    {
        var json = new StringBuilder(text.Length + 16).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\b' => json.Append("\\b"),
                '\t' => json.Append("\\t"),
                '\n' => json.Append("\\n"),
                '\f' => json.Append("\\f"),
                '\r' => json.Append("\\r"),
                < 0x20 => json.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                < 0x10000 => json.Append((char)rune.Value),
                _ => json.Append(rune.ToString()),
            };
        }
        return json.Append('"').ToString();
    }
}
