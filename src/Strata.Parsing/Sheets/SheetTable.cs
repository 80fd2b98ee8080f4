using Strata.Parsing.Csv;

namespace Strata.Parsing.Sheets;

/// <summary>
/// A sheet that is one table: rows below the header are records. A sheet of several things (a form, an invoice) is not: its rows stay rows,
/// so that labels and line items can be told apart.
/// </summary>
internal sealed class SheetTable
{
    /// <summary>Most rows above the header with more than a title: <c>Exported on | 2024-03-01</c>.</summary>
    private const int MaxLabelRows = 2;

    private readonly CsvColumns _columns = new();
    private readonly SheetRow _header;

    private SheetTable(SheetRow header, CellArea? declared)
    {
        (_header, Declared) = (header, declared);
        FirstColumn = declared?.FirstColumn ?? header.Cells[0].Column;
        // Files can repeat a cell.
        var texts = header.Cells.DistinctBy(cell => cell.Column).ToDictionary(cell => cell.Column, cell => cell.Text);
        for (var column = FirstColumn; column <= (declared?.LastColumn ?? header.Cells[^1].Column); column++)
        {
            _columns.Add(string.Join(' ', texts.GetValueOrDefault(column, "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        }
        Width = _columns.Names.Count;
    }

    public int HeaderRow => _header.Number;
    public IReadOnlyList<string> Columns => _columns.Names;

    public int FirstColumn { get; }
    public int Width { get; }

    private CellArea? Declared { get; }

    /// <param name="head">The sheet's first rows.</param>
    public static SheetTable? Find(IReadOnlyList<SheetRow> head, CellArea? declared)
    {
        if (
            declared is { } area
            && area.Rows > 1
            && area.Columns > 1
            && head.FirstOrDefault(row => row.Number == area.FirstRow) is { } named
        )
        {
            return new(named, area);
        }
        if (SheetHeader.Find(head) is not var (at, fitting))
        {
            return null;
        }
        var labelled = head.Take(at).Count(row => row.Cells.Count > 1);
        var below = head.Count - at - 1;
        return fitting * 10 >= Math.Min(below, 60) * 7 && (labelled <= MaxLabelRows || labelled * 5 <= fitting)
            ? new(head[at], null)
            : null;
    }

    /// <summary>Name of a sheet's column; those right of the header get <c>column_N</c>.</summary>
    public string NameOf(int column) => _columns[column - FirstColumn];

    /// <summary>Whether a row below the header is a record (possibly a total), not a remark or a repeated header.</summary>
    /// <param name="isApart">Whether empty rows precede it.</param>
    public bool Holds(SheetRow row, bool isApart, bool isMerged)
    {
        if (Declared is { } area && row.Number > area.LastRow && isApart)
        {
            return false;
        }
        return row.Cells[0].Column >= FirstColumn
            && !(row.Cells.Count == 1 && Width > 2 && !row.Cells[0].IsTyped && (isApart || isMerged))
            && !(row.Cells.Count == _header.Cells.Count && row.Cells.Zip(_header.Cells).All(pair => pair.First.Text == pair.Second.Text));
    }
}
