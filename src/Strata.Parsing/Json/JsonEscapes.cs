namespace Strata.Parsing.Json;

/// <summary>Decodes JSON strings.</summary>
internal static class JsonEscapes
{
    public static readonly Encoding Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Unescapes a string that the reader has already accepted (RFC 8259, section 7). A lone surrogate, which JSON allows and Unicode does
    /// not, becomes U+FFFD instead of an error, so that one broken emoji doesn't lose the record.
    /// </summary>
    public static string Unescape(ReadOnlySpan<byte> inner)
    {
        var text = Encoding.UTF8.GetString(inner);
        var next = text.IndexOf('\\', StringComparison.Ordinal);
        if (next < 0)
        {
            return text;
        }
        var result = new StringBuilder(text.Length);
        var at = 0;
        while (next >= 0)
        {
            result.Append(text, at, next - at);
            at = next + 2;
            if (text[next + 1] == 'u')
            {
                result.Append((char)ushort.Parse(text.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                at += 4;
            }
            else
            {
                result.Append(Escaped(text[next + 1]));
            }
            next = text.IndexOf('\\', at);
        }
        result.Append(text, at, text.Length - at);
        return ReplaceLoneSurrogates(result.ToString());
    }

    private static char Escaped(char c) =>
        c switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => c,
        };

    private static string ReplaceLoneSurrogates(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return text;
        }
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append(rune);
        }
        return result.ToString();
    }
}
