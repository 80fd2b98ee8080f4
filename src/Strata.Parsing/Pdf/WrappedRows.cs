namespace Strata.Parsing.Pdf;

/// <summary>
/// Joins lines into table rows where one-line cells are aligned to the bottom or middle of cells of several lines. Each row has one line
/// with its numbers, and the gap between rows is wider than between the lines of a cell. If rows are as close as lines, the row of a line
/// is ambiguous, and the lines are left alone.
/// </summary>
internal static class WrappedRows
{
    private const int MaxLines = 12;

    /// <summary>By how much the gap between rows exceeds that between lines, in line heights.</summary>
    private const double Wider = 0.08;

    /// <param name="maxGap">Gap between two rows that ends a table, in word heights.</param>
    public static void Join(List<TableFinder.Row> rows, double maxGap)
    {
        for (var start = 0; start < rows.Count; start++)
        {
            if (!IsAnchor(rows[start]))
            {
                continue;
            }
            var anchors = Chain(rows, start, maxGap);
            start = anchors.Count > 1 ? JoinAll(rows, anchors) : start;
        }
    }

    private static bool IsAnchor(TableFinder.Row row) =>
        row.Segments is [_, .., var last] && TableFinder.IsAmount(last.Words) && last.Words[0].Confidence is null;

    private static List<int> Chain(List<TableFinder.Row> rows, int start, double maxGap)
    {
        var anchors = new List<int> { start };
        for (
            var i = start + 1;
            i < rows.Count && i - anchors[^1] <= MaxLines && rows[i].Top - rows[i - 1].Bottom < maxGap * rows[i].Height;
            i++
        )
        {
            if (IsAnchor(rows[i]) && TableFinder.IsAligned(rows[i].Segments[^1], rows[start].Segments[^1]))
            {
                anchors.Add(i);
            }
        }
        return anchors;
    }

    /// <returns>The index of the last of these rows after joining.</returns>
    private static int JoinAll(List<TableFinder.Row> rows, List<int> anchors)
    {
        var (first, last) = (anchors[0], anchors[^1]);
        var whites = Enumerable.Range(first + 1, last - first).Select(i => White(rows, i)).OrderDescending().ToList();
        var (between, within) = (whites[anchors.Count - 2], whites.Skip(anchors.Count - 1).DefaultIfEmpty(double.NaN).First());
        var least = Wider * rows[first].Height;
        if (double.IsNaN(within) ? between < least : between - within < least)
        {
            return last;
        }
        // Extend the first row up and the last row down over lines as close as those of one cell.
        var most = double.IsNaN(within) ? Math.Min(between - least, least) : within;
        while (
            first > 0
            && !IsAnchor(rows[first - 1])
            && rows[first - 1].Segments.Count < rows[anchors[0]].Segments.Count
            && White(rows, first) <= most + (least / 2)
            && anchors[0] - first < MaxLines
        )
        {
            first--;
        }
        while (
            last + 1 < rows.Count
            && !IsAnchor(rows[last + 1])
            && White(rows, last + 1) <= most + (least / 2)
            && last - anchors[^1] < MaxLines
            && IsUnder(rows[last + 1], rows[anchors[^1]])
        )
        {
            last++;
        }
        var groups = new List<List<TableFinder.Row>> { new() { rows[first] } };
        for (var i = first + 1; i <= last; i++)
        {
            if (White(rows, i) >= between)
            {
                groups.Add([]);
            }
            groups[^1].Add(rows[i]);
        }
        // If all rows begin with their numbers, the usual rules join them.
        if (
            groups.Count != anchors.Count
            || groups.Exists(group => group.Count(IsAnchor) != 1)
            || groups.TrueForAll(group => IsAnchor(group[0]))
        )
        {
            return anchors[^1];
        }
        var joined = groups.ConvertAll(Joined);
        if (joined.Exists(row => row is null))
        {
            return anchors[^1];
        }
        rows.RemoveRange(first, last - first + 1);
        rows.InsertRange(first, joined.OfType<TableFinder.Row>());
        return first + joined.Count - 1;
    }

    private static double White(List<TableFinder.Row> rows, int at) =>
        rows[at].Top - Math.Max(rows[at - 1].Bottom, at > 1 ? rows[at - 2].Bottom : 0);

    private static bool IsUnder(TableFinder.Row row, TableFinder.Row anchor) =>
        row.Segments.TrueForAll(segment => anchor.Segments.Exists(cell => TableFinder.IsAligned(segment, cell)));

    /// <summary>Joins lines into one row by the cells they overlap; null if one overlaps several cells.</summary>
    public static TableFinder.Row? Joined(List<TableFinder.Row> group)
    {
        var cells = new List<List<PageCell>>();
        foreach (var segment in group.OrderByDescending(row => row.Segments.Count).SelectMany(row => row.Segments))
        {
            var over = cells.FindAll(cell => cell.Exists(other => segment.Left < other.Right && segment.Right > other.Left));
            switch (over.Count)
            {
                case 0:
                    cells.Add([segment]);
                    break;
                case 1:
                    over[0].Add(segment);
                    break;
                default:
                    return null;
            }
        }
        var joined = cells.ConvertAll(cell => new PageCell(
            0,
            1,
            [.. cell.OrderBy(line => line.Words[0].Middle).SelectMany(line => line.Words)]
        ));
        joined.Sort((a, b) => a.Left.CompareTo(b.Left));
        return new(
            joined,
            group.Min(row => row.Top),
            group.Max(row => row.Bottom),
            group.Max(row => row.Height),
            group.Count > 1 ? [.. group.OrderBy(row => row.Top)] : null,
            group.Exists(row => row.IsCut)
        );
    }
}
