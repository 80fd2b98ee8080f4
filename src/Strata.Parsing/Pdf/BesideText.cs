namespace Strata.Parsing.Pdf;

/// <summary>
/// Tells text beside a table, such as an address beside the number and dates of a letter, from a column: cells of a row share a baseline,
/// lines of a separate block need not.
/// </summary>
internal static class BesideText
{
    /// <summary>Tolerance for baselines in one row, in points.</summary>
    private const double SameLine = 1;

    private const int MinLines = 3;
    private const int MinApart = 2;

    /// <summary>Most amounts in the text: a telephone number, a lone postal code.</summary>
    private const int MaxAmounts = 1;

    /// <returns>The rows without the text; null if nothing tells it from cells.</returns>
    public static List<TableFinder.Row>? Without(List<TableFinder.Row> rows, List<double> lanes)
    {
        if (rows.Count < MinLines || IsHeader(rows[0], lanes.Count + 1) || rows[0].Segments[0].Words[0].Confidence is not null)
        {
            return null;
        }
        foreach (var (lane, isLeft) in lanes.SelectMany(lane => new[] { (lane, true), (lane, false) }))
        {
            if (IsText(rows, lane, isLeft))
            {
                List<TableFinder.Row> table =
                [
                    .. rows.SelectMany(row => row.Lines ?? [row])
                        .Select(line => line.Segments.FindAll(segment => IsLeft(segment, lane) != isLeft))
                        .Where(cells => cells.Count > 0)
                        .Select(Row),
                ];
                return table.Count > 1 ? table : null;
            }
        }
        return null;
    }

    private static bool IsText(List<TableFinder.Row> rows, double lane, bool isLeft)
    {
        var (text, both, apart, amounts) = (0, 0, 0, 0);
        foreach (var row in rows)
        {
            var (beside, other, inOne) = (0, false, false);
            foreach (var line in row.Lines ?? [row])
            {
                var own = line.Segments.FindAll(segment => IsLeft(segment, lane) == isLeft);
                var next = line.Segments.Find(segment => IsLeft(segment, lane) != isLeft);
                if (own.Count > 1 || line.Segments.Exists(segment => segment.Left < lane && segment.Right > lane) || amounts > MaxAmounts)
                {
                    return false;
                }
                amounts += own.Exists(segment => TableFinder.IsAmount(segment.Words)) ? 1 : 0;
                beside += own.Count;
                other |= next is not null;
                inOne |= own.Count > 0 && next is not null && Math.Abs(own[0].Words[^1].Bottom - next.Words[0].Bottom) < SameLine;
            }
            text += beside;
            both += beside > 0 && other ? 1 : 0;
            apart += beside > 0 && other && !inOne ? 1 : 0;
        }
        return amounts <= MaxAmounts && text >= MinLines && apart >= MinApart && 2 * apart > both;
    }

    private static bool IsLeft(PageCell segment, double lane) => segment.Right <= lane;

    // One name per column, without digits.
    private static bool IsHeader(TableFinder.Row row, int columns) =>
        row.Segments.Count == columns && !row.Segments.Exists(segment => segment.Words.Exists(word => word.HasDigit));

    private static TableFinder.Row Row(List<PageCell> cells)
    {
        var words = cells.SelectMany(cell => cell.Words).ToList();
        return new(cells, words.Min(word => word.Top), words.Max(word => word.Bottom), words.Max(word => word.Height));
    }
}
