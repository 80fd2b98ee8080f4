using System.Runtime.InteropServices;

namespace Strata.Parsing.Csv;

/// <summary>
/// Rows at the end of a table that sum it up (<see cref="TableTotals"/>), or state a balance (<see cref="BalanceCell"/>) below rows with
/// dates.
/// </summary>
internal sealed class CsvTotals
{
    /// <summary>Most total rows of one table: subtotal, taxes, total.</summary>
    public const int Max = 8;

    private static readonly BlockTraits Traits = new() { Note = BlockTraits.Total };

    private readonly TableTotals _totals = new();
    private readonly List<FilledCell> _cells = [];

    /// <summary>Must be called for every record, in order.</summary>
    public void Add(Block record) => _totals.Add(Filled(record));

    /// <summary>Whether the row sums up those added, or states a balance.</summary>
    public bool IsOne(Block row, int width)
    {
        // For almost every row, the first filled cell rules out both.
        var first = FirstFilled(row);
        if (first < 0 || char.IsAsciiDigit(row.Fields[first].Text[0]))
        {
            return false;
        }
        var name = row.Fields[first].Text;
        return (TableTotals.IsCalledTotal(name) && _totals.IsOne(Filled(row), width))
            || (_totals.IsOfDates(first) && BalanceCell.IsOne(name) && !DateShape.IsOne(name.AsSpan().Trim()));
    }

    /// <summary>Returns the row as a table row that is no record.</summary>
    /// <param name="number">0-based row in the table, header included.</param>
    public static Block Row(Block row, IReadOnlyList<string> columns, int number)
    {
        var cells = row.Fields.Select((field, column) => new TableCell(number, column, field.Range, field.Text));
        return row with
        {
            Type = BlockType.TableRow,
            Fields = [],
            Cells = [.. cells.Where(cell => cell.Column < columns.Count && !string.IsNullOrWhiteSpace(cell.Text))],
            Traits = Traits,
        };
    }

    /// <summary>Explains why such a row is no record.</summary>
    public static string Remark(Block row)
    {
        const int Shown = 60;
        var text = row.Text.Trim();
        var isBalance = FirstFilled(row) is >= 0 and var first && BalanceCell.IsOne(row.Fields[first].Text);
        return $"“{(text.Length > Shown ? text[..Shown] + "…" : text)}” {(isBalance ? "says a balance" : "sums up the rows above it")} and is no record";
    }

    private static int FirstFilled(Block row)
    {
        for (var i = 0; i < row.Fields.Count; i++)
        {
            if (!string.IsNullOrWhiteSpace(row.Fields[i].Text))
            {
                return i;
            }
        }
        return -1;
    }

    private ReadOnlySpan<FilledCell> Filled(Block row)
    {
        _cells.Clear();
        for (var i = 0; i < row.Fields.Count; i++)
        {
            if (!string.IsNullOrWhiteSpace(row.Fields[i].Text))
            {
                _cells.Add(new(i, row.Fields[i].Text));
            }
        }
        return CollectionsMarshal.AsSpan(_cells);
    }
}
