using System.Runtime.InteropServices;

namespace Strata.Parsing.Csv;

/// <summary>
/// Rows at the end of a table that sum it up (<see cref="TableTotals"/>), or say a balance (<see cref="BalanceWords"/>) where the rows
/// above have a date.
/// </summary>
internal sealed class CsvTotals
{
    /// <summary>Rows that may sum up one table: subtotal, taxes, total.</summary>
    public const int Max = 8;

    private static readonly BlockTraits Traits = new() { Note = BlockTraits.Total };

    private readonly TableTotals _totals = new();
    private readonly List<FilledCell> _cells = [];

    /// <summary>To be told of every row that is a record, in order.</summary>
    public void Add(Block record) => _totals.Add(Filled(record));

    /// <summary>Whether the row sums up those that were added, or says a balance.</summary>
    public bool IsOne(Block row, int width)
    {
        // Of almost every row its first filled cell says that it does neither.
        var first = FirstFilled(row);
        if (first < 0 || char.IsAsciiDigit(row.Fields[first].Text[0]))
        {
            return false;
        }
        var name = row.Fields[first].Text;
        return (TableTotals.IsCalledTotal(name) && _totals.IsOne(Filled(row), width))
            || (_totals.IsOfDates(first) && BalanceWords.IsOne(name) && !DateShape.IsOne(name.AsSpan().Trim()));
    }

    /// <summary>The row as one of the table that is no record.</summary>
    /// <param name="number">0-based row in the table, its header included.</param>
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

    /// <summary>What is said of such a row, as it is no record.</summary>
    public static string Remark(Block row)
    {
        const int Shown = 60;
        var text = row.Text.Trim();
        var isBalance = FirstFilled(row) is >= 0 and var first && BalanceWords.IsOne(row.Fields[first].Text);
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
