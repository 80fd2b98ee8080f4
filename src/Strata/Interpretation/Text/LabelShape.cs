namespace Strata.Interpretation.Text;

/// <summary>What labels look like, whether or not a schema knows them.</summary>
internal static class LabelShape
{
    public const int MaxLength = 48;
    public const int MaxWords = 5;

    public static bool IsGapAfter(string text, int at, int end)
    {
        at = SkipEmphasis(text, at, end);
        return at >= end || char.IsWhiteSpace(text[at]) || text[at - 1] == '：';
    }

    public static bool IsLabel(ReadOnlySpan<char> text)
    {
        var words = 1;
        foreach (var c in text)
        {
            words += c == ' ' ? 1 : 0;
            if (!char.IsLetterOrDigit(c) && c is not (' ' or '.' or '-' or '/' or '\'' or '’' or '&' or '#' or '%' or '(' or ')' or '_' or '°' or 'º'))
            {
                return false;
            }
        }

        return char.IsLetter(text[0]) && words <= MaxWords;
    }

    public static (int Start, int Length) Trim(string text, int start, int length)
    {
        var end = start + length;
        while (start < end && (char.IsWhiteSpace(text[start]) || Segments.IsEmphasis(text[start])))
        {
            start++;
        }

        while (end > start && (char.IsWhiteSpace(text[end - 1]) || Segments.IsEmphasis(text[end - 1])))
        {
            end--;
        }

        return (start, end - start);
    }

    public static int SkipEmphasis(string text, int at, int end)
    {
        var start = at;
        while (at < end && Segments.IsEmphasis(text[at]))
        {
            at++;
        }

        // "Label: *value*": what follows a gap belongs to the value.
        return start < end && char.IsWhiteSpace(text[start]) ? start : at;
    }
}
