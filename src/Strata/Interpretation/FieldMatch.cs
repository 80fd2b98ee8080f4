using Strata.Interpretation.Text;
using Strata.Interpretation.Values;
using Strata.Schemas;

namespace Strata.Interpretation;

/// <summary>Names in inputs → fields of a schema.</summary>
internal static class FieldMatch
{
    // Codes that names of keys have in small letters; others are words as well (all, top, try).
    private static readonly string[] CodesInKeys =
        ["eur", "usd", "gbp", "chf", "jpy", "cny", "cad", "aud", "nzd", "sek", "nok", "dkk", "pln", "czk", "huf", "inr", "brl", "mxn", "zar"];

    /// <summary>By folded name or alias; what is in brackets after the name is left aside if need be: <c>Amount (EUR)</c>.</summary>
    public static SchemaField? Find(SchemaDefinition schema, string name)
    {
        if (schema.Match(name) is { } field)
        {
            return field;
        }

        var bracket = name.AsSpan().IndexOfAny('(', '[');
        return bracket > 0 ? schema.Match(name[..bracket]) : null;
    }

    /// <summary>Where a currency that is written beside an amount belongs; null where the schema has no place for it.</summary>
    public static SchemaField? Currency(SchemaDefinition schema)
    {
        var all = schema.FieldOrder.Select(name => schema.Fields[name]).Where(f => f.Kind == FieldKind.Currency).ToArray();
        return Array.Find(all, f => f.Name == "currency") ?? all.FirstOrDefault();
    }

    /// <summary>The currency that a name says the amounts below it are in: <c>Amount (EUR)</c>, <c>Betrag €</c>, <c>amount_usd</c>.</summary>
    public static CurrencyMark CurrencyOf(string name)
    {
        if (LabelForms.Currency(name) is var (code, start, length))
        {
            return new CurrencyMark(code, start, length);
        }

        var last = name.LastIndexOf('_') + 1;
        return last > 1 && name[last..] is var word && Array.Exists(CodesInKeys, known => known.Equals(word, StringComparison.OrdinalIgnoreCase))
            ? new CurrencyMark(word.ToUpperInvariant(), last, word.Length)
            : default;
    }
}
