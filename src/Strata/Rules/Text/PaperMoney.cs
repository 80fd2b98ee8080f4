using Strata.Rules.Values;

namespace Strata.Rules.Text;

/// <summary>An amount in a field, with its currency mark.</summary>
internal sealed record PaperMoney(CurrencyMark Mark, string Raw, ByteRange Range, LabelledValue Source)
{
    /// <summary>
    /// Fills the schema's currency: from the best amount with a code or sign, from the code in an amount's label ("Total AUD"), or from the
    /// text's one currency. A shared sign is read by the evidence for a country.
    /// </summary>
    /// <param name="money">Best first.</param>
    public static void Fill(
        TextSchema schema,
        FoundValues found,
        IReadOnlyList<PaperMoney> money,
        IReadOnlyList<LabelledValue> values,
        CountryHints hints
    )
    {
        if (!found.IsOpen(schema.Currency) || money.Count == 0)
        {
            return;
        }
        var marked = money.FirstOrDefault(m => m.Mark.Length > 0) ?? Beside(schema, found, values);
        var sign = marked is null
            ? ""
            : marked.Raw.Substring(
                Math.Min(marked.Mark.Start, marked.Raw.Length),
                Math.Min(marked.Mark.Length, marked.Raw.Length - marked.Mark.Start)
            );
        if (marked is not null && !Currencies.IsShared(sign) && marked.Mark.Code.Length > 0)
        {
            FillFrom(schema, found, marked.Mark.Code, marked, marked.Mark.Start, marked.Mark.Length);
        }
        else if (
            values
                .Where(value => schema.Reader(value.Folded)?.Field.Kind == Schemas.FieldKind.Number && value.LabelRange.Length > 0)
                .Select(value => (value, Code: LabelForms.Currency(value.Label)))
                .FirstOrDefault(named => named.Code is not null) is
            { value: { } labelled, Code: var (code, at, length) }
        )
        {
            var (raw, range) = found.Source.Part(labelled.Label, labelled.LabelRange, at, length);
            found.Fill(schema.Currency, code, new FoundShape(raw, range, labelled.Block));
        }
        else if (
            marked is null
            && values
                .Select(value =>
                    (
                        value,
                        Sign: value.LabelRange.Length > 0 && schema.Reader(value.Folded)?.Field.Kind == Schemas.FieldKind.Number
                            ? LabelForms.SharedSign(value.Label)
                            : null
                    )
                )
                .FirstOrDefault(signed => signed.Sign is not null)
                is { value: { } shared, Sign: var (from, width) }
            && hints.Of(shared.Label.Substring(from, width), null) is { } own
        )
        {
            var (raw, range) = found.Source.Part(shared.Label, shared.LabelRange, from, width);
            found.Fill(schema.Currency, own, new FoundShape(raw, range, shared.Block));
        }
        else if (marked is not null)
        {
            if (hints.Of(sign, marked.Mark.Code.Length > 0 ? marked.Mark.Code : null) is { } meant)
            {
                FillFrom(schema, found, meant, marked, marked.Mark.Start, marked.Mark.Length);
            }
        }
        else if (hints.Named() is var (named, place))
        {
            found.Fill(schema.Currency, named, place);
        }
    }

    // An amount under another name than those that filled fields: "請求金額 ¥385,000" above a table that comes to 385,000.
    private static PaperMoney? Beside(TextSchema schema, FoundValues found, IReadOnlyList<LabelledValue> values)
    {
        foreach (var value in values)
        {
            if (
                schema.Reader(value.Folded) is { Field.Kind: Schemas.FieldKind.Number } reader
                && AmountText.Read(reader, schema, value.Text, default, out var length) is { Ok: true, Currency.Length: > 0 } reading
            )
            {
                var (raw, range) = found.Source.Part(value.Text, value.Range, 0, length);
                return new(reading.Currency, raw, range, value);
            }
        }
        return null;
    }

    private static void FillFrom(TextSchema schema, FoundValues found, string code, PaperMoney money, int start, int length)
    {
        var (raw, range) = found.Source.Part(money.Raw, money.Range, start, Math.Min(length, money.Raw.Length - start));
        if (schema.Currency is { } currency)
        {
            found.Fill(currency, code, new FoundShape(raw, range, int.MaxValue));
        }
    }
}
