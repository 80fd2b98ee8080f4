namespace Strata.Parsing.Pandoc;

/// <summary>
/// The grid of a table: <c>[attributes, caption, columns, head, bodies, foot]</c>, where a row is <c>[attributes, cells]</c> and a cell
/// <c>[attributes, alignment, rows, columns, blocks]</c>.
/// </summary>
internal static class PandocTable
{
    private const int MaxColumns = 1_000;

    public readonly record struct GridCell(int Row, int Column, int RowSpan, int ColumnSpan, bool IsHeader, JsonElement Blocks);

    public static JsonElement Caption(JsonElement table) => table.At(1).At(1);

    public static List<List<GridCell>> Grid(JsonElement table)
    {
        var grid = new List<List<GridCell>>();

        // For formats without header rows, pandoc adds an empty one.
        Section(grid, table.At(3).At(1).Items().Where(row => !IsEmpty(row)), headers: int.MaxValue);
        foreach (var body in table.At(4).Items())
        {
            Section(grid, body.At(2).Items(), headers: int.MaxValue);
            Section(grid, body.At(3).Items(), headers: body.At(1).Number(0));
        }
        Section(grid, table.At(5).At(1).Items(), headers: 0);
        return grid;
    }

    private static bool IsEmpty(JsonElement row) =>
        row.At(1).Items().All(cell => cell.At(4).Items().All(block => !block.Content().Items().Any()));

    /// <summary>Adds rows that no cell from outside spans into.</summary>
    /// <param name="headers">Number of header columns at the left.</param>
    private static void Section(List<List<GridCell>> grid, IEnumerable<JsonElement> rows, int headers)
    {
        var taken = new List<int>();
        var last = grid.Count;
        foreach (var row in rows)
        {
            var cells = new List<GridCell>();
            var (index, column) = (grid.Count, 0);
            foreach (var cell in row.At(1).Items())
            {
                while (column < taken.Count && taken[column] > index)
                {
                    column++;
                }
                var columnSpan = Math.Clamp(cell.At(3).Number(1), 1, MaxColumns);
                var rowSpan = Math.Clamp(cell.At(2).Number(1), 1, ushort.MaxValue);
                if (column + columnSpan > MaxColumns)
                {
                    break;
                }
                cells.Add(new(index, column, rowSpan, columnSpan, column < headers, cell.At(4)));
                taken.AddRange(Enumerable.Repeat(0, Math.Max(0, column + columnSpan - taken.Count)));
                taken.RemoveRange(column, columnSpan);
                taken.InsertRange(column, Enumerable.Repeat(index + rowSpan, columnSpan));
                column += columnSpan;
            }
            grid.Add(cells);
        }
        for (var i = last; i < grid.Count; i++)
        {
            grid[i] = grid[i].ConvertAll(cell => cell with { RowSpan = Math.Min(cell.RowSpan, grid.Count - cell.Row) });
        }
    }
}
