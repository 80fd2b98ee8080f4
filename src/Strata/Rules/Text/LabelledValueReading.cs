using Strata.Rules.Records;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>Reads the text beside a label for its field.</summary>
internal static class LabelledValueReading
{
    // A word for a status, not a state of a country.
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

    // Refuses a name that is an address in another column, and a card that is an amount.
    public static string? Unfit(TextSchema schema, ValueReader reader, string folded, string text) =>
        reader == schema.Payment && !text.Any(char.IsLetter) ? "no means of payment"
        : (reader == schema.Sender || reader == schema.Recipient) && LetterheadPatterns.IsAddress(text) ? "an address"
        : reader.Field.Role == FieldRole.Status && folded == "state" && !States.Contains(text) ? "no status"
        : reader.Field.Role is FieldRole.Card or FieldRole.VatId or FieldRole.CustomerVatId && Amounts.IsOne(text) ? "an amount"
        : null;

    // Reads the value alone, or without a full stop or bracketed remark.
    public static Reading Read(
        TextSchema schema,
        ValueReader reader,
        LabelledValue value,
        in Notation notation,
        out int start,
        out int length
    )
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

    // An identifying number has digits. Without a colon a word after a known name may be prose; a code, or a kind that must parse, is not.
    public static bool IsLikely(SchemaField field, LabelledValue value) =>
        field.Kind switch
        {
            FieldKind.String when field.Role == FieldRole.Bic => CodeText.IsBank(value.Text),
            FieldKind.String when field.Role == FieldRole.PaymentTerms && value.Link == LabelLink.Beside => CodeText.IsTerm(value.Text),
            FieldKind.String when value.Link == LabelLink.Named => !ValuePart.IsCode(field),
            FieldKind.String when value.Link is LabelLink.Beside or LabelLink.Within => CodeText.IsOne(value.Text, value.Folded.Length),
            FieldKind.String when field.Normaliser == Normaliser.Identifier || ValuePart.IsCode(field) => value.Text.Any(char.IsAsciiDigit),
            FieldKind.Array or FieldKind.Object or FieldKind.Any or FieldKind.Boolean => false,
            _ => true,
        };
}
