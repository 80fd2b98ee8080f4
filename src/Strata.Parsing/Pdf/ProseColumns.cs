namespace Strata.Parsing.Pdf;

/// <summary>
/// Cuts a page along its columns of running text before the search for tables: lines of two columns that happen to be at one height are not
/// rows. Other content side by side (an address beside a date, the cells of a table) is left whole.
/// </summary>
internal static class ProseColumns
{
    /// <summary>Whitespace between two columns, in points.</summary>
    private const double Gutter = 6;

    /// <summary>Tolerance for where the lines of a column begin, in points.</summary>
    private const double Aligned = 1;

    private const double Narrowest = 60;

    /// <summary>Fewest lines of a column, and fewest that begin at its left edge.</summary>
    private const int MinLines = 4;

    /// <summary>Most edges tried; those where most lines begin come first.</summary>
    private const int MaxEdges = 64;

    private const double WordsOfLine = 3;
    private const int MaxDepth = 24;

    /// <summary>Most words of a page that is searched; no page that people read has as many.</summary>
    internal const int MaxWords = 10_000;

    /// <summary>Fewest rows of a table, and the share of a column that its cells stay below.</summary>
    private const int MinRows = 3;
    private const double Sparse = 0.55;

    /// <summary>Most lines of a text that may be the heading of what is below the columns.</summary>
    private const int HeadingLines = 3;

    /// <summary>Gap between two lines, in line heights, beyond that within a paragraph.</summary>
    private const double Apart = 0.25;

    private sealed record Line(double Left, double Top, double Right, double Bottom, List<Word> Words);

    /// <summary>Two columns from <c>Top</c> to <c>Bottom</c>; the right one begins at <c>Left</c>.</summary>
    private sealed record Cut(double Left, double Top, double Bottom, int Lines);

    /// <summary>Returns the parts of a page in reading order: above the columns, each column, below them.</summary>
    public static List<PageArea> Areas(PageLayout page) => Areas(page, 0);

    private static List<PageArea> Areas(PageLayout page, int depth)
    {
        var rows = PageRows.Of(page);
        if (depth > MaxDepth || rows.Sum(row => row.Count) > MaxWords || Best(rows) is not { } cut)
        {
            return page.Blocks.Count > 0 ? [new(page, rows)] : [];
        }
        var parts = new Func<Word, bool>[]
        {
            word => word.Middle < cut.Top,
            word => IsIn(word) && word.Left < cut.Left - Aligned,
            word => IsIn(word) && word.Left >= cut.Left - Aligned,
            word => word.Middle > cut.Bottom,
        };
        return [.. parts.SelectMany(part => Areas(With(page, part), depth + 1))];

        bool IsIn(Word word) => word.Middle >= cut.Top && word.Middle <= cut.Bottom;
    }

    private static PageLayout With(PageLayout page, Func<Word, bool> isIn)
    {
        var blocks = new List<LayoutBlock>();
        foreach (var block in page.Blocks)
        {
            var lines = new List<LayoutLine>();
            foreach (var line in block.Lines)
            {
                var words = line.Words.FindAll(word => isIn(word));
                if (words.Count > 0)
                {
                    lines.Add(words.Count == line.Words.Count ? line : new(words));
                }
            }
            if (lines.Count > 0)
            {
                blocks.Add(new(lines));
            }
        }
        return page with { Blocks = blocks };
    }

    private static Cut? Best(List<List<Word>> rows)
    {
        var edges = Edges(rows).ConvertAll(left => (Left: left, Crossed: rows.ConvertAll(row => Crosses(row, left))));
        Cut? best = null;
        foreach (var (left, crossed) in edges)
        {
            var across = Tables(rows, crossed, left);
            for (var start = 0; start < rows.Count; )
            {
                var end = start;
                while (end < rows.Count && !across[end])
                {
                    end++;
                }
                if (end - start >= MinLines)
                {
                    var free = edges.FindAll(edge => edge.Crossed.IndexOf(true, start, end - start) < 0).ConvertAll(edge => edge.Left);
                    best =
                        Of(rows.GetRange(start, end - start), left, free, end == rows.Count) is { } cut && cut.Lines > (best?.Lines ?? 0)
                            ? cut
                            : best;
                }
                start = end + 1;
            }
        }
        return best;
    }

    /// <summary>Finds x where several lines begin after whitespace.</summary>
    private static List<double> Edges(List<List<Word>> rows)
    {
        var lefts = new List<double>();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Count; i++)
            {
                if (i == 0 || row[i].Left - row[i - 1].Right >= Gutter - Aligned)
                {
                    lefts.Add(row[i].Left);
                }
            }
        }
        lefts.Sort();
        var edges = new List<(double Left, int Lines)>();
        for (int start = 0, end; start < lefts.Count; start = end)
        {
            for (end = start + 1; end < lefts.Count && lefts[end] - lefts[start] < Aligned; end++) { }
            if (end - start >= MinLines && lefts[start] > lefts[0] + Narrowest)
            {
                edges.Add((lefts[start], end - start));
            }
        }
        return [.. edges.OrderByDescending(edge => edge.Lines).Take(MaxEdges).Select(edge => edge.Left).Order()];
    }

    private static bool Crosses(List<Word> row, double edge) =>
        row.Exists(word => word.Left < edge - Aligned && word.Right > edge + Aligned - Gutter);

    // Consecutive rows with little text on both sides are a table across both columns, with a gap of its own at the edge.
    private static List<bool> Tables(List<List<Word>> rows, List<bool> crossed, double edge)
    {
        var across = crossed.ToList();
        var (left, right) = (rows.Min(row => row[0].Left), rows.Max(row => row[^1].Right));
        for (int start = 0, end; start < rows.Count; start = end + 1)
        {
            for (end = start; end < rows.Count && !across[end] && IsSparse(rows[end], edge, edge - left, right - edge); end++) { }
            if (end - start >= MinRows)
            {
                for (var i = start; i < end; i++)
                {
                    across[i] = true;
                }
            }
        }
        return across;
    }

    private static bool IsSparse(List<Word> row, double edge, double left, double right)
    {
        var (before, after) = (0.0, 0.0);
        foreach (var word in row)
        {
            (before, after) =
                word.Left < edge - Aligned ? (before + word.Right - word.Left, after) : (before, after + word.Right - word.Left);
        }
        return before > 0 && after > 0 && before < Sparse * left && after < Sparse * right;
    }

    private static Cut? Of(List<List<Word>> run, double edge, List<double> free, bool isLast)
    {
        var from = free.FindLast(other => other < edge - Narrowest);
        var to = free.Find(other => other > edge + Narrowest) is > 0 and var next ? next - Aligned : double.PositiveInfinity;
        var (left, right) = (Lines(run, from - Aligned, edge - Aligned), Lines(run, edge - Aligned, to));
        if (!IsProse(left) || !IsProse(right) || AreRows(left, right))
        {
            return null;
        }
        var (before, after) = (Lines(run, double.NegativeInfinity, edge - Aligned), Lines(run, edge - Aligned, double.PositiveInfinity));
        LeaveRest(before, after, isLast);
        return new(edge, Top(before, after), Math.Max(before[^1].Bottom, after[^1].Bottom), Math.Min(left.Count, right.Count));
    }

    // Lines of the longer column below the shorter one stay in it, except those far below, and a few set apart that head what goes across.
    private static void LeaveRest(List<Line> left, List<Line> right, bool isLast)
    {
        var (longer, shorter) = left[^1].Bottom > right[^1].Bottom ? (left, right) : (right, left);
        for (var i = longer.Count - 1; i > 0 && longer[i].Top > shorter[^1].Bottom; i--)
        {
            var white = (longer[i].Top - longer[i - 1].Bottom) / (longer[i].Bottom - longer[i].Top);
            if (white > ReadingOrder.MaxGap || (white > Apart && !isLast && longer.Count - i <= HeadingLines))
            {
                longer.RemoveRange(i, longer.Count - i);
            }
        }
    }

    // A few lines on the right above the left column, such as a date, come before both.
    private static double Top(List<Line> left, List<Line> right)
    {
        var above = right.TakeWhile(line => line.Bottom <= left[0].Top).Count();
        return above is > 0 and <= HeadingLines ? left[0].Top : Math.Min(left[0].Top, right[0].Top);
    }

    private static List<Line> Lines(List<List<Word>> run, double from, double to)
    {
        var lines = new List<Line>();
        foreach (var row in run)
        {
            var words = row.FindAll(word => word.Left >= from && word.Left < to);
            if (words.Count > 0)
            {
                lines.Add(new(words[0].Left, words.Min(word => word.Top), words[^1].Right, words.Max(word => word.Bottom), words));
            }
        }
        return lines;
    }

    /// <summary>Whether lines have several words, mostly fill the column, and break in mid-sentence.</summary>
    private static bool IsProse(List<Line> lines)
    {
        if (lines.Count < MinLines)
        {
            return false;
        }
        var width = lines.Max(line => line.Right) - lines.Min(line => line.Left);
        var words = lines.Sum(line => line.Words.Count);
        var cased = lines.Count(line => line.Words[0].Text.Any(char.IsLower));
        return width >= Narrowest
            && words >= WordsOfLine * lines.Count
            && lines.Count(line => line.Right - line.Left > 0.7 * width) >= 0.5 * lines.Count
            && lines.Sum(line => line.Words.Count(word => word.HasDigit)) <= 0.25 * words
            && lines.Count(line => char.IsLower(line.Words[0].Text[0])) >= 0.25 * cased;
    }

    /// <summary>Whether most gaps between paragraphs run across both columns: then these are rows of a table.</summary>
    private static bool AreRows(List<Line> left, List<Line> right)
    {
        var across = 0;
        var all = left.Concat(right).OrderBy(line => line.Top).ToList();
        var bottom = all[0].Bottom;
        foreach (var line in all)
        {
            across += line.Top - bottom > Apart * (line.Bottom - line.Top) ? 1 : 0;
            bottom = Math.Max(bottom, line.Bottom);
        }
        return across >= 2 && across >= 0.6 * Math.Max(Breaks(left), Breaks(right));
    }

    private static int Breaks(List<Line> lines) =>
        lines.Zip(lines.Skip(1)).Count(pair => pair.Second.Top - pair.First.Bottom > Apart * (pair.Second.Bottom - pair.Second.Top));
}
