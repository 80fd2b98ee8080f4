using Strata.Parsing.Reading;

namespace Strata.Parsing.Csv;

/// <summary>
/// Rows at the end of a table that sum it up: they say so in their first filled cell, leave others empty, and either hold a number that is the
/// sum of its column, or no date where the rows above have one. A shop may be called Total: its payment has a date and sums nothing up.
/// </summary>
internal sealed class CsvTotals
{
    /// <summary>Rows that may sum up one table: subtotal, taxes, total.</summary>
    public const int Most = 8;

    // Cells that are looked at before a column is taken for one of dates.
    private const int DatesLookedAt = 20;

    private static readonly BlockTraits Traits = new() { Note = "total" };

    private readonly List<ColumnSums> _columns = [];
    private readonly List<(int Filled, int Dates)> _dates = [];

    /// <summary>To be told of every row that is a record, in order.</summary>
    public void Add(Block record)
    {
        var isCalledTotal = IsCalledTotal(record, int.MaxValue);
        for (var i = 0; i < record.Fields.Count; i++)
        {
            if (_columns.Count == i)
            {
                _columns.Add(new());
                _dates.Add(default);
            }

            var text = record.Fields[i].Text.AsSpan().Trim();
            if (_dates[i] is { Filled: < DatesLookedAt } seen && !text.IsEmpty)
            {
                _dates[i] = (seen.Filled + 1, seen.Dates + (DateShape.IsOne(text) ? 1 : 0));
            }

            _columns[i].Add(text, isCalledTotal);
        }
    }

    /// <summary>Whether the row sums up those that were added.</summary>
    public bool IsOne(Block row, int width) => IsCalledTotal(row, width) && (LacksDates(row) || SumsUp(row));

    /// <summary>The row as one of the table that is no record.</summary>
    public static Block Row(Block row, IReadOnlyList<string> columns)
    {
        var number = row.Index + 1;
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
        return $"“{(text.Length > Shown ? text[..Shown] + "…" : text)}” sums up the rows above it and is no record";
    }

    private static bool IsCalledTotal(Block row, int width)
    {
        var (filled, first) = (0, "");
        foreach (var field in row.Fields)
        {
            if (!string.IsNullOrWhiteSpace(field.Text))
            {
                first = filled++ == 0 ? field.Text : first;
            }
        }

        return filled > 0 && filled < width && TotalWords.IsOne(first);
    }

    private bool LacksDates(Block row)
    {
        var found = false;
        for (var i = 0; i < _dates.Count; i++)
        {
            if (_dates[i] is { Filled: > 0 } seen && seen.Filled == seen.Dates)
            {
                found = true;
                if (i < row.Fields.Count && !string.IsNullOrWhiteSpace(row.Fields[i].Text))
                {
                    return false;
                }
            }
        }

        return found;
    }

    // A row of nothing but its name says nothing that could be lost.
    private bool SumsUp(Block row)
    {
        var filled = 0;
        for (var i = 0; i < row.Fields.Count; i++)
        {
            var text = row.Fields[i].Text.AsSpan().Trim();
            filled += text.IsEmpty ? 0 : 1;
            if (text.ContainsAnyInRange('0', '9') && i < _columns.Count && _columns[i].ComesTo(text))
            {
                return true;
            }
        }

        return filled == 1;
    }
}
