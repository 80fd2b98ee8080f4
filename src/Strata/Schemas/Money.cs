namespace Strata.Schemas;

/// <summary>
/// Which numbers of a record are money, and which field says in what currency. A number's own <c>x-strata.currency</c> decides. Else, in a
/// record with currencies, every number is taken for money but rates and quantities: to keep currencies apart needlessly is harmless, to
/// mix them is not.
/// </summary>
internal static class Money
{
    private const string Suffix = "_currency";

    /// <summary>Name of the field with a number's currency: of the record, or of the same object of an array. Null: the number is no money.</summary>
    /// <param name="array">The field whose objects the number is part of; null: it is the record's own.</param>
    public static string? CurrencyOf(SchemaDefinition schema, SchemaField number, SchemaField? array)
    {
        if (number.Currency is { } stated)
        {
            return stated.Length > 0 ? stated : null;
        }
        if (
            number.Kind is not (FieldKind.Number or FieldKind.Integer or FieldKind.Array or FieldKind.Any)
            || number.Role is FieldRole.TaxRate or FieldRole.Quantity
        )
        {
            return null;
        }
        return (
                array is null ? null
                : Among(array.Parts, number.Name) is { } part ? $"{array.Name}.{part}"
                : null
            ) ?? Among([.. schema.FieldOrder.Select(name => schema.Fields[name])], number.Name);
    }

    /// <summary>Of <c>original_amount</c>: <c>original_currency</c>; else the one with the role, or the first.</summary>
    private static string? Among(IReadOnlyList<SchemaField> fields, string number)
    {
        var currencies = fields.Where(f => f.Kind == FieldKind.Currency).ToList();
        var own = currencies.Find(c =>
            c.Name.EndsWith(Suffix, StringComparison.Ordinal)
            && c.Name[..^Suffix.Length] is { Length: > 0 } begin
            && (number == begin || number.StartsWith(begin + "_", StringComparison.Ordinal))
        );
        return (own ?? currencies.Find(c => c.Role == FieldRole.Currency) ?? currencies.FirstOrDefault())?.Name;
    }
}
