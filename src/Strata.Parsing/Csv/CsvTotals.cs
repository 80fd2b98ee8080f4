using Strata.Parsing.Reading;

namespace Strata.Parsing.Csv;

/// <summary>Rows at the end of a table that sum it up: they say so in their first filled cell, and leave others empty.</summary>
internal static class CsvTotals
{
    /// <summary>Rows that may sum up one table: subtotal, taxes, total.</summary>
    public const int Most = 8;

    private static readonly BlockTraits Traits = new() { Note = "total" };

    public static bool IsOne(Block row, int width)
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
}
