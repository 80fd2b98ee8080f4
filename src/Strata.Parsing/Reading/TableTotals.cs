using System.Runtime.InteropServices;

namespace Strata.Parsing.Reading;

/// <summary>A filled cell of a table's row.</summary>
/// <param name="Column">0-based.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FilledCell(int Column, string Text);

/// <summary>
/// Tells rows that sum a table up from its records. They say so in their first filled cell and leave others empty; and they hold a number
/// that is what its column comes to, or no date where the rows above have one and little beside a number, or hardly anything beside a
/// number where no row has a date. A shop may be called Total: its payment has a date and sums nothing up, and its entry in a list says
/// more than a number. Told of the rows in their order.
/// </summary>
internal sealed class TableTotals
{
    // Cells that are looked at before a column is taken for one of dates.
    private const int DatesLookedAt = 20;

    private readonly List<Column> _columns = [];
    private bool _hasRows;

    private sealed class Column
    {
        public ColumnSums Sums { get; } = new();
        public int Filled { get; set; }
        public int Dates { get; set; }
        public bool IsOfDates => Filled > 0 && Filled == Dates;
    }

    /// <summary>A row that is a record.</summary>
    public void Add(ReadOnlySpan<FilledCell> cells)
    {
        _hasRows = true;
        var isCalledTotal = IsCalledTotal(cells);
        foreach (var cell in cells)
        {
            while (_columns.Count <= cell.Column)
            {
                _columns.Add(new());
            }
            var column = _columns[cell.Column];
            var text = cell.Text.AsSpan().Trim();
            if (column.Filled < DatesLookedAt)
            {
                column.Filled++;
                column.Dates += DateShape.IsOne(text) ? 1 : 0;
            }
            column.Sums.Add(text, isCalledTotal);
        }
        if (isCalledTotal)
        {
            Restart();
        }
    }

    /// <summary>A row that summed up: what follows is summed up anew.</summary>
    public void Restart()
    {
        foreach (var column in _columns)
        {
            column.Sums.Restart();
        }
    }

    /// <summary>Whether the row sums up those that were added.</summary>
    /// <param name="width">Columns of the table.</param>
    public bool IsOne(ReadOnlySpan<FilledCell> cells, int width)
    {
        if (!_hasRows || cells.Length >= width || !IsCalledTotal(cells))
        {
            return false;
        }
        // A row of nothing but its name says nothing that could be lost.
        if (cells.Length == 1)
        {
            return true;
        }
        var (ofDates, dated) = (_columns.Exists(column => column.IsOfDates), false);
        var (numbers, sums) = (0, 0);
        foreach (var cell in cells)
        {
            if (cell.Column >= _columns.Count || _columns[cell.Column] is not { } column)
            {
                continue;
            }
            // The word itself may stand where the dates do.
            dated |= column.IsOfDates && cell != cells[0];
            if (cell.Text.AsSpan().ContainsAnyInRange('0', '9'))
            {
                numbers += column.Sums.IsOfNumbers ? 1 : 0;
                sums = Math.Max(sums, column.Sums.Summed(cell.Text.AsSpan().Trim()));
            }
        }
        // The same amount as the one payment above it says little.
        var others = cells.Length - 1;
        return dated ? sums > 1 : sums > 0 || numbers > 0 && (ofDates ? 2 * others <= width - 1 : 2 * others < width - 1);
    }

    /// <summary>Whether every row that was added has a date in the column.</summary>
    public bool IsOfDates(int column) => column < _columns.Count && _columns[column].IsOfDates;

    /// <param name="name">The first filled cell of a row.</param>
    public static bool IsCalledTotal(string name) => TotalWords.IsOne(name);

    private static bool IsCalledTotal(ReadOnlySpan<FilledCell> cells) => cells.Length > 0 && IsCalledTotal(cells[0].Text);
}
