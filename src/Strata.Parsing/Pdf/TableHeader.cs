namespace Strata.Parsing.Pdf;

/// <summary>Tells the names over the columns of a table where they are set otherwise than its cells.</summary>
internal static class TableHeader
{
    /// <summary>White between the names and the first row, in word heights.</summary>
    private const double MaxGap = 0.6;

    /// <summary>Whether the last row is the first of a table under two rows of names: one over several columns, one over each.</summary>
    public static bool IsOver(List<TableFinder.Row> run) =>
        run.Count == 3
        && run.Zip(run.Skip(1)).All(pair => pair.Second.Top - pair.First.Bottom < MaxGap * pair.First.Height)
        && run.Take(2).SelectMany(row => row.Segments).All(s => s.Words.Count <= 2 && !s.Words.Exists(w => w.Text.Contains(':', StringComparison.Ordinal)))
        && !run[0].Segments.Exists(s => s.Words.Exists(w => w.HasDigit));

    /// <summary>
    /// The row above as the names of the columns, where there is just one stretch of words for each, in line with the cells under it: set so
    /// close that the white between them alone doesn't tell. Null where it is something else.
    /// </summary>
    public static TableFinder.Row? Above(TableFinder.Row above, List<TableFinder.Row> body)
    {
        var columns = body[0].Segments.Count;
        var words = above.Segments.SelectMany(segment => segment.Words).ToList();
        if (columns < 3
            || above.Segments.Count >= columns
            || words.Count < columns
            || words.Count > 2 * columns
            || body[0].Top - above.Bottom > MaxGap * above.Height
            || body.Exists(row => row.Segments.Count != columns)
            || words.Exists(word => word.HasDigit || word.Text.EndsWith(':')))
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

    private static bool Begins(Word word, List<TableFinder.Row> body, int column, double height)
    {
        var (left, right) = (body.Min(row => row.Segments[column].Left), body.Max(row => row.Segments[column].Right));
        return Math.Abs(word.Left - left) < height / 3 || Math.Abs(word.Right - right) < height / 3;
    }
}
