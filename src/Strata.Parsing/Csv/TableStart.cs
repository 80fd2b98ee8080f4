namespace Strata.Parsing.Csv;

/// <summary>
/// Finds the header of a table below a title, a period, a balance. Rows above it are short: they fill at most half the commonest width. If
/// the text above is longer than the table, or has a width of its own, the header is the first row of at least three names, all text and
/// one of them common (<see cref="CommonColumnNames"/>), such that most rows below have its width and typed values, and no row above is as
/// wide and more than half full; unless more rows above than below could be records. Without a header, no rows are skipped: they are ragged
/// data.
/// </summary>
internal static class TableStart
{
    private const int MaxRowsAbove = 32;
    private const int MinNames = 3;

    /// <summary>Number of rows above the header; 0 if the first row is the header, or none was found.</summary>
    /// <param name="whole">Whether the rows are all there are.</param>
    public static int Of(List<string[]> rows, bool whole)
    {
        var above = ShortRows(rows);
        return above > 0 && HeaderDetection.HasHeader(rows[above..], whole) ? above : RowsOfOtherWidth(rows);
    }

    public static int CommonestWidth(List<string[]> rows) =>
        rows.Count == 0 ? 0 : rows.GroupBy(row => row.Length).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).First().Key;

    private static int ShortRows(List<string[]> rows)
    {
        var width = CommonestWidth(rows);
        if (width < 2)
        {
            return 0;
        }
        var most = Math.Min(MaxRowsAbove, rows.Count - 1);
        var skip = 0;
        while (skip < most && Filled(rows[skip]) <= width / 2 && IsShort(rows[skip], width))
        {
            skip++;
        }
        return skip == most && skip > 0 && most < rows.Count - 1 ? 0 : skip;
    }

    /// <summary>A padded title (<c>Statement;;;;</c>) is short too: one filled cell.</summary>
    private static bool IsShort(string[] row, int width) => row.Length <= width / 2 || Filled(row) == 1 && width > 2;

    private static int RowsOfOtherWidth(List<string[]> rows)
    {
        for (var i = 0; i <= MaxRowsAbove && i < rows.Count - 1; i++)
        {
            if (IsHeader(rows, i))
            {
                return i;
            }
        }
        return 0;
    }

    private static bool IsHeader(List<string[]> rows, int at)
    {
        var header = rows[at];
        var names = Width(header);
        if (
            names < MinNames
            || header.AsSpan(0, names).ContainsAnyShapeBut(CellShape.Text)
            || !Array.Exists(header, CommonColumnNames.Contains)
            || rows.Take(at).Any(row => row.Length == header.Length && Filled(row) * 2 > names)
        )
        {
            return false;
        }
        // More records above than below: another table, whose rows must not be lost.
        var like = rows.Skip(at + 1).Count(row => (row.Length == header.Length || Width(row) == names) && IsTyped(row));
        return like * 2 > rows.Count - at - 1 && rows.Take(at).Count(row => Filled(row) >= MinNames && IsTyped(row)) <= like;
    }

    private static bool IsTyped(string[] row) => Array.Exists(row, cell => CellShapes.Of(cell) is not (CellShape.Text or CellShape.Empty));

    private static bool ContainsAnyShapeBut(this Span<string> cells, CellShape shape)
    {
        foreach (var cell in cells)
        {
            if (CellShapes.Of(cell) != shape)
            {
                return true;
            }
        }
        return false;
    }

    private static int Filled(string[] row) => row.Count(cell => !string.IsNullOrWhiteSpace(cell));

    /// <summary>Number of cells up to the last filled one: many programs end rows with the delimiter.</summary>
    private static int Width(string[] row) => Array.FindLastIndex(row, cell => !string.IsNullOrWhiteSpace(cell)) + 1;
}
