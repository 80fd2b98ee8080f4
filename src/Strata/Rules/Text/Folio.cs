using Strata.Interpretation;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>
/// Reads charges and payments in two columns, as an account has them, but of one stay or case: a hotel folio, a medical bill. The charges
/// sum to the paper's total, so the rows are its items; an account's postings have a balance.
/// </summary>
internal static class Folio
{
    private const string ItemAmount = "amount";

    /// <summary>Returns the table with its charges as line items; null if it is no folio.</summary>
    public static ItemTable? Of(ItemTable table, TextSchema paper, IReadOnlyList<SchemaDefinition> schemas, decimal total)
    {
        var fields = table
            .Names.Select(name =>
                schemas
                    .Where(schema => Records.Postings.Are(schema))
                    .Select(schema => FieldMatch.Find(schema, name))
                    .OfType<SchemaField>()
                    .FirstOrDefault()
            )
            .ToArray();
        if (
            Array.Exists(fields, field => field is { Signed: true } or { Role: FieldRole.Balance })
            || fields.Count(field => field?.CountsAs is not null) != 2
        )
        {
            return null;
        }
        // If paid in full both sides are equal; a guest's debit is the charge.
        var sides = Enumerable
            .Range(0, fields.Length)
            .Where(column => fields[column]?.CountsAs is not null)
            .OrderByDescending(column => fields[column]?.CountsAs?.IsNegative);
        foreach (var side in sides)
        {
            var rows = table.Rows.Where(row => row.Cells.Any(cell => cell.Column == side)).ToList();
            if (rows.Count == 0 || rows.Sum(row => Value(row.Cells.First(cell => cell.Column == side).Text)) != total)
            {
                continue;
            }
            var charges = new ItemTable(table.Names, [.. table.Header.Select((name, column) => column == side ? ItemAmount : name)])
            {
                Currency = table.Currency,
            };
            charges.Rows.AddRange(rows);
            return ItemReader.ArrayOf(paper.Schema, charges) is null ? null : charges;
        }
        return null;
    }

    /// <summary>Returns the paper's total; null if it names none.</summary>
    public static decimal? TotalOf(
        TextSchema paper,
        IReadOnlyList<LabelledValue> values,
        TextOutline outline,
        InterpretationOptions options,
        InterpretedText source
    ) =>
        paper.Total is { } total
        && TextReader.Read(paper, values, outline, source, options.DayFirst).Fields.FirstOrDefault(field => field.Name == total.Field.Name)
            is { } found
            ? Amounts.Value(found.Json)
            : null;

    private static decimal? Value(string text) =>
        Amounts.Value(
            NumberText.Read(text, text.LastIndexOfAny(['.', ',']) is >= 0 and var at && at == text.Length - 3 ? text[at] : null).Json
        );
}
