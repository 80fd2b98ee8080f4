using Strata.Interpretation;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>
/// What a paper charges and what was paid, in two columns as an account has them, but of one stay or one case: the folio of a hotel, the
/// bill of a practice. What is charged comes to what the paper does, and so its rows are the paper's items; an account's postings have a
/// balance.
/// </summary>
internal static class Folio
{
    private const string ItemAmount = "amount";

    /// <summary>The table with the charges as line items; null where it is none.</summary>
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
        // Paid in full both come to the same; a guest's debit is what is charged.
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

    /// <summary>What a paper comes to; null where it names nothing.</summary>
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
