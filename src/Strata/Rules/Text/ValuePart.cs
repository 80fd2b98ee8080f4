using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>The part of a text after a label that is its value.</summary>
/// <param name="IsSure">Whether its shape alone proves it, colon or not.</param>
internal readonly record struct ValuePart(int Start, int Length, bool IsSure = false)
{
    /// <summary>Endings of field names for numbers and codes.</summary>
    private static readonly string[] Codes = ["_number", "_order", "_id", "_reference", "card"];

    public static bool IsCode(SchemaField field) =>
        field.Role is FieldRole.Number or FieldRole.CustomerNumber or FieldRole.PurchaseOrder or FieldRole.Card or FieldRole.ExternalId
        || field.Role is FieldRole.VatId or FieldRole.CustomerVatId
        || Array.Exists(Codes, ending => field.Name.EndsWith(ending, StringComparison.Ordinal));

    /// <returns>Null if, as far as known, all of the text is the value.</returns>
    public static ValuePart? Of(ValueReader reader, TextSchema schema, string text)
    {
        var isCode = reader.Field.Kind == FieldKind.String && IsCode(reader.Field);

        // "CMCIFR2A Total HT", "GB 618 4420 37 Goods Total": what stands beside it in another column.
        if (
            reader == schema.BankCode
            && text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space
            && CodeText.IsBank(text.AsSpan(0, space))
        )
        {
            return new(0, space, IsSure: true);
        }
        var isTaxNumber = reader == schema.TaxNumber || reader == schema.RecipientTaxNumber;
        if (isTaxNumber && TaxNumbers.BeforeWords(text) is > 0 and var number)
        {
            return new(0, number, IsSure: true);
        }
        if (isCode && CodeText.WithoutWord(text) is > 0 and var word)
        {
            return new(word, text.Length - word);
        }
        // "P.IVA 03311870366 REA MO-377120".
        if (isTaxNumber && CodeText.BeforeWord(text) is > 0 and var digits)
        {
            return new(0, digits);
        }
        // A label with a colon ends the code before it.
        if (isCode && CodeText.BeforeLabel(text) is > 0 and var code)
        {
            return new(0, code);
        }
        // "From: Brightwater Ltd <office@brightwater.example>" in a forwarded mail.
        if (
            (reader == schema.Sender || reader == schema.Recipient)
            && text is [.., '>']
            && text.LastIndexOf(" <", StringComparison.Ordinal) is > 0 and var address
            && text.AsSpan(address).Contains('@')
        )
        {
            return new(0, address);
        }
        // "transferencia bancaria a BBVA ES44 …", "bonifico bancario a 30 gg.", "Server: Dana Table 12".
        var end =
            reader == schema.Payment ? CodeText.MeansEnd(text)
            : reader.Field.Role == FieldRole.Cashier ? CodeText.BeforePlace(text)
            : 0;
        return end > 0 ? new(0, end) : null;
    }
}
