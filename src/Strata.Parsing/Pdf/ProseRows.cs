namespace Strata.Parsing.Pdf;

/// <summary>Tells lines of running text that look like table rows.</summary>
internal static class ProseRows
{
    /// <summary>Largest difference between the word gaps of a justified line, in points.</summary>
    private const double Steady = 0.5;

    /// <summary>Largest gap between lines of one paragraph, in word heights.</summary>
    private const double Tight = 0.25;

    /// <summary>Fewest words of a cell that reads as prose.</summary>
    private const int ProseWords = 6;

    public static bool Are(List<TableFinder.Row> rows, int columns)
    {
        var segments = rows.SelectMany(r => r.Segments).ToList();
        var wordy = segments.Count(s => s.Words.Count >= ProseWords);
        var numeric = segments.Count(s => s.Words.Exists(w => w.HasDigit));
        return columns == 2 ? wordy > segments.Count / 4 && numeric < segments.Count / 2 : wordy > segments.Count / 2;
    }

    // Justified lines have equal gaps between all their words. With two words that proves nothing: then an adjacent line of the same
    // paragraph decides.
    public static bool AreJustified(List<TableFinder.Row> rows, int start, int end)
    {
        var table = rows.GetRange(start, end - start);
        var (left, right) = (table.Min(r => r.Left), table.Max(r => r.Right));
        return table.TrueForAll(IsEven)
            && table.SkipLast(1).All(row => right - row.Right < TableFinder.Aligned)
            && (table.Exists(IsStretched) || IsNeighbour(start - 1, start) || IsNeighbour(end, end - 1));

        bool IsNeighbour(int at, int next) =>
            at >= 0
            && at < rows.Count
            && Math.Max(rows[at].Top, rows[next].Top) - Math.Min(rows[at].Bottom, rows[next].Bottom) < Tight * rows[at].Height
            && IsEven(rows[at])
            && IsStretched(rows[at]);

        bool IsStretched(TableFinder.Row row) =>
            row.Segments.Sum(s => s.Words.Count) > 2
            && Math.Abs(row.Left - left) < TableFinder.Aligned
            && Math.Abs(right - row.Right) < TableFinder.Aligned;
    }

    private static bool IsEven(TableFinder.Row row)
    {
        var words = row.Segments.SelectMany(s => s.Words).ToList();
        var gaps = words.Zip(words.Skip(1), (a, b) => b.Left - a.Right).ToList();
        return gaps.Count > 0
            && gaps.Max() - gaps.Min() < Steady
            && !words.Exists(w => w.Confidence is not null)
            && words.Count(w => w.HasDigit) <= words.Count / 3;
    }
}
