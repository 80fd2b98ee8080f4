using Strata.Interpretation.Records;
using Strata.Parsing;
using Strata.Schemas;

namespace Strata.Interpretation.Text;

/// <summary>A table in a running text whose rows are records of a type: the postings of a bank statement, a list of people in a letter.</summary>
internal sealed record TableRecords(ItemTable Table, RecordTypes Types, IReadOnlyList<Block> Rows)
{
    /// <summary>More than for a file of records: most tables in texts only illustrate.</summary>
    private const double Threshold = 0.6;
    private const int LeastRows = 2;

    /// <summary>The tables that are records by their header and values.</summary>
    public static List<TableRecords> Of(
        IEnumerable<ItemTable> tables,
        IReadOnlyList<SchemaDefinition> schemas,
        RulesOptions options,
        string? fileName,
        ShortCells cells,
        SourceText source)
    {
        var found = new List<TableRecords>();
        foreach (var table in tables.Where(table => table.Rows.Count >= LeastRows))
        {
            var rows = table.Records(source).ConvertAll(row => cells.Whole(row, schemas));
            // Papers are documents of their own; a row of a table is one only where nothing else fits.
            var plain = schemas.Where(schema => !schema.Fields.Values.Any(field => field.Parts.Count > 0)).ToArray();
            var types = new RecordTypes(plain, [.. rows.Take(options.SampleSize)], options, fileName, source);
            types = !types.Main.IsGeneric && types.Main.Score >= Threshold ? types : new RecordTypes(schemas, [.. rows.Take(options.SampleSize)], options, fileName, source);
            if (!types.Main.IsGeneric && types.Main.Score >= Threshold && Matched(types.Main.Schema, table) >= LeastRows)
            {
                found.Add(new(table, types, WithCurrency(types.Main.Schema, table, Identified(types.Main.Schema, rows))));
            }
        }

        return found;
    }

    /// <summary>The rows that could be told from others; where half of them are, the rest is no record: a balance carried forward, a sum.</summary>
    private static List<Block> Identified(SchemaDefinition schema, List<Block> rows)
    {
        var identified = rows.FindAll(row =>
        {
            var names = row.Fields.Where(field => !string.IsNullOrWhiteSpace(field.Text)).Select(field => FieldMatch.Find(schema, field.Name)?.Name).ToHashSet();
            return schema.Identity.Any(rule => rule.Fields.All(part => part.Optional || names.Contains(part.Field)));
        });
        return identified.Count * 2 >= rows.Count ? identified : rows;
    }

    /// <summary>Rows with the currency that their columns are in, where none has one of its own and they are no papers.</summary>
    private static List<Block> WithCurrency(SchemaDefinition schema, ItemTable table, List<Block> rows) =>
        table.Currency is var (code, range) && !schema.Fields.Values.Any(field => field.Parts.Count > 0) && FieldMatch.Currency(schema) is { } currency && !table.Header.Any(name => schema.MatchFolded(name) == currency)
            ? rows.ConvertAll(row => row with { Fields = [.. row.Fields, new RecordField(currency.Name, code, null, range) { IsInferred = true }] })
            : rows;

    private static int Matched(SchemaDefinition schema, ItemTable table) => table.Header.Count(name => schema.MatchFolded(name) is not null);
}
