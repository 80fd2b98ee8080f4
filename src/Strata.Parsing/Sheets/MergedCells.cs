namespace Strata.Parsing.Sheets;

/// <summary>Merged areas: the span of each cell, and its value in the rows below.</summary>
internal sealed class MergedCells
{
    /// <summary>
    /// Most merged areas that span a row from above: people merge a few; thousands would make every row thousands of cells long.
    /// </summary>
    private const int MaxOpen = 256;

    private readonly Dictionary<(int Column, int Row), CellArea> _areas = [];
    private readonly List<(CellArea Area, SheetCell Cell)> _open = [];

    public MergedCells(IEnumerable<CellArea> areas)
    {
        foreach (var area in areas)
        {
            _areas.TryAdd((area.FirstColumn, area.FirstRow), area);
        }
    }

    public (int Rows, int Columns) SpanOf(int column, int row) =>
        _areas.TryGetValue((column, row), out var area) ? (area.Rows, area.Columns) : (1, 1);

    /// <summary>
    /// Returns the row with the values of cells that span it from above, each with the address of its merged area. Call for each row in
    /// order.
    /// </summary>
    public SheetRow Filled(SheetRow row)
    {
        if (_areas.Count == 0)
        {
            return row;
        }
        _open.RemoveAll(open => open.Area.LastRow < row.Number);
        var cells = row.Cells;
        if (_open.Count > 0)
        {
            var held = row.Cells.Select(cell => cell.Column).ToHashSet();
            cells =
            [
                .. row
                    .Cells.Concat(_open.Where(open => !held.Contains(open.Area.FirstColumn)).Select(open => open.Cell))
                    .OrderBy(cell => cell.Column),
            ];
        }
        foreach (var cell in row.Cells)
        {
            if (_areas.TryGetValue((cell.Column, row.Number), out var area) && area.Rows > 1 && _open.Count < MaxOpen)
            {
                _open.Add((area, cell with { Address = area.ToString() }));
            }
        }
        return row with { Cells = cells };
    }
}
