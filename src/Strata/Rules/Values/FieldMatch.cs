using System.Collections.Frozen;
using Strata.Schemas;

namespace Strata.Rules.Values;

/// <summary>Matches names in inputs to fields of a schema.</summary>
internal static class FieldMatch
{
    // Currency codes in lower-case keys; others are also words (all, top, try).
    private static readonly string[] CodesInKeys =
    [
        "eur",
        "usd",
        "gbp",
        "chf",
        "jpy",
        "cny",
        "cad",
        "aud",
        "nzd",
        "sek",
        "nok",
        "dkk",
        "pln",
        "czk",
        "huf",
        "inr",
        "brl",
        "mxn",
        "zar",
    ];

    private static readonly FrozenSet<string> Money = FrozenSet.ToFrozenSet([
        "amount",
        "total",
        "subtotal",
        "price",
        "cost",
        "fee",
        "balance",
        "tax",
        "tip",
        "discount",
        "shipping",
        "sum",
    ]);
    private static readonly FrozenSet<string> Rates = FrozenSet.ToFrozenSet(["rate", "percent", "percentage", "pct", "share", "ratio"]);

    /// <summary>
    /// Returns the field by folded name or alias; ignores a trailing bracket if needed (<c>Amount (EUR)</c>), and for text fields the
    /// number of the first of several columns (<c>Description 1</c>).
    /// </summary>
    public static SchemaField? Find(SchemaDefinition schema, string name)
    {
        if (schema.Match(name) is { } field)
        {
            return field;
        }
        return WithoutBracket(name) is { } plain && schema.Match(plain) is { } plainly ? plainly
            : WithoutFirst(name) is { } text
            && schema.Match(text) is { Kind: FieldKind.String, Normaliser: Normaliser.Text, EnumValues.Count: 0 } words
                ? words
            : null;
    }

    /// <summary>
    /// Whether a number is an amount of money, so that no percentage fits: it is summed, moves an account, or is named so beside a
    /// currency.
    /// </summary>
    public static bool IsAmount(SchemaDefinition schema, SchemaField field) =>
        field.Kind is FieldKind.Number or FieldKind.Integer
        && (
            field.Signed
            || field.CountsAs is not null
            || field.Addends.Count > 0
            || field.Role is >= FieldRole.Total and <= FieldRole.Credit and not FieldRole.TaxRate && Currency(schema) is not null
            || schema.Fields.Values.Any(other => other.Addends.Any(part => part.Field == field.Name))
            || Currency(schema) is not null && field.Name.Split('_') is var words && words.Any(Money.Contains) && !words.Any(Rates.Contains)
        );

    /// <summary>Returns the field for an amount's rate, such as <c>tax_rate</c> for <c>tax</c>; null if the schema has none.</summary>
    /// <param name="folded">The source's name for the amount.</param>
    public static SchemaField? RateOf(SchemaDefinition schema, SchemaField amount, string folded) =>
        (
            schema.MatchFolded(folded + "percent")
            ?? schema.MatchFolded(FieldNames.Fold(amount.Name) + "rate")
            ?? (amount.Role == FieldRole.Tax ? schema.Of(FieldRole.TaxRate) : null)
        )
            is { Kind: FieldKind.Number } rate
        && rate != amount
            ? rate
            : null;

    /// <summary>Whether the name is one of these folded ones, by the same rules.</summary>
    public static bool IsAmong(IReadOnlyList<string> folded, string name) =>
        folded.Contains(FieldNames.Fold(name)) || WithoutBracket(name) is { } plain && folded.Contains(FieldNames.Fold(plain));

    private static string? WithoutBracket(string name) =>
        name.AsSpan().IndexOfAny('(', '[') is > 0 and var bracket ? name[..bracket] : null;

    // The first of several columns of one text: Omschrijving-1, Description 1.
    private static string? WithoutFirst(string name) => name is [.. var text, ' ' or '-' or '_' or '.', '1'] ? text : null;

    /// <summary>Returns the field for a currency written beside an amount; null if the schema has none.</summary>
    public static SchemaField? Currency(SchemaDefinition schema)
    {
        var all = schema.FieldOrder.Select(name => schema.Fields[name]).Where(f => f.Kind == FieldKind.Currency).ToArray();
        return schema.Of(FieldRole.Currency) ?? all.FirstOrDefault();
    }

    /// <summary>Returns the currency of the amounts below a name: <c>Amount (EUR)</c>, <c>Betrag €</c>, <c>amount_usd</c>.</summary>
    public static CurrencyMark CurrencyOf(string name)
    {
        if (LabelForms.Currency(name) is var (code, start, length))
        {
            return new CurrencyMark(code, start, length);
        }
        // A word that is no code, but names a single currency: Débit euros.
        var end = name.AsSpan().TrimEnd(")].: ").Length;
        var word = name.AsSpan(0, end).LastIndexOfAny(" ([_") + 1;
        if (word > 0 && name[word..end].ToUpperInvariant() is "EURO" or "EUROS")
        {
            return new CurrencyMark("EUR", word, end - word);
        }
        var last = name.LastIndexOf('_') + 1;
        return
            last > 1 && name[last..] is var key && Array.Exists(CodesInKeys, known => known.Equals(key, StringComparison.OrdinalIgnoreCase))
            ? new CurrencyMark(key.ToUpperInvariant(), last, key.Length)
            : default;
    }
}
