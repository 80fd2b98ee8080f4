using System.Runtime.InteropServices;

namespace Strata.Parsing.Reading;

/// <summary>A filled cell of a table's row.</summary>
/// <param name="Column">0-based.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FilledCell(int Column, string Text);

/// <summary>
/// Tells total rows from records; takes the rows in order. A total row is named so in its first filled cell, leaves other cells empty, and
/// has one of: a number that its column sums to; little besides a number and no date, where other rows have one; hardly anything besides a
/// number, where no row has a date. So a payment to a shop called Total (it has a date) and its entry in a list (more than a number) stay
/// records.
/// </summary>
internal sealed class TableTotals
{
    // Number of cells that decide whether a column holds dates.
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

    /// <summary>Adds a row that is a record.</summary>
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

    /// <summary>Starts new sums after a total row.</summary>
    public void Restart()
    {
        foreach (var column in _columns)
        {
            column.Sums.Restart();
        }
    }

    /// <summary>Returns true if the row sums up those added.</summary>
    /// <param name="width">Number of columns of the table.</param>
    public bool IsOne(ReadOnlySpan<FilledCell> cells, int width)
    {
        if (!_hasRows || cells.Length >= width || !IsCalledTotal(cells))
        {
            return false;
        }
        // A row with nothing but its name loses nothing as a total.
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
            // The total word itself may be in the date column.
            dated |= column.IsOfDates && cell != cells[0];
            if (cell.Text.AsSpan().ContainsAnyInRange('0', '9'))
            {
                numbers += column.Sums.IsOfNumbers ? 1 : 0;
                sums = Math.Max(sums, column.Sums.Summed(cell.Text.AsSpan().Trim()));
            }
        }
        // Matching the single payment above is weak evidence.
        var others = cells.Length - 1;
        return dated ? sums > 1 : sums > 0 || numbers > 0 && (ofDates ? 2 * others <= width - 1 : 2 * others < width - 1);
    }

    /// <summary>Returns true if every row with a value in the column has a date there.</summary>
    public bool IsOfDates(int column) => column < _columns.Count && _columns[column].IsOfDates;

    /// <param name="name">The first filled cell of a row.</param>
    public static bool IsCalledTotal(string name) => TotalWords.IsOne(name);

    private static bool IsCalledTotal(ReadOnlySpan<FilledCell> cells) => cells.Length > 0 && IsCalledTotal(cells[0].Text);
}
