namespace Strata.Schemas;

/// <summary>The fields that a table of a type's entities shows unless others are asked for.</summary>
internal static class TableColumns
{
    private const int Most = 6;

    /// <summary>What things are called, who, when, how much: in the order in which people look for it.</summary>
    private static readonly FieldRole[] Roles =
    [
        FieldRole.Number,
        FieldRole.Title,
        FieldRole.Name,
        FieldRole.Vendor,
        FieldRole.Counterparty,
        FieldRole.Company,
        FieldRole.Date,
        FieldRole.Start,
        FieldRole.End,
        FieldRole.DueDate,
        FieldRole.Email,
        FieldRole.Phone,
        FieldRole.Location,
        FieldRole.Status,
        FieldRole.Total,
        FieldRole.Amount,
    ];

    public static IReadOnlyList<string> Of(SchemaDefinition schema)
    {
        var hasTotal = schema.Of(FieldRole.Total) is not null;
        var named = Roles
            .Where(r => !hasTotal || r is not (FieldRole.Status or FieldRole.Email or FieldRole.Phone or FieldRole.Location))
            .Select(schema.Of)
            .OfType<SchemaField>()
            .Select(f => f.Name)
            .ToList();
        var dates = schema.FieldOrder.Where(f => schema.Fields[f].Temporal);
        // What tells least stands last: any plain field, shortest kinds first.
        var others = schema.FieldOrder.Where(f => schema.Fields[f].Kind is not (FieldKind.Object or FieldKind.Array or FieldKind.Any));
        var all = (
            named.Count >= 3
                ? named
                : [.. schema.TitleFields, .. named, .. dates, .. schema.Required.Order(StringComparer.Ordinal), .. others]
        );
        return [.. all.Distinct(StringComparer.Ordinal).Take(Most)];
    }

    /// <summary>The field with the currency of each number that is money.</summary>
    public static IReadOnlyDictionary<string, string> Currencies(SchemaDefinition schema) =>
        schema
            .Fields.Values.Where(f => f.Kind is FieldKind.Number or FieldKind.Integer)
            .Select(f => (f.Name, Currency: Money.CurrencyOf(schema, f, array: null)))
            .Where(f => f.Currency is not null)
            .OrderBy(f => f.Name, StringComparer.Ordinal)
            .ToDictionary(f => f.Name, f => f.Currency ?? "", StringComparer.Ordinal);
}
