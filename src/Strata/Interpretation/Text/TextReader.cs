using Strata.Interpretation.Records;
using Strata.Interpretation.Values;
using Strata.Parsing;
using Strata.Schemas;

namespace Strata.Interpretation.Text;

/// <summary>A text, by its labelled values and outline, read as one schema.</summary>
internal sealed class TextReader
{
    private const int MaxBody = 1 << 20;

    private readonly TextSchema schema;
    private readonly TextOutline outline;
    private readonly SourceText source;
    private readonly FoundValues found;
    private (CurrencyMark Mark, string Raw, ByteRange Range) money;

    private TextReader(TextSchema schema, TextOutline outline, SourceText source) =>
        (this.schema, this.outline, this.source, found) = (schema, outline, source, new FoundValues(source));

    public IReadOnlyList<FoundField> Fields => found.Fields;
    public IReadOnlyList<FoundFragment> Fragments => found.Fragments;

    /// <summary>Names of fields that a label gave a value.</summary>
    public IReadOnlySet<string> Labelled { get; private set; } = new HashSet<string>();

    /// <summary>Labelled values of declared fields that did not read.</summary>
    public int Misfits { get; private set; }

    public int FirstBlock => found.FirstBlock == int.MaxValue ? Math.Max(0, outline.FirstBlock) : found.FirstBlock;

    /// <summary>Whether the line items add up.</summary>
    public ItemSums Sums { get; private set; }

    /// <param name="tables">Line items; none where only the labels matter.</param>
    public static TextReader Read(
        TextSchema schema,
        IReadOnlyList<LabelledValue> values,
        TextOutline outline,
        SourceText source,
        bool? dayFirst,
        IReadOnlyList<ItemTable>? tables = null)
    {
        var reader = new TextReader(schema, outline, source);
        var document = default(NotationVotes);
        foreach (var value in values)
        {
            if (schema.Reader(value.Folded) is { } field)
            {
                document.Add(field.Field.Kind, value.Text);
            }
        }

        var notation = document.Or(default);
        dayFirst ??= notation.DayFirst is null ? reader.OrderByMoney(values) : null;
        // A field's own name outranks its aliases ("Amount: 100 … Total: 119"), and a stated label one that is only known.
        foreach (var value in values.Where(reader.IsRead)
            .OrderBy(v => v.Link).ThenBy(v => schema.Reader(v.Folded)?.Field is { } f && FieldNames.Fold(f.Name) == v.Folded ? 0 : 1).ThenBy(v => v.Range.Start))
        {
            reader.Take(value, notation, dayFirst);
        }

        reader.Labelled = reader.found.Names.ToHashSet(StringComparer.Ordinal);
        reader.TakeCurrency();
        var paper = new PaperReader(schema, outline, reader.found);
        paper.Take(notation, dayFirst);
        paper.TakeItems(tables ?? [], notation, dayFirst);
        reader.Sums = paper.Sums;
        reader.Misfits += paper.HasMisfits ? 1 : 0;
        reader.TakeOutline();
        return reader;
    }

    // Where the whole text is a value of its own, names inside it are part of the text; only its head is a form.
    private bool IsRead(LabelledValue value) => schema.Body is null || value.Leading;

    private void Take(LabelledValue value, in Notation document, bool? dayFirst)
    {
        // "VAT: 20 %" names the rate.
        var known = schema.Reader(value.Folded);
        if ((value.Text.EndsWith('%') && known is not null ? schema.Reader(value.Folded + "percent") ?? known : known) is not { } reader)
        {
            if (value.Link == LabelLink.Colon && (schema.Body is null || !outline.IsInBody(value.Range)))
            {
                found.Keep(value, Column.NotDeclared);
            }

            return;
        }

        var notation = document with { DayFirst = dayFirst ?? reader.Field.DayFirst ?? document.DayFirst };
        var reading = ReadPart(reader, value, notation, out var start, out var length);
        if (reading.Json is not { } json)
        {
            if (value.Link == LabelLink.Colon)
            {
                Misfits++;
                found.Keep(value, reading.Reason ?? "");
            }

            return;
        }

        var name = reader.Field.Name;
        if (found.FilledBy(name) is { } other)
        {
            if (value.Link == LabelLink.Colon && !found.Has(name, json))
            {
                found.Keep(value, $"'{name}' is filled by '{other}'");
            }

            return;
        }

        var (raw, range) = source.Part(value.Text, value.Range, start, length);
        if (reading.Taken > 0)
        {
            found.Keep(value, "says more than the date that the field holds");
            (raw, range) = source.Part(raw, range, 0, Math.Min(raw.Length, reading.Taken));
        }

        if (reading.Currency.Length > 0 && money.Mark.Length == 0)
        {
            // "$" beside "Total AUD" is not the sign of another country.
            var mark = reading.Currency;
            money = (LabelForms.Currency(value.Label) is { } named && named != mark.Code ? mark with { Code = "" } : mark, raw, range);
        }

        found.Fill(name, json, raw, range, value.Block, value.Label);
    }

    // The value alone, or without what often follows it: a full stop, a remark in brackets.
    private Reading ReadPart(ValueReader reader, LabelledValue value, in Notation notation, out int start, out int length)
    {
        (start, length) = (0, value.Text.Length);
        if (value.Link > LabelLink.Gap && !IsLikely(reader.Field, value))
        {
            return Reading.Not("");
        }

        if (reader == schema.Iban && IbanText.Find(value.Text) is var (at, of))
        {
            (start, length) = (at, of);
            return reader.ReadText(value.Text.AsSpan(at, of), notation);
        }

        var reading = reader.ReadText(value.Text, notation);
        if (reading.Ok || reader.Field.Kind is FieldKind.String or FieldKind.Any or FieldKind.Array or FieldKind.Object)
        {
            return reading;
        }

        var bracket = value.Text.AsSpan().IndexOf(" (");
        foreach (var shorter in (ReadOnlySpan<string>)[value.Text.TrimEnd('.', ',', ';'), bracket > 0 ? value.Text[..bracket].TrimEnd() : ""])
        {
            if (shorter.Length > 0 && shorter.Length < value.Text.Length && reader.ReadText(shorter, notation) is { Ok: true } read)
            {
                length = shorter.Length;
                return read;
            }
        }

        return reading;
    }

    // A number that identifies has digits. Without a colon a word after a known name may be prose ("from time to time"); a code, or a kind that must read, is not.
    private static bool IsLikely(SchemaField field, LabelledValue value) => field.Kind switch
    {
        FieldKind.String when value.Link == LabelLink.Beside =>
            value.Text.Length > 1 && value.Folded.Length > 4 && value.Text.Any(char.IsAsciiDigit) && !value.Text.Any(char.IsWhiteSpace),
        FieldKind.String when field.Normaliser == Normaliser.Identifier => value.Text.Any(char.IsAsciiDigit),
        FieldKind.Array or FieldKind.Object or FieldKind.Any or FieldKind.Boolean => false,
        _ => true,
    };

    // Where no date says whether the day or the month comes first, the money does: the first everywhere but in the United States.
    private bool? OrderByMoney(IReadOnlyList<LabelledValue> values)
    {
        foreach (var value in values)
        {
            if (schema.Reader(value.Folded) is { Field.Kind: FieldKind.Number } && NumberText.Read(value.Text, null).Currency is { Code.Length: > 0 } mark)
            {
                return mark.Code switch
                {
                    "USD" => false,
                    "CAD" or "PHP" => null,
                    _ => true,
                };
            }
        }

        return null;
    }

    private void TakeCurrency()
    {
        if (money.Mark.Code is { Length: > 0 } code && found.IsOpen(schema.Currency) && schema.Currency.ReadText(code, Notation.Unknown).Json is { } json)
        {
            var (raw, range) = source.Part(money.Raw, money.Range, money.Mark.Start, money.Mark.Length);
            found.Fill(schema.Currency.Field.Name, json, raw, range, int.MaxValue);
        }
    }

    private void TakeOutline()
    {
        if (found.IsOpen(schema.Title) && outline.Title is { } title && (outline.FirstHeading is not null || schema.TitleIsFirstLine)
            && !schema.Schema.Names.Contains(FieldNames.Fold(title.Text)))
        {
            found.Fill(schema.Title, title.Text, title.Place);
        }

        if (found.IsOpen(schema.Tags) && outline.TagLine is { } tags)
        {
            found.Fill(schema.Tags, string.Join('\n', tags.Raw.Split('#', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)), tags);
        }

        // A heading that the title does not hold already belongs to the text.
        var titled = outline.FirstHeading is { } heading && found.JsonOf(schema.Title) == JsonString.Quote(heading.Text.Trim());
        if (found.IsOpen(schema.Body) && (titled ? outline.Body : outline.BodyWithHeading) is { Length: <= MaxBody } body)
        {
            var text = source.Slice(body);
            var start = text.Length - text.AsSpan().TrimStart().Length;
            var (raw, range) = source.Part(text, body, start, text.AsSpan().Trim().Length);
            found.Fill(schema.Body, raw, new TextOutline.FoundShape(raw, range, titled ? outline.BodyBlock : outline.FirstHeading?.Index ?? outline.BodyBlock));
        }

        foreach (var kind in (ReadOnlySpan<FieldKind>)(schema.Body is null ? [FieldKind.Email, FieldKind.Phone, FieldKind.Uri] : []))
        {
            if (schema.Only(kind) is { } field && found.IsOpen(field) && outline.Only(kind) is { } shape)
            {
                found.Fill(field, shape.Raw, shape);
            }
        }
    }
}
