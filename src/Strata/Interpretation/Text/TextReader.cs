using System.Diagnostics.CodeAnalysis;
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
    private readonly List<FoundField> fields = [];
    private readonly List<FoundFragment> fragments = [];
    private readonly Dictionary<string, string> filledBy = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> fragmentNames = new(StringComparer.Ordinal);
    private (CurrencyMark Mark, string Raw, ByteRange Range) money;
    private int firstBlock = int.MaxValue;

    private TextReader(TextSchema schema, TextOutline outline, SourceText source) =>
        (this.schema, this.outline, this.source) = (schema, outline, source);

    public IReadOnlyList<FoundField> Fields => fields;
    public IReadOnlyList<FoundFragment> Fragments => fragments;

    /// <summary>Names of fields that a label gave a value.</summary>
    public IReadOnlySet<string> Labelled { get; private set; } = new HashSet<string>();

    /// <summary>Labelled values of declared fields that did not read.</summary>
    public int Misfits { get; private set; }

    public int FirstBlock => firstBlock == int.MaxValue ? Math.Max(0, outline.FirstBlock) : firstBlock;

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

        reader.Labelled = reader.filledBy.Keys.ToHashSet(StringComparer.Ordinal);
        reader.TakeCurrency();
        reader.TakePaper(notation, dayFirst);
        reader.TakeItems(tables ?? [], notation, dayFirst);
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
                Keep(value, Column.NotDeclared);
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
                Keep(value, reading.Reason ?? "");
            }

            return;
        }

        var name = reader.Field.Name;
        if (filledBy.TryGetValue(name, out var other))
        {
            if (value.Link == LabelLink.Colon && !fields.Exists(f => f.Name == name && f.Json == json))
            {
                Keep(value, $"'{name}' is filled by '{other}'");
            }

            return;
        }

        var (raw, range) = source.Part(value.Text, value.Range, start, length);
        if (reading.Taken > 0)
        {
            Keep(value, "says more than the date that the field holds");
            (raw, range) = source.Part(raw, range, 0, Math.Min(raw.Length, reading.Taken));
        }

        if (reading.Currency.Length > 0 && money.Mark.Length == 0)
        {
            // "$" beside "Total AUD" is not the sign of another country.
            var mark = reading.Currency;
            money = (LabelForms.Currency(value.Label) is { } named && named != mark.Code ? mark with { Code = "" } : mark, raw, range);
        }

        filledBy.Add(name, value.Label);
        Fill(name, json, raw, range, value.Block);
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

    // What papers of business say without a label.
    private void TakePaper(in Notation document, bool? dayFirst)
    {
        if (IsOpen(schema.Sender) && outline.Letterhead.Sender(TextOf(schema.Recipient), schema.Recipient is not null) is { } sender)
        {
            Fill(schema.Sender, sender.Raw, sender);
        }

        if (IsOpen(schema.Recipient) && TextOf(schema.Sender) is { } from && outline.Letterhead.Recipient(from) is { } recipient)
        {
            Fill(schema.Recipient, recipient.Raw, recipient);
        }

        if (IsOpen(schema.Payment) && fields.Where(f => f.Name == schema.Total?.Field.Name).Select(f => f.Json).FirstOrDefault() is { } total && outline.Prices.Payment(total, document) is var (means, block))
        {
            Fill(schema.Payment, means.Text, new TextOutline.FoundShape(means.Text, means.Range, block));
        }

        if (IsOpen(schema.Iban) && outline.Iban is { } iban)
        {
            Fill(schema.Iban, iban.Raw, iban);
        }

        if (IsOpen(schema.Day) && outline.Day is var (date, time))
        {
            Fill(schema.Day, date.Raw, date, document with { DayFirst = dayFirst ?? schema.Day.Field.DayFirst ?? document.DayFirst });
            if (IsOpen(schema.Time) && time is { } clock)
            {
                Fill(schema.Time, clock.Raw, clock);
            }
        }
    }

    private string? TextOf(ValueReader? reader) => fields.Where(f => f.Name == reader?.Field.Name).Select(f => f.Raw).FirstOrDefault();

    private void TakeCurrency()
    {
        if (money.Mark.Code is { Length: > 0 } code && schema.Currency is { } currency && !filledBy.ContainsKey(currency.Field.Name)
            && currency.ReadText(code, Notation.Unknown).Json is { } json)
        {
            var (raw, range) = source.Part(money.Raw, money.Range, money.Mark.Start, money.Mark.Length);
            fields.Add(new FoundField(currency.Field.Name, json, raw, range));
            filledBy.Add(currency.Field.Name, "");
        }
    }

    private void TakeItems(IReadOnlyList<ItemTable> tables, in Notation document, bool? dayFirst)
    {
        if (ItemReader.Read(schema.Schema, tables, document, dayFirst) is { } items && filledBy.TryAdd(items.Field.Name, ""))
        {
            Fill(items.Field.Name, items.Json, source.Slice(items.Range), items.Range, items.Block);
            fragments.AddRange(items.Fragments.Where(fragment => fragmentNames.TryAdd(fragment.Name, 1)));
            Misfits += items.HasMisfits ? 1 : 0;
            Sums = ItemSums.Of(items, fields, items.Count);
        }

        // Without a header only the sum tells.
        foreach (var table in schema.Sender is null ? [] : outline.Prices.Tables)
        {
            if (ItemReader.Read(schema.Schema, [table], document, dayFirst) is { } listed && !filledBy.ContainsKey(listed.Field.Name)
                && ItemSums.Of(listed, fields, listed.Count) is { Holds: true } sums)
            {
                filledBy.Add(listed.Field.Name, "");
                Fill(listed.Field.Name, listed.Json, source.Slice(listed.Range), listed.Range, listed.Block);
                Sums = sums;
            }
        }
    }

    private void TakeOutline()
    {
        if (IsOpen(schema.Title) && outline.Title is { } title && (outline.FirstHeading is not null || schema.TitleIsFirstLine)
            && !schema.Schema.Names.Contains(FieldNames.Fold(title.Text)))
        {
            Fill(schema.Title, title.Text, title.Place);
        }

        if (IsOpen(schema.Tags) && outline.TagLine is { } tags)
        {
            Fill(schema.Tags, string.Join('\n', tags.Raw.Split('#', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)), tags);
        }

        // A heading that the title does not hold already belongs to the text.
        var titled = outline.FirstHeading is { } heading && fields.Exists(f => f.Name == schema.Title?.Field.Name && f.Json == JsonString.Quote(heading.Text.Trim()));
        if (IsOpen(schema.Body) && (titled ? outline.Body : outline.BodyWithHeading) is { Length: <= MaxBody } body)
        {
            var text = source.Slice(body);
            var start = text.Length - text.AsSpan().TrimStart().Length;
            var (raw, range) = source.Part(text, body, start, text.AsSpan().Trim().Length);
            Fill(schema.Body, raw, new TextOutline.FoundShape(raw, range, titled ? outline.BodyBlock : outline.FirstHeading?.Index ?? outline.BodyBlock));
        }

        foreach (var kind in (ReadOnlySpan<FieldKind>)(schema.Body is null ? [FieldKind.Email, FieldKind.Phone, FieldKind.Uri] : []))
        {
            if (schema.Only(kind) is { } field && IsOpen(field) && outline.Only(kind) is { } shape)
            {
                Fill(field, shape.Raw, shape);
            }
        }
    }

    private bool IsOpen([NotNullWhen(true)] ValueReader? reader) => reader is not null && !filledBy.ContainsKey(reader.Field.Name);

    private void Fill(ValueReader reader, string text, in TextOutline.FoundShape place, Notation notation = default)
    {
        if (!string.IsNullOrWhiteSpace(text) && reader.ReadText(text, notation).Json is { } json)
        {
            filledBy.Add(reader.Field.Name, "");
            Fill(reader.Field.Name, json, place.Raw, place.Range, place.Block);
        }
    }

    private void Fill(string name, string json, string raw, ByteRange range, int block)
    {
        firstBlock = Math.Min(firstBlock, block);
        fields.Add(new FoundField(name, json, raw, range));
    }

    private void Keep(LabelledValue value, string reason)
    {
        var name = value.Label;
        while (!fragmentNames.TryAdd(name, 1))
        {
            name = $"{value.Label} ({++fragmentNames[value.Label]})";
        }

        firstBlock = Math.Min(firstBlock, value.Block);
        fragments.Add(new FoundFragment(name, JsonString.Quote(value.Text), reason, value.Text, value.Range));
    }
}
