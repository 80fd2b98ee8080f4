using Strata.Interpretation.Records;
using Strata.Interpretation.Values;
using Strata.Parsing;
using Strata.Schemas;

namespace Strata.Interpretation.Text;

/// <summary>A text, by its labelled values and outline, read as one schema.</summary>
internal sealed class TextReader
{
    public const int MaxBody = 1 << 20;

    /// <summary>How far apart two numbers of one side stand in a line, in bytes.</summary>
    private const int FurthestBeside = 200;

    /// <summary>How far above the name of its holder an account stands, in bytes.</summary>
    private const int NearAccount = 80;

    private readonly TextSchema schema;
    private readonly TextOutline outline;
    private readonly SourceText source;
    private readonly FoundValues found;
    private readonly List<PaperMoney> money = [];
    private readonly List<(string Label, SchemaField Field, string Reason)> unread = [];
    private TextOutline.FoundShape? recipient;
    private PartySections? sections;

    private TextReader(TextSchema schema, TextOutline outline, SourceText source) =>
        (this.schema, this.outline, this.source, found) = (schema, outline, source, new FoundValues(source));

    public IReadOnlyList<FoundField> Fields => found.Fields;
    public IReadOnlyList<FoundFragment> Fragments => found.Fragments;

    /// <summary>Names of fields that a label gave a value.</summary>
    public IReadOnlySet<string> Labelled { get; private set; } = new HashSet<string>();

    /// <summary>Labels of numbers and dates whose figures did not read, their fields, and why: they speak for the type as well.</summary>
    public IReadOnlyList<(string Label, SchemaField Field, string Reason)> Unread => unread;

    /// <summary>Labelled values of declared fields that did not read.</summary>
    public int Misfits { get; private set; }

    public int FirstBlock => found.FirstBlock == int.MaxValue ? Math.Max(0, outline.FirstBlock) : found.FirstBlock;

    /// <summary>Whether the line items and the totals add up.</summary>
    public SumCheck Sums { get; private set; }

    /// <param name="tables">Line items; none where only the labels matter.</param>
    public static TextReader Read(
        TextSchema schema,
        IReadOnlyList<LabelledValue> values,
        TextOutline outline,
        SourceText source,
        bool? dayFirst,
        IReadOnlyList<ItemTable>? tables = null
    )
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
        notation = notation with
        {
            DecimalMark = notation.DecimalMark ?? MoneyMarks.Of(schema, values) ?? MoneyMarks.Of(outline.Countries, values, tables ?? []),
        };
        dayFirst ??= notation.DayFirst is null ? reader.OrderByMoney(values) : null;
        // A field's own name outranks its aliases ("Amount: 100 … Total: 119"), and a stated label one that is only known.
        LabelledValue[] ordered =
        [
            .. values
                .Where(reader.IsRead)
                .OrderBy(v =>
                    schema.TaxNumber is not null && schema.Reader(v.Folded) == schema.TaxNumber && v.Link <= LabelLink.Beside
                        ? LabelLink.Colon
                        : v.Link
                )
                .ThenBy(v =>
                    TaxNumbers.IsFiscal(v.Folded)
                    || TaxNumbers.IsRegister(v.Folded) && schema.TaxNumber is not null && schema.Reader(v.Folded) == schema.TaxNumber
                        ? 1
                        : 0
                )
                .ThenBy(v => schema.Reader(v.Folded)?.Field is { } f && FieldNames.Fold(f.Name) == v.Folded ? 0 : 1)
                .ThenBy(v => v.Range.Start),
        ];
        reader.recipient = ordered.FirstOrDefault(value => schema.Recipient is not null && schema.Reader(value.Folded) == schema.Recipient)
            is { } labelled
            ? new(labelled.Text, labelled.Range, labelled.Block)
            : outline.Letterhead.Recipient(outline.Letterhead.Sender(null, needsOther: false)?.Raw ?? "");
        reader.sections = PartySections.Of(schema, ordered, reader.recipient, source);
        var reckoning = Reckoning.Of(schema, ordered, outline.Amounts, notation);
        foreach (var value in ordered.Where(value => !reckoning.Rejects(value)))
        {
            reader.Take(value, notation, dayFirst);
        }

        foreach (var (field, json, range, block) in reckoning.Derived.Where(derived => reader.found.IsOpen(derived.Reader)))
        {
            reader.found.Fill(field.Field.Name, json, source.Slice(range), range, block);
        }

        MomentText.Fill(schema, reader.found, ordered, notation with { DayFirst = dayFirst ?? notation.DayFirst });
        reader.Labelled = reader.found.Names.ToHashSet(StringComparer.Ordinal);
        PaperMoney.Fill(schema, reader.found, reader.money, values, outline.Countries);
        var paper = new PaperReader(schema, outline, reader.found);
        paper.Take(notation, dayFirst);
        paper.TakeMailDay(values);
        paper.TakeItems(tables ?? [], notation, dayFirst);
        paper.CheckTotals(values, notation);
        reader.Sums = paper.Sums;
        reader.Misfits += paper.HasMisfits ? 1 : 0;
        reader.TakeOutline();
        return reader;
    }

    // Where the whole text is a value of its own, names inside it are part of the text; only its head is a form.
    private bool IsRead(LabelledValue value) => schema.Body is null || value.Leading;

    private void Take(LabelledValue value, in Notation document, bool? dayFirst)
    {
        if (ReaderOf(value) is not { } reader)
        {
            if (value.Link == LabelLink.Colon && (schema.Body is null || !outline.IsInBody(value.Range)))
            {
                found.Keep(value, schema.Schema.RejectUndeclared(JsonString.Quote(value.Text)) ?? Column.NotDeclared);
            }

            return;
        }

        var (start, length) = (0, 0);
        var notation = document with { DayFirst = dayFirst ?? reader.Field.DayFirst ?? document.DayFirst };
        var reading = Unfit(reader, value.Folded, value.Text) is { } unfit
            ? Reading.Not(unfit)
            : ReadPart(reader, value, notation, out start, out length);
        if (reading.Json is not { } json)
        {
            if (
                value.Link == LabelLink.Colon
                || value.Link <= LabelLink.Above
                    && reader.Field.Kind == FieldKind.Number
                    && found.IsOpen(reader)
                    && (reading.Reason == Column.NoAmount || AmountText.Begins(value.Text))
            )
            {
                Misfits++;
                found.Keep(value, reading.Reason ?? "");
                if (
                    reader.Field.Kind is FieldKind.Number or FieldKind.Integer or FieldKind.Date
                    && value.Text.AsSpan().ContainsAnyInRange('0', '9')
                )
                {
                    unread.Add((value.Label, reader.Field, reading.Reason ?? ""));
                }
            }

            return;
        }

        var name = reader.Field.Name;
        if (found.FilledBy(name) is { } other)
        {
            // The second tax number is that of the other side.
            if (
                reader == schema.TaxNumber
                && !found.Has(name, json)
                && !IsBesideNumber(value, other)
                && found.IsOpen(schema.RecipientTaxNumber)
                && recipient is not null
                && source.Part(value.Text, value.Range, start, length) is var (digits, place)
                && (TaxNumbers.IsOne(digits) || other == value.Label && TaxNumbers.AreLike(found.TextOf(reader) ?? "", digits))
            )
            {
                found.Fill(schema.RecipientTaxNumber.Field.Name, json, digits, place, value.Block, value.Label);
                return;
            }

            if (value.Link == LabelLink.Colon && !found.Has(name, json))
            {
                found.Keep(value, $"'{name}' is filled by '{other}'");
            }

            return;
        }

        // What is taken off is printed with a minus or without.
        json = (reader == schema.Paid || reader == schema.Discount) && json.StartsWith('-') ? json[1..] : json;
        var (raw, range) = source.Part(value.Text, value.Range, start, length);
        if (reading.Taken > 0)
        {
            TakeTime(reader, value, raw[Math.Min(raw.Length, reading.Taken)..]);
            found.Keep(value, "says more than the date that the field holds");
            (raw, range) = source.Part(raw, range, 0, Math.Min(raw.Length, reading.Taken));
        }

        if (reader.Field.Kind == FieldKind.Number)
        {
            money.Add(new(reading.Currency, raw, range, value));
        }

        found.Fill(name, json, raw, range, value.Block, value.Label);
    }

    // "Org.nr 556123-4567   Momsreg.nr SE556123456701" in one line: two numbers of one side.
    private bool IsBesideNumber(LabelledValue value, string label) =>
        value.Label != label
        && found.Of(schema.TaxNumber)?.Range is { } first
        && first.End <= value.Range.Start
        && value.Range.Start - first.End < FurthestBeside
        && !source.Slice(new(first.End, value.Range.Start - first.End)).Contains('\n', StringComparison.Ordinal);

    // "VAT: 20 %" names the rate, and "VAT: GB 123 4567 82" and "UID: ATU61234578" tax numbers.
    private ValueReader? ReaderOf(LabelledValue value)
    {
        var known = schema.Reader(value.Folded);
        if (
            schema.TaxNumber is { } number
            && (known is null || known == schema.Tax || known.Field.Name == "external_id")
            && TaxNumbers.IsOne(value.Text)
        )
        {
            return IsOfRecipient(value) ? schema.RecipientTaxNumber : number;
        }

        if (known is { Field.Name: "external_id" } && schema.Sender is not null && TaxNumbers.IsOne(value.Text))
        {
            return null;
        }

        if (known is not null && known == schema.TaxNumber && IsOfRecipient(value))
        {
            return schema.RecipientTaxNumber;
        }

        // "Pagamento: RIBA 30 GG F.M." says when, and not only how.
        if (
            known is not null
            && known == schema.Payment
            && CodeText.DaysAt(value.Text) is >= 0 and var days
            && !value.Text[..days].Split(' ', ',').Append(value.Text[..days]).Any(word => PaymentMeans.Contains(word))
            && schema.Reader("paymentterms") is { } terms
        )
        {
            return terms;
        }

        // "C.F. LNZLSE84C52D458Q": what a person or an association has beside a tax number, or for one, is asked of who pays.
        if (known is not null && known == schema.RecipientTaxNumber && TaxNumbers.IsFiscal(value.Folded) && !IsOfRecipient(value))
        {
            return null;
        }

        // "IBAN: …", "Intestato a: …": whose the account is.
        if (
            known is not null
            && known == schema.Recipient
            && IbanText.IsHolder(value.Folded)
            && IbanText.Find(source.Slice(Before(value))) is not null
        )
        {
            return null;
        }

        // "Account number: 8834-220-771" on the bill of a utility is the customer's.
        if (
            value.Folded is "accountnumber" or "accountno" or "acctno" or "acctnumber"
            && schema.RecipientNumber is { } ofCustomer
            && IbanText.Find(value.Text) is null
        )
        {
            return outline.Payment.HasBank && !value.Text.Any(char.IsLetter) ? schema.Iban : ofCustomer;
        }

        return value.Text.EndsWith('%') && known is not null && FieldMatch.RateOf(schema.Schema, known.Field, value.Folded) is { } rate
            ? schema.Reader(FieldNames.Fold(rate.Name))
            : known;
    }

    // A word for a status, and no state of a country.
    private static readonly HashSet<string> States = new(
        [
            "open",
            "closed",
            "paid",
            "unpaid",
            "due",
            "overdue",
            "draft",
            "sent",
            "pending",
            "cancelled",
            "canceled",
            "void",
            "voided",
            "active",
            "booked",
            "done",
            "completed",
            "failed",
            "settled",
            "cleared",
            "refunded",
            "final",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    // A name that is an address is what stands beside it in another column; a card that is an amount has paid it.
    private string? Unfit(ValueReader reader, string folded, string text) =>
        reader == schema.Payment && !text.Any(char.IsLetter) ? "no means of payment"
        : (reader == schema.Sender || reader == schema.Recipient) && Letterhead.IsAddress(text) ? "an address"
        : reader.Field.Name == "status" && folded == "state" && !States.Contains(text) ? "no status"
        : reader.Field.Name is "card" or "vat_id" or "vendor_vat_id" or "customer_vat_id" && Amounts.IsOne(text) ? "an amount"
        : null;

    private static ByteRange Before(LabelledValue value) =>
        new(Math.Max(0, value.LabelRange.Start - NearAccount), Math.Min(NearAccount, value.LabelRange.Start));

    private bool IsOfRecipient(LabelledValue value) => sections?.IsOfRecipient(value) is true;

    // The value alone, or without what often follows it: a full stop, a remark in brackets.
    private Reading ReadPart(ValueReader reader, LabelledValue value, in Notation notation, out int start, out int length)
    {
        (start, length) = (0, value.Text.Length);
        var part = ValuePart.Of(reader, schema, value.Text);
        if (value.Link > LabelLink.Gap && part?.IsSure is not true && !IsLikely(reader.Field, value))
        {
            return Reading.Not("");
        }

        if (part is { } own)
        {
            (start, length) = (own.Start, own.Length);
            return reader.ReadText(value.Text.AsSpan(start, length), notation);
        }

        if (reader == schema.Iban)
        {
            if (IbanText.Find(value.Text) is not var (at, of))
            {
                return Reading.Not("not an IBAN");
            }

            (start, length) = (at, of);
            return reader.ReadText(value.Text.AsSpan(at, of), notation);
        }

        if (reader.Field.Kind is FieldKind.Number or FieldKind.Integer)
        {
            var number = AmountText.Read(reader, schema, value.Text, notation, out length);
            return number.IsPercent && FieldMatch.IsAmount(schema.Schema, reader.Field) ? Reading.Not(Column.NoAmount) : number;
        }

        var reading = reader.ReadText(value.Text, notation);
        if (reading.Ok || reader.Field.Kind is FieldKind.String or FieldKind.Any or FieldKind.Array or FieldKind.Object)
        {
            return reading;
        }

        var bracket = value.Text.AsSpan().IndexOfAny('(', '（');
        foreach (
            var shorter in (ReadOnlySpan<string>)
                [value.Text.TrimEnd('.', ',', ';'), bracket > 0 ? value.Text[..bracket].TrimEnd() : "", ProseValues.Leading(value.Text)]
        )
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
    private static bool IsLikely(SchemaField field, LabelledValue value) =>
        field.Kind switch
        {
            FieldKind.String when field.Name == "bic" => CodeText.IsBank(value.Text),
            FieldKind.String when field.Name == "payment_terms" && value.Link == LabelLink.Beside => CodeText.IsTerm(value.Text),
            FieldKind.String when value.Link == LabelLink.Named => !ValuePart.IsCode(field.Name),
            FieldKind.String when value.Link is LabelLink.Beside or LabelLink.Within => CodeText.IsOne(value.Text, value.Folded.Length),
            FieldKind.String when field.Normaliser == Normaliser.Identifier || ValuePart.IsCode(field.Name) => value.Text.Any(
                char.IsAsciiDigit
            ),
            FieldKind.Array or FieldKind.Object or FieldKind.Any or FieldKind.Boolean => false,
            _ => true,
        };

    // Where no date says whether the day or the month comes first, the money does, or else the country: the first everywhere but in the United States.
    private bool? OrderByMoney(IReadOnlyList<LabelledValue> values)
    {
        foreach (var value in values)
        {
            if (
                schema.Reader(value.Folded) is { Field.Kind: FieldKind.Number }
                && NumberText.Read(value.Text, null).Currency is { Length: > 0 } mark
                && outline.Countries.Of(value.Text.Substring(mark.Start, mark.Length), mark.Code.Length > 0 ? mark.Code : null) is { } code
            )
            {
                return code switch
                {
                    "USD" => false,
                    "CAD" or "PHP" => null,
                    _ => true,
                };
            }
        }

        return outline.Countries.DayFirst;
    }

    // "Date: 04/03/2026 14:22": the time of the same moment.
    private void TakeTime(ValueReader reader, LabelledValue value, string rest)
    {
        if (reader == schema.Day && found.IsOpen(schema.Time))
        {
            var text = rest.Trim(' ', ',', '-', 'T', '\u00a0');
            var start = value.Text.LastIndexOf(text, StringComparison.Ordinal);
            if (text.Length > 0 && start >= 0)
            {
                var (raw, range) = source.Part(value.Text, value.Range, start, text.Length);
                found.Fill(schema.Time, raw, new TextOutline.FoundShape(raw, range, value.Block));
            }
        }
    }

    private void TakeOutline()
    {
        if (found.IsOpen(schema.Title) && schema.TitleIsFirstLine && outline.NamedTitle is { } named && !outline.IsTitleHeading)
        {
            found.Fill(schema.Title, named.Text, named.Place);
        }

        if (
            found.IsOpen(schema.Title)
            && outline.Title is { } title
            && (outline.FirstHeading is not null || schema.TitleIsFirstLine)
            && !schema.Schema.Names.Contains(FieldNames.Fold(title.Text))
        )
        {
            found.Fill(schema.Title, title.Text, title.Place);
        }

        // "Invitation: Summer exhibition": a subject names what the mail is about, behind what it is.
        if (found.IsOpen(schema.Title) && schema.Body is null && outline.Subject is { } subject && schema.Reader("subject") == schema.Title)
        {
            var colon = subject.Text.IndexOf(": ", StringComparison.Ordinal);
            var at = colon > 0 && schema.Schema.Names.Contains(FieldNames.Fold(subject.Text[..colon])) ? colon + 2 : 0;
            var (raw, range) = source.Part(subject.Text, subject.Range, at, subject.Text.Length - at);
            found.Fill(schema.Title, raw, new TextOutline.FoundShape(raw, range, subject.Block.Index));
        }

        if (found.IsOpen(schema.Tags) && outline.TagLine is { } tags)
        {
            found.Fill(
                schema.Tags,
                string.Join('\n', tags.Raw.Split('#', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
                tags
            );
        }

        // A heading that the title does not hold already belongs to the text, unless the page has a title of its own and the site's name is above it.
        var titled =
            (outline.NamedTitle is not null && outline.IsHeadingBeside)
            || outline.FirstHeading is { } heading && found.JsonOf(schema.Title) == JsonString.Quote(heading.Text.Trim());
        if (found.IsOpen(schema.Body) && (titled ? outline.Body : outline.BodyWithHeading) is { Length: <= MaxBody } body)
        {
            var text = source.Slice(body);
            var start = text.Length - text.AsSpan().TrimStart().Length;
            var (raw, range) = source.Part(text, body, start, text.AsSpan().Trim().Length);
            var said =
                outline.BodyText is not { } clean ? raw
                : titled || outline.FirstHeading is not { } head ? clean
                : head.Text + RenderedText.Separator + clean;
            found.Fill(
                schema.Body,
                said,
                new TextOutline.FoundShape(raw, range, titled ? outline.BodyBlock : outline.FirstHeading?.Index ?? outline.BodyBlock)
            );
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
