using Strata.Interpretation;
using Strata.Rules.Records;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>A text, by its labelled values and outline, read as one schema.</summary>
internal sealed class TextReader
{
    public const int MaxBody = 1 << 20;

    /// <summary>How far apart two numbers of one side stand in a line, in bytes.</summary>
    private const int FurthestBeside = 200;

    /// <summary>How far above the name of its holder an account stands, in bytes.</summary>
    private const int NearAccount = 80;

    private readonly TextSchema _schema;
    private readonly TextOutline _outline;
    private readonly InterpretedText _source;
    private readonly FoundValues _found;
    private readonly List<PaperMoney> _money = [];
    private readonly List<(string Label, SchemaField Field, string Reason)> _unread = [];
    private FoundShape? _recipient;
    private PartySections? _sections;

    private TextReader(TextSchema schema, TextOutline outline, InterpretedText source) =>
        (_schema, _outline, _source, _found) = (schema, outline, source, new FoundValues(source));

    public IReadOnlyList<FoundField> Fields => _found.Fields;
    public IReadOnlyList<FoundFragment> Fragments => _found.Fragments;

    /// <summary>How each field was found.</summary>
    public IReadOnlyDictionary<string, ValueOrigin> Origins => _found.Origins;

    /// <summary>Names of fields that a label gave a value.</summary>
    public IReadOnlySet<string> Labelled { get; private set; } = new HashSet<string>();

    /// <summary>Labels of numbers and dates whose figures did not read, their fields, and why: they speak for the type as well.</summary>
    public IReadOnlyList<(string Label, SchemaField Field, string Reason)> Unread => _unread;

    /// <summary>Labelled values of declared fields that did not read.</summary>
    public int Misfits { get; private set; }

    public int FirstBlock => _found.FirstBlock == int.MaxValue ? Math.Max(0, _outline.FirstBlock) : _found.FirstBlock;

    /// <summary>Whether the line items and the totals add up.</summary>
    public SumCheck Sums { get; private set; }

    /// <summary>Amounts outside of line items.</summary>
    public IReadOnlyList<decimal> Apart { get; private set; } = [];

    /// <summary>Fields whose value stands in the recipient's part of the paper.</summary>
    public IReadOnlySet<string> OfRecipient =>
        Fields
            .Where(found =>
                _sections?.IsOfRecipient(
                    new("", "", found.Raw, found.Range, _found.BlockOf(found.Name), LabelLink.Colon, Leading: false, found.Range)
                )
                    is true
            )
            .Select(found => found.Name)
            .ToHashSet(StringComparer.Ordinal);

    /// <param name="tables">Line items; none where only the labels matter.</param>
    public static TextReader Read(
        TextSchema schema,
        IReadOnlyList<LabelledValue> values,
        TextOutline outline,
        InterpretedText source,
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
        reader._recipient = ordered.FirstOrDefault(value => schema.Recipient is not null && schema.Reader(value.Folded) == schema.Recipient)
            is { } labelled
            ? new(labelled.Text, labelled.Range, labelled.Block)
            : outline.Letterhead.Recipient(outline.Letterhead.Sender(null, needsOther: false)?.Raw ?? "");
        reader._sections = PartySections.Of(schema, ordered, reader._recipient, source);
        var reckoning = TotalsArithmetic.Of(schema, ordered, outline.Amounts, notation);
        foreach (var value in ordered)
        {
            if (!reckoning.Rejects(value))
            {
                reader.Take(value, notation, dayFirst);
            }
            else if (value.Link != LabelLink.Behind && schema.Reader(value.Folded) is { } rejected)
            {
                reader._found.AddRival(rejected.Field.Name);
            }
        }
        foreach (var (field, json, range, block) in reckoning.Derived.Where(derived => reader._found.IsOpen(derived.Reader)))
        {
            reader._found.Fill(field.Field.Name, json, source.Slice(range), range, block);
        }
        MomentText.Fill(schema, reader._found, ordered, notation with { DayFirst = dayFirst ?? notation.DayFirst });
        reader.Labelled = reader._found.Names.ToHashSet(StringComparer.Ordinal);
        PaperMoney.Fill(schema, reader._found, reader._money, values, outline.Countries);
        var paper = new PaperReader(schema, outline, reader._found);
        paper.Take(notation, dayFirst);
        paper.TakeMailDay(values);
        paper.TakeItems(tables ?? [], notation, dayFirst);
        paper.CheckTotals(values, notation);
        (reader.Sums, reader.Apart) = (paper.Sums, paper.Apart);
        reader.Misfits += paper.HasMisfits ? 1 : 0;
        reader.TakeOutline();
        return reader;
    }

    // Where the whole text is a value of its own, names inside it are part of the text; only its head is a form.
    private bool IsRead(LabelledValue value) => _schema.Body is null || value.Leading;

    private void Take(LabelledValue value, in Notation document, bool? dayFirst)
    {
        if (ReaderOf(value) is not { } reader)
        {
            if (value.Link == LabelLink.Colon && (_schema.Body is null || !_outline.IsInBody(value.Range)))
            {
                _found.Keep(value, _schema.Schema.RejectUndeclared(JsonString.Quote(value.Text)) ?? Column.NotDeclared);
            }
            return;
        }
        var (start, length) = (0, 0);
        var notation = document with { DayFirst = dayFirst ?? reader.Field.DayFirst ?? document.DayFirst };
        var reading = LabelledValueReading.Unfit(_schema, reader, value.Folded, value.Text) is { } unfit
            ? Reading.Not(unfit)
            : LabelledValueReading.Read(_schema, reader, value, notation, out start, out length);
        if (reading.Json is not { } json)
        {
            if (
                value.Link == LabelLink.Colon
                || value.Link <= LabelLink.Above
                    && reader.Field.Kind == FieldKind.Number
                    && _found.IsOpen(reader)
                    && (reading.Reason == Column.NoAmount || AmountText.Begins(value.Text))
            )
            {
                Misfits++;
                _found.Keep(value, reading.Reason ?? "");
                if (
                    reader.Field.Kind is FieldKind.Number or FieldKind.Integer or FieldKind.Date
                    && value.Text.AsSpan().ContainsAnyInRange('0', '9')
                )
                {
                    _unread.Add((value.Label, reader.Field, reading.Reason ?? ""));
                }
            }
            return;
        }
        var name = reader.Field.Name;
        if (_found.FilledBy(name) is { } other)
        {
            if (!_found.Has(name, json))
            {
                _found.AddRival(name);
            }
            // The second tax number is that of the other side.
            if (
                reader == _schema.TaxNumber
                && !_found.Has(name, json)
                && !IsBesideNumber(value, other)
                && _found.IsOpen(_schema.RecipientTaxNumber)
                && _recipient is not null
                && _source.Part(value.Text, value.Range, start, length) is var (digits, place)
                && (TaxNumbers.IsOne(digits) || other == value.Label && TaxNumbers.AreLike(_found.TextOf(reader) ?? "", digits))
            )
            {
                _found.Fill(_schema.RecipientTaxNumber.Field.Name, json, digits, place, value.Block, value.Label, value.Link);
                return;
            }
            if (value.Link == LabelLink.Colon && !_found.Has(name, json))
            {
                _found.Keep(value, $"'{name}' is filled by '{other}'");
            }
            return;
        }
        // What is taken off is printed with a minus or without.
        json = (reader == _schema.Paid || reader == _schema.Discount) && json.StartsWith('-') ? json[1..] : json;
        var (raw, range) = _source.Part(value.Text, value.Range, start, length);
        if (reading.Taken > 0)
        {
            TakeTime(reader, value, raw[Math.Min(raw.Length, reading.Taken)..]);
            _found.Keep(value, "says more than the date that the field holds");
            (raw, range) = _source.Part(raw, range, 0, Math.Min(raw.Length, reading.Taken));
        }
        if (reader.Field.Kind == FieldKind.Number)
        {
            _money.Add(new(reading.Currency, raw, range, value));
        }
        _found.Fill(name, json, raw, range, value.Block, value.Label, value.Link);
    }

    // "Org.nr 556123-4567   Momsreg.nr SE556123456701" in one line: two numbers of one side.
    private bool IsBesideNumber(LabelledValue value, string label) =>
        value.Label != label
        && _found.Of(_schema.TaxNumber)?.Range is { } first
        && first.End <= value.Range.Start
        && value.Range.Start - first.End < FurthestBeside
        && !_source.Slice(new(first.End, value.Range.Start - first.End)).Contains('\n', StringComparison.Ordinal);

    // "VAT: 20 %" names the rate, and "VAT: GB 123 4567 82" and "UID: ATU61234578" tax numbers.
    private ValueReader? ReaderOf(LabelledValue value)
    {
        var known = _schema.Reader(value.Folded);
        if (
            _schema.TaxNumber is { } number
            && (known is null || known == _schema.Tax || known.Field.Role == FieldRole.ExternalId)
            && TaxNumbers.IsOne(value.Text)
        )
        {
            return IsOfRecipient(value) ? _schema.RecipientTaxNumber : number;
        }
        if (known is { Field.Role: FieldRole.ExternalId } && _schema.Sender is not null && TaxNumbers.IsOne(value.Text))
        {
            return null;
        }
        if (known is not null && known == _schema.TaxNumber && IsOfRecipient(value))
        {
            return _schema.RecipientTaxNumber;
        }
        // "Pagamento: RIBA 30 GG F.M." says when, and not only how.
        if (
            known is not null
            && known == _schema.Payment
            && CodeText.DaysAt(value.Text) is >= 0 and var days
            && !value.Text[..days].Split(' ', ',').Append(value.Text[..days]).Any(word => PaymentMeans.Contains(word))
            && _schema.Of(FieldRole.PaymentTerms) is { } terms
        )
        {
            return terms;
        }
        // "C.F. LNZLSE84C52D458Q": what a person or an association has beside a tax number, or for one, is asked of who pays.
        if (known is not null && known == _schema.RecipientTaxNumber && TaxNumbers.IsFiscal(value.Folded) && !IsOfRecipient(value))
        {
            return null;
        }
        // "IBAN: …", "Intestato a: …": whose the account is.
        if (
            known is not null
            && known == _schema.Recipient
            && IbanText.IsHolder(value.Folded)
            && IbanText.Find(_source.Slice(Before(value))) is not null
        )
        {
            return null;
        }
        // "Account number: 8834-220-771" on the bill of a utility is the customer's.
        if (
            value.Folded is "accountnumber" or "accountno" or "acctno" or "acctnumber"
            && _schema.RecipientNumber is { } ofCustomer
            && IbanText.Find(value.Text) is null
        )
        {
            return _outline.Payment.HasBank && !value.Text.Any(char.IsLetter) ? _schema.Iban : ofCustomer;
        }
        return value.Text.EndsWith('%') && known is not null && FieldMatch.RateOf(_schema.Schema, known.Field, value.Folded) is { } rate
            ? _schema.Reader(FieldNames.Fold(rate.Name))
            : known;
    }

    private static ByteRange Before(LabelledValue value) =>
        new(Math.Max(0, value.LabelRange.Start - NearAccount), Math.Min(NearAccount, value.LabelRange.Start));

    private bool IsOfRecipient(LabelledValue value) => _sections?.IsOfRecipient(value) is true;

    // Where no date says whether the day or the month comes first, the money does, or else the country: the first everywhere but in the
    // United States.
    private bool? OrderByMoney(IReadOnlyList<LabelledValue> values)
    {
        foreach (var value in values)
        {
            if (
                _schema.Reader(value.Folded) is { Field.Kind: FieldKind.Number }
                && NumberText.Read(value.Text, null).Currency is { Length: > 0 } mark
                && _outline.Countries.Of(value.Text.Substring(mark.Start, mark.Length), mark.Code.Length > 0 ? mark.Code : null) is { } code
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
        return _outline.Countries.DayFirst;
    }

    // "Date: 04/03/2026 14:22": the time of the same moment.
    private void TakeTime(ValueReader reader, LabelledValue value, string rest)
    {
        if (reader == _schema.Day && _found.IsOpen(_schema.Time))
        {
            var text = rest.Trim(' ', ',', '-', 'T', '\u00a0');
            var start = value.Text.LastIndexOf(text, StringComparison.Ordinal);
            if (text.Length > 0 && start >= 0)
            {
                var (raw, range) = _source.Part(value.Text, value.Range, start, text.Length);
                _found.Fill(_schema.Time, raw, new FoundShape(raw, range, value.Block));
            }
        }
    }

    private void TakeOutline()
    {
        if (_found.IsOpen(_schema.Title) && _schema.TitleIsFirstLine && _outline.NamedTitle is { } named && !_outline.IsTitleHeading)
        {
            _found.Fill(_schema.Title, named.Text, named.Place);
        }
        if (
            _found.IsOpen(_schema.Title)
            && _outline.Title is { } title
            && (_outline.FirstHeading is not null || _schema.TitleIsFirstLine)
            && !_schema.Schema.Names.Contains(FieldNames.Fold(title.Text))
        )
        {
            _found.Fill(_schema.Title, title.Text, title.Place);
        }
        // "Invitation: Summer exhibition": a subject names what the mail is about, behind what it is.
        if (
            _found.IsOpen(_schema.Title)
            && _schema.Body is null
            && _outline.Subject is { } subject
            && _schema.Reader("subject") == _schema.Title
        )
        {
            var colon = subject.Text.IndexOf(": ", StringComparison.Ordinal);
            var at = colon > 0 && _schema.Schema.Names.Contains(FieldNames.Fold(subject.Text[..colon])) ? colon + 2 : 0;
            var (raw, range) = _source.Part(subject.Text, subject.Range, at, subject.Text.Length - at);
            _found.Fill(_schema.Title, raw, new FoundShape(raw, range, subject.Block.Index));
        }
        if (_found.IsOpen(_schema.Tags) && _outline.TagLine is { } tags)
        {
            _found.Fill(
                _schema.Tags,
                string.Join('\n', tags.Raw.Split('#', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
                tags
            );
        }
        // A heading that the title does not hold already belongs to the text, unless the page has a title of its own and the site's name is
        // above it.
        var titled =
            (_outline.NamedTitle is not null && _outline.IsHeadingBeside)
            || _outline.FirstHeading is { } heading && _found.JsonOf(_schema.Title) == JsonString.Quote(heading.Text.Trim());
        if (_found.IsOpen(_schema.Body) && (titled ? _outline.Body : _outline.BodyWithHeading) is { Length: <= MaxBody } body)
        {
            var text = _source.Slice(body);
            var start = text.Length - text.AsSpan().TrimStart().Length;
            var (raw, range) = _source.Part(text, body, start, text.AsSpan().Trim().Length);
            var said =
                _outline.BodyText is not { } clean ? raw
                : titled || _outline.FirstHeading is not { } head ? clean
                : head.Text + RenderedText.Separator + clean;
            _found.Fill(
                _schema.Body,
                said,
                new FoundShape(raw, range, titled ? _outline.BodyBlock : _outline.FirstHeading?.Index ?? _outline.BodyBlock)
            );
        }
        foreach (var kind in (ReadOnlySpan<FieldKind>)(_schema.Body is null ? [FieldKind.Email, FieldKind.Phone, FieldKind.Uri] : []))
        {
            if (_schema.Only(kind) is { } field && _found.IsOpen(field) && _outline.Only(kind) is { } shape)
            {
                _found.Fill(field, shape.Raw, shape);
            }
        }
    }
}
