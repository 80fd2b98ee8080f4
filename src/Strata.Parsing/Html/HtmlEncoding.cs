namespace Strata.Parsing.Html;

/// <summary>
/// Detects the encoding of an HTML file: by byte order mark, by the declaration in its first kilobyte (HTML, section 13.2.3.2), or from its
/// bytes.
/// </summary>
internal static class HtmlEncoding
{
    private const int PrescanBytes = 1024;

    /// <param name="charset">The charset that the transport states (a MIME part's), or null.</param>
    public static TextEncoding Of(byte[] bytes, string? charset) => TextEncoding.Detect(bytes, charset ?? Declared(bytes));

    /// <summary>Returns the charset that a meta element or XML declaration names, or null.</summary>
    public static string? Declared(byte[] bytes)
    {
        var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, PrescanBytes));
        for (var at = 0; (at = head.IndexOf('<', at)) >= 0; at++)
        {
            var end = head.IndexOf('>', at);
            var tag = head.AsSpan(at, (end < 0 ? head.Length : end) - at);
            var value =
                tag.StartsWith("<meta", StringComparison.OrdinalIgnoreCase) ? After(tag, "charset")
                : tag.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) ? After(tag, "encoding")
                : null;
            if (value is not null)
            {
                return value;
            }
        }
        return null;
    }

    private static string? After(ReadOnlySpan<char> tag, string name)
    {
        var at = tag.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }
        var rest = tag[(at + name.Length)..].TrimStart();
        if (rest is not ['=', ..])
        {
            return null;
        }
        rest = rest[1..].TrimStart(" \t\r\n\"'");
        var end = rest.IndexOfAny(" \t\r\n\"';/?");
        var value = (end < 0 ? rest : rest[..end]).ToString();
        return value.Length == 0 ? null : value;
    }
}
