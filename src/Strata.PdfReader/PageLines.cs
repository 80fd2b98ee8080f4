namespace Strata.PdfReader;

/// <summary>Letters on one baseline without whitespace between them.</summary>
/// <param name="First">The first letter.</param>
/// <param name="SpaceBehind">Whether a space follows it.</param>
internal sealed record TextWord(string Text, Glyph First, double End, bool SpaceBehind)
{
    public double Start => First.Start;
    public double Base => First.Base;
    public double Size => First.Size;
}

/// <summary>Words on one baseline, with raised and lowered words between them.</summary>
internal sealed class GlyphLine(List<TextWord> words)
{
    public List<TextWord> Words { get; } = words;
    public double Start => Words[0].Start;
    public double End => Words[^1].End;
    public double Base => Words[0].Base;
    public double Size { get; } = words.Max(word => word.Size);
    public double Top => Base - Words[0].First.Ascent;
    public double Bottom => Base + Words[0].First.Descent;
}

/// <summary>
/// Groups letters → words → lines by position alone: the order in which a PDF draws them says little. Distances are in type sizes and match
/// those of poppler (TextOutputDev), for whose lines the layout was made.
/// </summary>
internal static class PageLines
{
    /// <summary>Whitespace between two letters of different words.</summary>
    private const double WordGap = 0.1;

    /// <summary>How far a letter may overlap the one before it.</summary>
    private const double Overlap = 0.4;

    /// <summary>Whitespace between two words of different lines.</summary>
    private const double LineGap = 1.5;

    /// <summary>Tolerance for the baselines of one line.</summary>
    private const double SameBase = 0.15;

    /// <summary>Largest offset of raised and lowered words from the baseline, and their relative size.</summary>
    private const double MaxRaised = 0.6;
    private const double Smaller = 0.8;

    /// <summary>Largest offset of a letter drawn twice for bold.</summary>
    private const double Twice = 0.1;

    /// <summary>Ligatures that a PDF has as one character (Unicode, "Alphabetic Presentation Forms").</summary>
    private const char FirstLigature = '\ufb00';
    private const char LastLigature = '\ufb06';
    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    /// <summary>Returns lines by direction, each from top to bottom.</summary>
    public static IEnumerable<GlyphLine> Of(IEnumerable<Glyph> glyphs) =>
        Words(Once(glyphs)).GroupBy(word => word.First.Direction).OrderBy(words => words.Key).SelectMany(words => Raised(Lines(words)));

    private static IEnumerable<Glyph> Once(IEnumerable<Glyph> glyphs)
    {
        var drawn = new Dictionary<(string, WritingDirection, long, long), (double Start, double Base)>();
        foreach (var glyph in glyphs)
        {
            var near = Twice * glyph.Size;
            var (across, down) = ((long)Math.Floor(glyph.Start / near), (long)Math.Floor(glyph.Base / near));
            var isAgain = false;
            for (var i = 0; i < 9 && !isAgain; i++)
            {
                isAgain =
                    drawn.TryGetValue((glyph.Text, glyph.Direction, across + (i % 3) - 1, down + (i / 3) - 1), out var other)
                    && Math.Abs(other.Start - glyph.Start) < near
                    && Math.Abs(other.Base - glyph.Base) < near;
            }
            if (!isAgain)
            {
                drawn[(glyph.Text, glyph.Direction, across, down)] = (glyph.Start, glyph.Base);
                yield return glyph;
            }
        }
    }

    /// <summary>In drawing order: a word continues while the next letter directly follows the last.</summary>
    private static IEnumerable<TextWord> Words(IEnumerable<Glyph> glyphs)
    {
        var text = new StringBuilder();
        var (first, last) = (default(Glyph), default(Glyph));
        foreach (var glyph in glyphs)
        {
            if (text.Length > 0 && (glyph.IsSpace || !GoesOn(last, glyph)))
            {
                yield return Word(glyph.IsSpace);
            }
            if (glyph.IsSpace)
            {
                continue;
            }
            first = text.Length == 0 ? glyph : first;
            last = glyph;
            foreach (var c in glyph.Text)
            {
                text.Append(c is >= FirstLigature and <= LastLigature ? Ligatures[c - FirstLigature] : c.ToString());
            }
        }
        if (text.Length > 0)
        {
            yield return Word(spaceBehind: false);
        }
        TextWord Word(bool spaceBehind)
        {
            var word = new TextWord(text.ToString(), first, last.End, spaceBehind);
            text.Clear();
            return word;
        }
    }

    private static bool GoesOn(in Glyph last, in Glyph next) =>
        next.Direction == last.Direction
        && Math.Abs(next.Base - last.Base) < SameBase * Math.Min(last.Size, next.Size)
        && Math.Min(last.Size, next.Size) > Smaller * Math.Max(last.Size, next.Size)
        && next.Start - last.End < WordGap * last.Size
        && next.Start - last.End > -Overlap * last.Size;

    private static List<GlyphLine> Lines(IEnumerable<TextWord> words)
    {
        var sorted = words.OrderBy(word => word.Base).ThenBy(word => word.Start).ToList();
        var lines = new List<GlyphLine>();
        for (int from = 0, to; from < sorted.Count; from = to)
        {
            to = from + 1;
            while (to < sorted.Count && sorted[to].Base - sorted[from].Base < SameBase * Math.Min(sorted[from].Size, sorted[to].Size))
            {
                to++;
            }
            lines.AddRange(Cut(sorted[from..to].OrderBy(word => word.Start)));
        }
        return lines;
    }

    private static IEnumerable<GlyphLine> Cut(IEnumerable<TextWord> row)
    {
        var line = new List<TextWord>();
        foreach (var word in row)
        {
            if (line is [.., var last])
            {
                var (gap, size) = (word.Start - last.End, Math.Min(last.Size, word.Size));
                if (gap > LineGap * size || gap < -LineGap * size)
                {
                    yield return new(line);
                    line = [];
                }
                else if (!last.SpaceBehind && gap < WordGap * size && gap > -Overlap * size)
                {
                    line[^1] = new(last.Text + word.Text, last.First, Math.Max(last.End, word.End), word.SpaceBehind);
                    continue;
                }
            }
            line.Add(word);
        }
        if (line.Count > 0)
        {
            yield return new(line);
        }
    }

    /// <summary>Moves smaller text directly after a word, a little above or below its line, into that line.</summary>
    private static List<GlyphLine> Raised(List<GlyphLine> lines)
    {
        var kept = new List<GlyphLine>(lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            if (!Near(lines, i, -1).Concat(Near(lines, i, 1)).Any(line => Take(line, lines[i])))
            {
                kept.Add(lines[i]);
            }
        }
        return kept;
    }

    private static IEnumerable<GlyphLine> Near(List<GlyphLine> lines, int at, int step)
    {
        // Baselines ascend, so nearby lines are adjacent.
        var farthest = MaxRaised * lines[at].Size / Smaller * 2;
        for (var i = at + step; i >= 0 && i < lines.Count && Math.Abs(lines[i].Base - lines[at].Base) < farthest; i += step)
        {
            yield return lines[i];
        }
    }

    private static bool Take(GlyphLine line, GlyphLine small)
    {
        if (
            small.Size >= Smaller * line.Size
            || Math.Abs(small.Base - line.Base) > MaxRaised * line.Size
            || small.Start <= line.Start
            || small.Start > line.End + (WordGap * line.Size)
        )
        {
            return false;
        }
        var at = line.Words.FindLastIndex(word => word.Start < small.Start);
        if (
            Math.Abs(small.Start - line.Words[at].End) > WordGap * line.Size
            || (at + 1 < line.Words.Count && line.Words[at + 1].Start < small.End - (WordGap * line.Size))
        )
        {
            return false;
        }
        line.Words.InsertRange(at + 1, small.Words);
        return true;
    }
}
