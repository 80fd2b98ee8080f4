using Strata.Entities;
using Strata.Schemas;

namespace Strata.Search;

/// <summary>What a person tells things of a kind apart by: their date and amount.</summary>
internal static class HitFacts
{
    private static readonly FieldRole[] Dates = [FieldRole.Date, FieldRole.Start, FieldRole.DueDate];
    private static readonly FieldRole[] Amounts =
    [
        FieldRole.Total,
        FieldRole.Amount,
        FieldRole.Balance,
        FieldRole.Debit,
        FieldRole.Credit,
        FieldRole.UnitPrice,
    ];

    /// <summary>Returns a day; null if the entity has none.</summary>
    public static string? Date(EntityView view, SchemaDefinition schema)
    {
        var named = Dates.Select(r => Text(view, schema, f => f.Role == r));
        var temporal = Text(view, schema, f => f.Temporal);
        return named.Append(temporal).FirstOrDefault(d => d is not null && Indexing.Postings.DocumentTerms.IsDate(d))?[..10];
    }

    public static string? Amount(EntityView view, SchemaDefinition schema)
    {
        var amount = Amounts.Select(r => Text(view, schema, f => f.Role == r)).FirstOrDefault(a => a is not null);
        amount ??= Text(view, schema, f => f.Name is "amount" or "price" or "total");
        var currency = Text(view, schema, f => f.Role == FieldRole.Currency || f.Name == "currency");
        return amount is null ? null
            : currency is null ? amount
            : decimal.TryParse(amount, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                ? $"{MoneyText.Amount(amount, currency)} {currency}"
            : $"{amount} {currency}";
    }

    private static string? Text(EntityView view, SchemaDefinition schema, Func<SchemaField, bool> isOne)
    {
        foreach (var name in schema.FieldOrder)
        {
            if (isOne(schema.Fields[name]) && view.Fields.TryGetValue(name, out var value))
            {
                return value.ValueKind switch
                {
                    JsonValueKind.String => value.GetString(),
                    JsonValueKind.Number => value.GetRawText(),
                    _ => null,
                };
            }
        }
        return null;
    }
}
