using Strata.Schemas;

namespace Strata.Interpretation.Text;

/// <summary>Where labels begin and end in a line.</summary>
/// <param name="known">Folded names that some schema knows.</param>
internal sealed class LabelMarks(IReadOnlySet<string> known)
{
    public const int MaxLabel = 48;
    public const int MaxWords = 5;

    public Label? KnownAlone(string text, int start, int length)
    {
        var (s, l) = TrimLabel(text, start, length);
        if (l is 0 or > MaxLabel)
        {
            return null;
        }

        var label = LabelOf(text, s, l, LabelLink.Beside);
        return known.Contains(label.Folded) ? label : null;
    }

    // "Invoice # WS-0619" beside "Bill to:" is no value of that.
    public bool IsNumbered(string text, int start, int length)
    {
        var end = start + length;
        var space = text.LastIndexOf(' ', end - 1, length);
        return space - start > 4 && text.AsSpan(space, end - space).ContainsAnyInRange('0', '9') && text.AsSpan(start, space - start).IndexOfAnyInRange('0', '9') < 0
            && known.Contains(FieldNames.Fold(text[start..space]));
    }

    public bool StartsWithKnown(string text, int start, int length)
    {
        var colon = ColonOf(text, start, start + length);
        return colon >= 0 || KnownAlone(text, start, length) is not null || IsNumbered(text, start, length);
    }

    // The colon that ends a label: of a known one always, of an unknown one where the text before it looks like a label and a gap follows.
    public int ColonOf(string text, int start, int end)
    {
        for (var at = start; at < end && at - start <= MaxLabel; at++)
        {
            if (text[at] is not (':' or '：'))
            {
                continue;
            }

            var (s, l) = TrimLabel(text, start, at - start);
            if (l > 0 && (IsKnown(text, s, l) || IsLabel(text.AsSpan(s, l)) && IsGapAfter(text, at + 1, end)))
            {
                return at;
            }

            return -1;
        }

        return -1;
    }

    /// <summary>Where the longest known label ends that the text begins with: "Due date 3 March 2026", "Invoice #17"; -1 where there is none.</summary>
    public int ImpliedEnd(string text, int start, int end)
    {
        var words = 0;
        var best = -1;
        for (var at = start + 1; at < end && at - start <= MaxLabel && words <= MaxWords; at++)
        {
            var ends = char.IsWhiteSpace(text[at]) || text[at - 1] is '#' or '.' or '°' or 'º' && char.IsLetterOrDigit(text[at]);
            words += char.IsWhiteSpace(text[at]) ? 1 : 0;
            if (ends && known.Contains(LabelForms.Fold(text[start..at], known)))
            {
                best = at;
            }
        }

        return best;
    }

    private static bool IsGapAfter(string text, int at, int end)
    {
        at = SkipEmphasis(text, at, end);
        return at >= end || char.IsWhiteSpace(text[at]) || text[at - 1] == '：';
    }

    private static bool IsLabel(ReadOnlySpan<char> text)
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

    // "Invoice No: 17 Date: 4.3.2026": where a known label begins inside a value.
    public int NextKnown(string text, int start, int end)
    {
        for (var colon = start + 1; colon < end; colon++)
        {
            if (text[colon] is not (':' or '：'))
            {
                continue;
            }

            var best = -1;
            var words = 0;
            for (var at = colon - 1; at > start && colon - at <= MaxLabel && words < MaxWords; at--)
            {
                if (char.IsWhiteSpace(text[at - 1]) && !char.IsWhiteSpace(text[at]))
                {
                    words++;
                    best = IsKnown(text, at, colon - at) ? at : best;
                }
            }

            if (best > 0)
            {
                return best;
            }
        }

        return -1;
    }

    private bool IsKnown(string text, int start, int length) => known.Contains(LabelOf(text, start, length, LabelLink.Colon).Folded);

    public Label LabelOf(string text, int start, int length, LabelLink link)
    {
        var label = text.Substring(start, length).Trim();
        return new Label(label, LabelForms.Fold(label, known), link);
    }

    public static (int Start, int Length) TrimLabel(string text, int start, int length)
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
