using System.Runtime.InteropServices;
using Strata.Parsing.Reading;

namespace Strata.Parsing.Csv;

/// <summary>
/// Rows at the end of a table that sum it up (<see cref="TableTotals"/>), or say a balance (<see cref="BalanceWords"/>) where the rows above have a date.
/// </summary>
internal sealed class CsvTotals
{
    /// <summary>Rows that may sum up one table: subtotal, taxes, total.</summary>
    public const int Most = 8;

    private static readonly BlockTraits Traits = new() { Note = BlockTraits.Total };

    private readonly TableTotals _totals = new();
    private readonly List<FilledCell> _cells = [];

    /// <summary>To be told of every row that is a record, in order.</summary>
    public void Add(Block record) => _totals.Add(Filled(record));

    /// <summary>Whether the row sums up those that were added, or says a balance.</summary>
    public bool IsOne(Block row, int width)
    {
        var cells = Filled(row);
        return _totals.IsOne(cells, width) || (!cells.IsEmpty && BalanceWords.IsOne(cells[0].Text) && _totals.StandsForDate(cells[0]));
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
        var isBalance = row.Fields.FirstOrDefault(field => !string.IsNullOrWhiteSpace(field.Text)).Text is { } first && BalanceWords.IsOne(first);
        return $"“{(text.Length > Shown ? text[..Shown] + "…" : text)}” {(isBalance ? "says a balance" : "sums up the rows above it")} and is no record";
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
