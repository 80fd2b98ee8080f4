namespace Strata.Parsing.AsciiDoc;

/// <summary>
/// Removes formatting marks (docs.asciidoctor.org/asciidoc/latest/text/): single ones around words, doubled ones anywhere, roles in
/// brackets before them, and backslashes that escape a mark.
/// </summary>
internal static class AsciiDocMarks
{
    private const string Marks = "*_`#^~";

    /// <param name="kept">Ranges, in order, whose chars are not marks.</param>
    public static string Without(string text, IReadOnlyList<(int Start, int End)> kept)
    {
        if (text.AsSpan().IndexOfAny(Marks) < 0)
        {
            return text;
        }
        var drop = new bool[text.Length];
        var raised = new List<(int Open, int Close)>();
        var none = new bool[2 * Marks.Length];
        Span<int> closes = stackalloc int[2 * Marks.Length];
        var next = 0;
        for (var i = 0; i < text.Length; i++)
        {
            while (next < kept.Count && kept[next].End <= i)
            {
                next++;
            }
            if (next < kept.Count && kept[next].Start <= i)
            {
                i = kept[next].End - 1;
                continue;
            }
            if (text[i] == '\\' && i + 1 < text.Length && Marks.Contains(text[i + 1], StringComparison.Ordinal))
            {
                drop[i++] = true;
                continue;
            }
            var mark = Marks.IndexOf(text[i], StringComparison.Ordinal);
            if (mark < 0)
            {
                continue;
            }
            var isDouble = mark < 4 && i + 1 < text.Length && text[i + 1] == text[i];
            var kind = (2 * mark) + (isDouble ? 1 : 0);
            var width = isDouble ? 2 : 1;
            if (!none[kind] && i >= closes[kind] && Opens(text, i, width, mark))
            {
                var close = Close(text, i + width, width, mark, kept, next);
                none[kind] = close < 0 && mark < 4;
                if (close > 0)
                {
                    drop.AsSpan(i, width).Fill(true);
                    drop.AsSpan(close, width).Fill(true);
                    if (mark >= 4)
                    {
                        raised.Add((i, close));
                    }
                    closes[kind] = close + width;
                    Role(text, i, drop);
                }
            }
            i += width - 1;
        }
        return Shown(text, drop, raised);
    }

    /// <param name="raised">Marks around superscript and subscript, ordered by the opening mark.</param>
    private static string Shown(string text, bool[] drop, List<(int Open, int Close)> raised)
    {
        var shown = new StringBuilder(text.Length);
        var (next, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (next < raised.Count && i == raised[next].Open)
            {
                start = shown.Length;
            }
            else if (next < raised.Count && i == raised[next].Close)
            {
                RaisedText.Mark(shown, start, text[i] == '^' ? RaisedText.Up : RaisedText.Down);
                next++;
            }
            if (!drop[i])
            {
                shown.Append(text[i]);
            }
        }
        return shown.ToString();
    }

    private static bool Opens(string text, int at, int width, int mark) =>
        at + width < text.Length
        && !char.IsWhiteSpace(text[at + width])
        && (
            width == 2 || mark >= 4 || at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '\\' or ':' or ';' or '}')
        );

    /// <param name="next">Index of the first range in <paramref name="kept"/> that doesn't end before <paramref name="from"/>.</param>
    private static int Close(string text, int from, int width, int mark, IReadOnlyList<(int Start, int End)> kept, int next)
    {
        for (var i = from; i + width <= text.Length; i++)
        {
            while (next < kept.Count && kept[next].End <= i)
            {
                next++;
            }
            if (next < kept.Count && kept[next].Start <= i)
            {
                i = kept[next].End - 1;
                continue;
            }
            if (mark >= 4 && char.IsWhiteSpace(text[i]))
            {
                // Superscript and subscript contain no spaces.
                return -1;
            }
            if (text[i] != Marks[mark] || i == from || (width == 2 && text[i + 1] != Marks[mark]))
            {
                continue;
            }
            if (
                width == 2
                || mark >= 4
                || (
                    !char.IsWhiteSpace(text[i - 1])
                    && (i + 1 == text.Length || !(char.IsLetterOrDigit(text[i + 1]) || text[i + 1] == Marks[mark]))
                )
            )
            {
                return i;
            }
        }
        return -1;
    }

    /// <summary>Drops the role in brackets right before a mark.</summary>
    private static void Role(string text, int at, bool[] drop)
    {
        if (at == 0 || text[at - 1] != ']')
        {
            return;
        }
        const int Longest = 60;
        var open = text.LastIndexOf('[', at - 1, Math.Min(at, Longest));
        if (open >= 0 && !text.AsSpan(open, at - open).Contains('\n'))
        {
            drop.AsSpan(open, at - open).Fill(true);
        }
    }
}
