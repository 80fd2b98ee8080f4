namespace Strata.Duplicates.Matching;

/// <summary>
/// American Soundex (US National Archives, "Soundex System"): a letter and three digits; h and w do not separate equal codes, vowels do.
/// </summary>
internal static class Soundex
{
    private const string Codes = "01230120022455012623010202";

    /// <summary>Returns the code; empty if the word has no Latin letter. The word is folded: lower case without marks.</summary>
    public static string Of(ReadOnlySpan<char> word)
    {
        Span<char> code = stackalloc char[4];
        var length = 0;
        var last = '0';
        foreach (var c in word)
        {
            if (!char.IsAsciiLetterLower(c))
            {
                continue;
            }
            var digit = Codes[c - 'a'];
            if (length == 0)
            {
                code[length++] = c;
            }
            else if (digit != '0' && digit != last)
            {
                code[length++] = digit;
                if (length == 4)
                {
                    break;
                }
            }
            if (c is not ('h' or 'w'))
            {
                last = digit;
            }
        }
        if (length == 0)
        {
            return "";
        }
        code[length..].Fill('0');
        return new string(code);
    }
}
