using Strata.Interpretation;
using Strata.Rules.Records;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>
/// Running text → one finding. The score of a schema is the greater of two, plus 0.10 where the file's name names it, at most 1:
/// <list type="bullet">
/// <item>as a form (labels of numbers and dates whose figures do not read count half): <c>0.40 × min(1, fields / 4) + 0.20 coverage + 0.15
/// identity + 0.20 cue</c>; fields are those that labels fill, and half of those that a paper of business with a cue shows without a label,
/// coverage is their share of all labelled values that read or are set off by a colon (a label that n schemas know weighs 1/n, one that
/// none knows 1/4), identity is 1 where some identity rule is filled, cue is 1 where the heading or one of the first lines without labels
/// holds one of the schema's names; 0 where no label fills a field; for papers of business −0.15 where no number is found, for those with a
/// recipient −0.20 where neither that nor a due date is but a time of day, and for those without −0.10 where a label names one;</item>
/// <item>as a written piece, for schemas with a body field: 0.50 where the text has headings or front matter, else 0.40, and 0.10 for a
/// cue.</item>
/// </list>
/// </summary>
internal static class TextInterpretation
{
    private const int MaxRawData = 64 * 1024;

    /// <summary>Lines examined for a card statement.</summary>
    private const int MaxLines = 5000;

    /// <summary>A site's navigation says nothing about the page.</summary>
    public const string Navigation = "navigation";

    /// <returns>A null finding if the document has no text.</returns>
    public static TextFindings Read(
        IEnumerable<Block> blocks,
        IReadOnlyList<SchemaDefinition> schemas,
        InterpretationOptions options,
        string? fileName,
        InterpretedText source
    )
    {
        var candidates = SchemaChooser.Candidates(schemas).Select(s => new TextSchema(s)).ToArray();
        var known = candidates
            .SelectMany(c => c.Schema.Fields.Values)
            .SelectMany(f => f.Aliases)
            .Concat(candidates.SelectMany(c => c.NumberLabels))
            .ToHashSet(StringComparer.Ordinal);
        var titles = candidates.SelectMany(c => c.Schema.Names).ToHashSet(StringComparer.Ordinal);
        var addresses = candidates
            .Select(c => c.Of(FieldRole.Address))
            .OfType<ValueReader>()
            .SelectMany(r => r.Field.Aliases)
            .Distinct()
            .ToList();
        var outline = new TextOutline(source);
        var marks = new LabelMarks(
            known,
            candidates.Where(c => c.Number is not null).SelectMany(c => c.Schema.Names).ToHashSet(StringComparer.Ordinal),
            candidates
                .Where(c => c.Recipient is not null)
                .SelectMany(c => new[] { c.Recipient, c.Sender })
                .OfType<ValueReader>()
                .SelectMany(r => r.Field.Aliases)
                .ToHashSet(StringComparer.Ordinal),
            candidates
                .SelectMany(c => c.Schema.Fields.Values)
                .SelectMany(f => f.Aliases.Select(name => (Name: name, IsNumber: f.Kind == FieldKind.Number)))
                .GroupBy(label => label.Name, StringComparer.Ordinal)
                .Where(fields => fields.All(field => field.IsNumber))
                .Select(fields => fields.Key)
                .ToHashSet(StringComparer.Ordinal),
            (one, other) => AreOne(candidates, one, other)
        );
        var parts = candidates
            .SelectMany(c => c.Schema.Fields.Values)
            .SelectMany(f => f.Parts)
            .SelectMany(p => p.Aliases)
            .ToHashSet(StringComparer.Ordinal);
        var ofPapers = candidates
            .Where(c => c.Schema.Fields.Values.Any(f => f.Parts.Count > 0))
            .SelectMany(c => c.Schema.Fields.Values)
            .ToList();
        var closing = ofPapers.SelectMany(f => f.Aliases).ToHashSet(StringComparer.Ordinal);
        var sums = ofPapers.Where(f => f.Kind == FieldKind.Number).SelectMany(f => f.Aliases).ToHashSet(StringComparer.Ordinal);
        var scanner = new LabelScanner(marks, sums, source);
        var items = new ItemScanner(parts, known, closing, sums, marks, source);
        outline.Prices.CountNames = candidates
            .SelectMany(c => c.Schema.Fields.Values)
            .SelectMany(f => f.Parts)
            .Where(p => p.Role == FieldRole.Quantity)
            .SelectMany(p => p.Aliases)
            .ToHashSet(StringComparer.Ordinal);
        var card = new SignatureLines(source);
        var when = new InvitationLines(source);
        var headers = new List<Block>();
        var boxes = new List<Block>();
        var visible = new VisibleBlocks();
        var (isCard, looked) = (false, 0);
        foreach (var block in visible.Of(blocks))
        {
            if (block.Traits?.Note == Navigation)
            {
                continue;
            }
            if (MailHeaderLines.IsOne(block))
            {
                headers.Add(block);
                outline.Letterhead.AddSenders(MailHeaderLines.Senders(block, source));
                foreach (var subject in MailHeaderLines.SubjectOf(block))
                {
                    outline.Subject = subject;
                    outline.Add(subject, labelled: false);
                }
                continue;
            }
            if (block is { Type: BlockType.FrontMatter, Traits.Label: "title" })
            {
                outline.PageTitle = block;
                continue;
            }
            outline.Add(block);
            if (block.Type == BlockType.Checkbox)
            {
                boxes.Add(block);
            }
            if (block.Type is BlockType.CodeBlock or BlockType.Html or BlockType.Divider or BlockType.PageBreak)
            {
                continue;
            }
            foreach (var line in TextLine.Of(block, source))
            {
                var isItem = items.Scan(line);
                var labelled = isItem || scanner.Scan(line);
                outline.Add(line, labelled, isItem);
                card.Add(line);
                isCard = isCard || looked++ < MaxLines && CardStatement.Is(line.Text);
                when.Add(line, labelled);
                outline.Prices.Add(line, labelled && (isItem || !scanner.IsBehind));
                outline.Letterhead.Add(line, labelled, marks, titles);
            }
        }
        outline.LeavesOut = visible.LeavesOut;
        scanner.Complete();
        outline.Prices.Complete();
        when.Complete();
        IReadOnlyList<LabelledValue> values =
            headers.Count == 0 && card.Values(scanner.Values) is { Count: > 0 } lines ? [.. lines, .. scanner.Values]
            : when.Values.Count > 0 ? [.. scanner.Values, .. when.Values]
            : scanner.Values;
        var choice = TextSchemaChoice.Choose(candidates, schemas, values, outline, options, fileName, source);
        var tables = Charges(items.Tables, choice, schemas, values, outline, options, source);
        var records = TableRecords.Of(
            tables.Where(table => ItemReader.ArrayOf(choice.Schema, table) is null || IsAccount(table, candidates)),
            schemas,
            options,
            fileName,
            outline.Cells,
            isCard,
            source
        );
        if (Checkboxes.Of(boxes, schemas, options, marks, source) is { } tasks)
        {
            records.Add(tasks);
        }
        if (records.Count > 0)
        {
            values =
            [
                .. values.Where(value =>
                    !records.Exists(table => table.Table.Holds(value.Range)) && !boxes.Exists(box => box.Index == value.Block)
                ),
            ];
            choice = TextSchemaChoice.Choose(candidates, schemas, values, outline, options, fileName, source);

            // Text beside postings is about their account.
            var isStatement =
                records.Exists(table => IsAccount(table.Table, candidates))
                && new TextSchema(choice.Schema) is { Number: { } number } paper
                && !values.Any(value => paper.Reader(value.Folded) == number);

            // A statement is no written note either.
            isStatement |=
                new TextSchema(choice.Schema).Body is not null
                && records.Exists(table =>
                    Postings.Are(table.Types.Main.Schema)
                    && (isCard || IsAccount(table.Table, candidates) || HasSides(table.Table, candidates))
                );

            // A text is no record of its own table's type; but a paper with items may list others of its kind.
            var isOne =
                records.Exists(table => table.Types.Main.Schema.EntityType == choice.Schema.EntityType)
                && !tables.Any(table => ItemReader.ArrayOf(choice.Schema, table) is not null);
            choice = !choice.IsGeneric && (isStatement || isOne) ? SchemaChooser.Untyped(schemas) : choice;
        }
        // A balance moves nothing.
        if (
            options.EntityType is null
            && Postings.Are(choice.Schema)
            && new TextSchema(choice.Schema) is var account
            && values.Any(value =>
                account.Reader(value.Folded)?.Field.Role is FieldRole.Description or FieldRole.Type
                && BalanceRows.Of(value.Text) is (BalanceRows.Saying.Balance or BalanceRows.Saying.Sum)
            )
        )
        {
            choice = SchemaChooser.Untyped(schemas);
        }
        if (MailHeaderLines.People(headers, schemas, options, source) is { } people)
        {
            records.Insert(0, people);
        }
        values = [.. headers.SelectMany(MailHeaderLines.Values), .. values];
        var notes = new List<string>();
        if (visible.Doubt is { } doubt)
        {
            notes.Add(doubt);
        }
        if (scanner.IsFull)
        {
            notes.Add($"only the first {LabelScanner.MaxValues} labelled values were read");
        }
        if (items.IsFull)
        {
            notes.Add($"only the first {ItemScanner.MaxRows} rows of tables were read");
        }
        if (choice.IsGeneric && records.Count == 0)
        {
            notes.AddRange(Unread(choice, candidates, values, outline, options, source));
        }
        var (finding, facts) =
            outline.FirstBlock < 0 && headers.Count == 0
                ? ((Finding?)null, (PaperFacts?)null)
                : FindingOf(
                    choice,
                    values,
                    [.. tables.Where(table => !records.Exists(read => read.Table == table))],
                    outline,
                    options,
                    source,
                    known,
                    addresses
                );
        if (records.Count > 0 && choice.IsGeneric)
        {
            // Tables are typed; only other labels are left to keep.
            finding = finding is { Fragments.Count: > 0 } ? finding with { RawData = null } : null;
        }
        return new(choice, finding, records, notes) { Paper = facts, Remark = visible.Remark };
    }

    /// <summary>Whether two labels name the same field of some schema, and different fields of none.</summary>
    private static bool AreOne(TextSchema[] candidates, string one, string other)
    {
        var fields = candidates
            .Select(c => (One: c.Reader(one), Other: c.Reader(other)))
            .Where(field => field.One is not null && field.Other is not null)
            .ToArray();
        return fields.Length > 0 && Array.TrueForAll(fields, field => field.One == field.Other);
    }

    /// <summary>Returns unread values of the closest type among those that know the labels.</summary>
    private static IEnumerable<string> Unread(
        SchemaChoice choice,
        TextSchema[] candidates,
        IReadOnlyList<LabelledValue> values,
        TextOutline outline,
        InterpretationOptions options,
        InterpretedText source
    )
    {
        foreach (var (type, _, _) in choice.Scores.Where(score => score.Score > 0))
        {
            var reader = TextReader.Read(candidates.First(c => c.Schema.EntityType == type), values, outline, source, options.DayFirst);
            if (reader.Unread.Count > 0)
            {
                return reader.Unread.Select(value => $"'{value.Label}': {value.Reason}, as '{value.Field.Name}' of '{type}'");
            }
        }
        return [];
    }

    /// <summary>Returns the tables, with a paper's charges as its items even if they look like postings.</summary>
    private static IReadOnlyList<ItemTable> Charges(
        IReadOnlyList<ItemTable> tables,
        SchemaChoice choice,
        IReadOnlyList<SchemaDefinition> schemas,
        IReadOnlyList<LabelledValue> values,
        TextOutline outline,
        InterpretationOptions options,
        InterpretedText source
    ) =>
        tables.Any(table => table.Rows.Count > 1)
        && new TextSchema(choice.Schema) is { Sender: not null } paper
        && Folio.TotalOf(paper, values, outline, options, source) is { } total
            ? [.. tables.Select(table => Folio.Of(table, paper, schemas, total) ?? table)]
            : tables;

    /// <summary>Whether a table's rows move an account: they have a day and a balance.</summary>
    private static bool IsAccount(ItemTable table, TextSchema[] candidates) =>
        Array.Exists(
            candidates,
            c =>
                c.Sender is null
                && c.Of(FieldRole.Balance) is { } balance
                && c.Of(FieldRole.Date) is { } day
                && table.Header.Any(name => c.Reader(name) == balance)
                && table.Header.Any(name => c.Reader(name) == day)
        );

    /// <summary>Whether a table has columns for money out and in.</summary>
    private static bool HasSides(ItemTable table, TextSchema[] candidates) =>
        Array.Exists(
            candidates,
            c =>
                c.Sender is null
                && c.Of(FieldRole.Debit) is { } debit
                && c.Of(FieldRole.Credit) is { } credit
                && table.Header.Any(name => c.Reader(name) == debit)
                && table.Header.Any(name => c.Reader(name) == credit)
        );

    private static (Finding Finding, PaperFacts Paper) FindingOf(
        SchemaChoice choice,
        IReadOnlyList<LabelledValue> values,
        IReadOnlyList<ItemTable> tables,
        TextOutline outline,
        InterpretationOptions options,
        InterpretedText source,
        IReadOnlySet<string> known,
        IReadOnlyList<string> addresses
    )
    {
        var reader = TextReader.Read(new TextSchema(choice.Schema), values, outline, source, options.DayFirst, tables);
        var confidence = reader.Fields.Count == 0 ? 0 : choice.Score * reader.Fields.Count / (reader.Fields.Count + reader.Misfits);
        var finding = new Finding
        {
            Block = choice.IsGeneric ? Math.Max(0, outline.FirstBlock) : reader.FirstBlock,
            Schema = choice.Schema,
            Fields = reader.Fields,
            Fragments = reader.Fragments,
            Confidence = confidence,
            SuggestedType = choice.SuggestedType,
            RawData = choice.IsGeneric && outline.Whole is { Length: <= MaxRawData } whole ? source.Slice(whole) : null,
        };
        return (
            finding,
            new PaperFacts(reader.Sums, reader.Apart, reader.OfRecipient, IsLabel)
            {
                Origins = reader.Origins,
                Choice = choice,
                Misfits = reader.Misfits,
                Labels = known,
                Whole = outline.Whole ?? default,
                Text = outline.Whole is { } all ? source.Slice(all with { Length = Math.Min(all.Length, MaxRawData) }) : "",
            }
        );

        bool IsLabel(FoundField field) =>
            FieldNames.Fold(field.Raw) is { Length: > 0 } folded
                && (known.Contains(folded) || addresses.Any(address => folded.EndsWith(address, StringComparison.Ordinal)))
            || values.Any(value => value.LabelRange.Start < field.Range.End && field.Range.Start < value.LabelRange.End);
    }
}
