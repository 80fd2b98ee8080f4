namespace Strata.Parsing.Pdf;

/// <summary>Finds the column names of a table that are set differently from its cells.</summary>
internal static class TableHeader
{
    /// <summary>Gap between the names and the first row, in word heights.</summary>
    private const double MaxGap = 0.6;

    /// <summary>Gap between two lines of names, in word heights.</summary>
    private const double LineGap = 0.3;

    /// <summary>By how much closer lines of names are to each other than to the first row, in word heights.</summary>
    private const double Closer = 0.08;

    /// <summary>Whitespace that separates two columns, in points.</summary>
    private const double Free = 1;

    private const int MaxLines = 4;
    private const int MaxRows = 5;

    /// <summary>Whether the last row is the first of a table under two rows of names: one over several columns, one over each.</summary>
    public static bool IsOver(List<TableFinder.Row> run) =>
        run.Count == 3
        && run.Zip(run.Skip(1)).All(pair => pair.Second.Top - pair.First.Bottom < MaxGap * pair.First.Height)
        && run.Take(2)
            .SelectMany(row => row.Segments)
            .All(s => s.Words.Count <= 2 && !s.Words.Exists(w => w.Text.Contains(':', StringComparison.Ordinal)))
        && !run[0].Segments.Exists(s => s.Words.Exists(w => w.HasDigit));

    /// <summary>
    /// Returns the row above as column names if it has one stretch of words per column, aligned with the cells below, too close for
    /// whitespace alone to separate them. Null if it is something else.
    /// </summary>
    public static TableFinder.Row? Above(TableFinder.Row above, List<TableFinder.Row> body)
    {
        var columns = body[0].Segments.Count;
        var words = above.Segments.SelectMany(segment => segment.Words).ToList();
        if (
            columns < 3
            || above.Segments.Count >= columns
            || words.Count < columns
            || words.Count > 2 * columns
            || body[0].Top - above.Bottom > MaxGap * above.Height
            || body.Exists(row => row.Segments.Count != columns)
            || words.Exists(word => word.HasDigit || word.Text.EndsWith(':'))
        )
        {
            return null;
        }
        var cells = new List<PageCell>();
        foreach (var word in words)
        {
            if (cells.Count < columns && Begins(word, body, cells.Count, above.Height))
            {
                cells.Add(new(0, 1, [word]));
            }
            else if (cells is [.., var last])
            {
                last.Words.Add(word);
            }
            else
            {
                return null;
            }
        }
        return cells.Count == columns ? above with { Segments = cells } : null;
    }

    /// <summary>
    /// Joins the lines of names over one table, and cuts those so close that only the cells below tell them apart: if that gives names that
    /// the row doesn't have yet, and all of them have something under them.
    /// </summary>
    public static void Join(List<TableFinder.Row> rows, int start, ComparisonBudget effort)
    {
        var end = start;
        while (
            end < rows.Count
            && end - start < MaxLines
            && (end == start || White(rows, end) < LineGap * rows[end].Height)
            && rows[end].Lines is null
            && AreNames(rows[end])
        )
        {
            end++;
        }
        if (end == start || end == rows.Count || rows[end].Segments is not [_, _, .., var last] || !TableFinder.IsAmount(last.Words))
        {
            return;
        }
        var (lines, columns) = (rows.GetRange(start, end - start), rows[end].Segments.Count);
        var isWhole = lines.Count == 1 && lines[0].Segments.Count >= columns;
        if (
            isWhole
            || Enumerable.Range(start + 1, lines.Count - 1).Any(i => White(rows, i) > White(rows, end) - (Closer * rows[end].Height))
            || !effort.Spend(rows.Count)
        )
        {
            return;
        }
        var body = rows.Skip(end).TakeWhile(row => row.Segments.Count == columns).Take(MaxRows).ToList();
        var cut = lines.ConvertAll(line => line.Segments.Count < columns ? Cut(line, body) : line);
        if (
            WrappedRows.Joined(cut) is not { } names
            || names.Segments.Count < columns
            || cut.Count(line => line.Segments.Count == names.Segments.Count) > 1
        )
        {
            return;
        }
        rows.RemoveRange(start, lines.Count);
        rows.Insert(start, names with { Lines = null });
        if (NamedColumns.Under(rows, start, TableFinder.RunEnd(rows, start, effort), effort) is not { IsFull: true })
        {
            rows.RemoveAt(start);
            rows.InsertRange(start, lines);
        }
    }

    private static double White(List<TableFinder.Row> rows, int at) => rows[at].Top - rows[at - 1].Bottom;

    private static bool AreNames(TableFinder.Row row) =>
        !row.Segments.Exists(segment =>
            segment.Words.Exists(word => word.HasDigit || word.Text[^1] is ':' or ',' or ';' || word.Confidence is not null)
        );

    // Cuts once between two columns, at the widest gap in the names.
    private static TableFinder.Row Cut(TableFinder.Row line, List<TableFinder.Row> body)
    {
        var segments = line.Segments;
        for (var column = 1; column < body[0].Segments.Count; column++)
        {
            var (from, to) = (body.Max(row => row.Segments[column - 1].Right), body.Min(row => row.Segments[column].Left));
            var whites = segments
                .SelectMany(segment =>
                    Enumerable
                        .Range(1, segment.Words.Count - 1)
                        .Select(at => (Segment: segment, At: at, Left: segment.Words[at - 1].Right, Right: segment.Words[at].Left))
                )
                .Where(white => Math.Min(white.Right, to) - Math.Max(white.Left, from) >= Free)
                .ToList();
            if (
                whites.Count > 0
                && !segments.Zip(segments.Skip(1)).Any(pair => Math.Min(pair.Second.Left, to) - Math.Max(pair.First.Right, from) >= Free)
            )
            {
                var (segment, at, _, _) = whites.MaxBy(white => white.Right - white.Left);
                segments =
                [
                    .. segments.SelectMany(other =>
                        other == segment ? (PageCell[])[new(0, 1, segment.Words[..at]), new(0, 1, segment.Words[at..])] : [other]
                    ),
                ];
            }
        }
        return line with { Segments = segments };
    }

    private static bool Begins(Word word, List<TableFinder.Row> body, int column, double height)
    {
        var (left, right) = (body.Min(row => row.Segments[column].Left), body.Max(row => row.Segments[column].Right));
        return Math.Abs(word.Left - left) < height / 3 || Math.Abs(word.Right - right) < height / 3;
    }
}
