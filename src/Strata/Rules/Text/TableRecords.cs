using Strata.Interpretation;
using Strata.Rules.Records;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>A table in running text whose rows are records: postings of a statement, a list of people in a letter.</summary>
internal sealed record TableRecords(ItemTable Table, RecordTypes Types, IReadOnlyList<TableRow> Rows)
{
    /// <summary>Higher than for record files: most tables in texts only illustrate.</summary>
    private const double Threshold = 0.6;
    private const int MinRows = 2;
    private const string Description = "description";

    /// <summary>Whether amounts are stated as owed: payments and credits negative, purchases positive.</summary>
    private bool IsOwed { get; init; }

    /// <summary>Returns the tables that are records by header and values.</summary>
    /// <param name="isCard">Whether the text is the statement of a card (<see cref="CardStatement"/>).</param>
    public static List<TableRecords> Of(
        IEnumerable<ItemTable> tables,
        IReadOnlyList<SchemaDefinition> schemas,
        InterpretationOptions options,
        string? fileName,
        ShortCells cells,
        bool isCard,
        InterpretedText source
    )
    {
        var found = new List<TableRecords>();
        foreach (var table in tables.Where(table => table.Rows.Count >= MinRows && !PageHead.Is(table)))
        {
            var told = Described(table, schemas);
            var rows = cells.Whole(told.Records(source), schemas, options.DayFirst);
            // Papers are documents of their own; a row of a table is one only where nothing else fits.
            var plain = schemas.Where(schema => !schema.Fields.Values.Any(field => field.Parts.Count > 0)).ToArray();
            var types = new RecordTypes(plain, [.. rows.Take(options.SampleSize)], options, fileName, source);
            types =
                !types.Main.IsGeneric && types.Main.Score >= Threshold
                    ? types
                    : new RecordTypes(schemas, [.. rows.Take(options.SampleSize)], options, fileName, source);
            if (
                !types.Main.IsGeneric
                && types.Main.Score >= Threshold
                && Matched(types.Main.Schema, told) >= MinRows
                && MayBe(types.Main.Schema, rows)
            )
            {
                var schema = types.Main.Schema;
                var signs = new TableSigns(schema, table, isCard);
                List<TableRow> read = Postings.Are(schema)
                    ? [.. new Postings(schema).Of(signs.Of(rows))]
                    : rows.ConvertAll(row => new TableRow(row));
                found.Add(
                    new(
                        table,
                        types,
                        WithCurrency(
                            schema,
                            table,
                            Identified(schema, [.. read.Select((row, i) => row with { IsDirected = table.Rows[i].Heading is not null })])
                        )
                    )
                    {
                        IsOwed = signs.AreOwed,
                    }
                );
            }
        }
        return found;
    }

    /// <summary>Makes the one unknown column of words beside an account's days and amounts their description.</summary>
    private static ItemTable Described(ItemTable table, IReadOnlyList<SchemaDefinition> schemas)
    {
        var known = table
            .Header.Select(name =>
                schemas.Where(Postings.Are).Select(schema => schema.MatchFolded(name)).FirstOrDefault(field => field is not null)
            )
            .ToArray();
        var words = Enumerable
            .Range(0, known.Length)
            .Where(column => !schemas.Any(schema => schema.MatchFolded(table.Header[column]) is not null) && table.AreWords(column))
            .ToArray();
        return
            words is [var only]
            && Array.Exists(known, field => field?.Kind == FieldKind.Date)
            && Array.Exists(known, field => field?.Kind == FieldKind.Number)
            && !Array.Exists(known, field => field?.Reference is not null || field?.Role is FieldRole.Description or FieldRole.Counterparty)
            ? table with
            {
                Names = [.. table.Names.Select((name, i) => i == only ? Description : name)],
                Header = [.. table.Header.Select((name, i) => i == only ? Description : name)],
            }
            : table;
    }

    /// <summary>Papers in a list have numbers or senders: a rate, base and tax are a summary.</summary>
    private static bool MayBe(SchemaDefinition schema, List<Block> rows) =>
        new TextSchema(schema) is not { Sender: { } sender } paper
        || rows.Count(row =>
            Filled(schema, row) is var names
            && (names.Contains(sender.Field.Name) || paper.Number is { } number && names.Contains(number.Field.Name))
        ) * 2
            > rows.Count;

    /// <summary>Drops unidentified rows if half of the rows are identified: they continue a description.</summary>
    private static List<TableRow> Identified(SchemaDefinition schema, List<TableRow> rows)
    {
        var identified = rows.FindAll(row => row.LeftOut is null && IsIdentified(schema, row.Row));
        return identified.Count * 2 < rows.Count(row => row.LeftOut is null)
            ? rows
            : rows.ConvertAll(row =>
                row.LeftOut is not null || IsIdentified(schema, row.Row)
                    ? row
                    : row with
                    {
                        LeftOut = $"{TableRow.Named(row.Row)}: lacks what tells rows apart ({Lacking(schema, row.Row)}) and is no record",
                        IsLost = true,
                    }
            );
    }

    /// <summary>Directions given by headings, for people.</summary>
    public IEnumerable<(string Remark, int Block)> Headings =>
        from row in Table.Rows
        where Postings.Are(Types.Main.Schema)
        group row by row.Heading into section
        where section.Key is not null
        select ($"'{section.Key.Text}': the amounts below it are taken as money {(section.Key.IsOut ? "out" : "in")}", section.Key.Block);

    /// <summary>Changes to the signs of amounts, for people; null if there were none.</summary>
    public (string Remark, int Block)? Signs =>
        IsOwed
            ? ("amounts stand as what is owed: those with a minus are taken as money in, those without as money out", Table.Rows[0].Block)
            : null;

    private static bool IsIdentified(SchemaDefinition schema, Block row)
    {
        var names = Filled(schema, row);
        return schema.Identity.Any(rule => rule.Fields.All(part => part.Optional || names.Contains(part.Field)));
    }

    /// <summary>Returns what the row lacks of its closest identity rule.</summary>
    private static string Lacking(SchemaDefinition schema, Block row)
    {
        var names = Filled(schema, row);
        return string.Join(
            ", ",
            schema
                .Identity.Select(rule =>
                    rule.Fields.Where(part => !part.Optional && !names.Contains(part.Field)).Select(part => part.Field).ToArray()
                )
                .Where((_, i) => schema.Identity[i].Fields.Count > 1 || schema.Identity.Count == 1)
                .DefaultIfEmpty([])
                .MinBy(lacking => lacking.Length)
                ?? []
        );
    }

    private static HashSet<string?> Filled(SchemaDefinition schema, Block row) =>
        [.. row.Fields.Where(field => !string.IsNullOrWhiteSpace(field.Text)).Select(field => FieldMatch.Find(schema, field.Name)?.Name)];

    /// <summary>Adds the columns' currency to rows without one, unless they are papers.</summary>
    private static List<TableRow> WithCurrency(SchemaDefinition schema, ItemTable table, List<TableRow> rows) =>
        table.Currency is var (code, range)
        && !schema.Fields.Values.Any(field => field.Parts.Count > 0)
        && FieldMatch.Currency(schema) is { } currency
        && !table.Header.Any(name => schema.MatchFolded(name) == currency)
            ? rows.ConvertAll(row =>
                row with
                {
                    Row = row.Row with
                    {
                        Fields = [.. row.Row.Fields, new RecordField(currency.Name, code, null, range) { IsInferred = true }],
                    },
                }
            )
            : rows;

    private static int Matched(SchemaDefinition schema, ItemTable table) =>
        table.Header.Count(name => schema.MatchFolded(name) is not null);
}
