namespace Strata.Parsing.Xlsx;

/// <summary>Decodes characters XML can't hold, written <c>_x000D_</c> in workbooks (ECMA-376 part 1, 22.9.2.19).</summary>
internal static class XlsxText
{
    private const int Length = 7;

    public static string Unescaped(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal))
        {
            return text;
        }
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (
                text[i] == '_'
                && i + Length <= text.Length
                && text[i + 1] == 'x'
                && text[i + Length - 1] == '_'
                && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            )
            {
                // NUL has no meaning, and PostgreSQL rejects it.
                plain.Append(code == 0 ? "" : ((char)code).ToString());
                i += Length - 1;
            }
            else
            {
                plain.Append(text[i]);
            }
        }
        return plain.ToString();
    }
}
