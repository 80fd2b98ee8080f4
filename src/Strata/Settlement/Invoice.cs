using Strata.Schemas;

namespace Strata.Settlement;

/// <summary>What an invoice says about its payment, by the roles of its fields.</summary>
/// <param name="Total">Negative for a credit note.</param>
internal sealed record Invoice(
    string? Number,
    decimal Total,
    string? Currency,
    string? Vendor,
    string? Customer,
    string? Iban,
    DateOnly? Date,
    DateOnly? Due,
    string? Stated
)
{
    private static readonly string[] PaidWords =
    [
        "paid",
        "settled",
        "bezahlt",
        "beglichen",
        "payee",
        "reglee",
        "pagado",
        "pagada",
        "pagato",
        "pagata",
        "betaald",
        "oplacona",
        "zaplacona",
        "pago",
        "paga",
        "betald",
        "betalt",
    ];

    /// <summary>Whether entities of the type are invoices: they have a number, a total, a party, and a day to pay by.</summary>
    public static bool IsType(SchemaDefinition schema) =>
        schema.Of(FieldRole.Number) is not null
        && schema.Of(FieldRole.Total) is not null
        && schema.Of(FieldRole.DueDate) is not null
        && (schema.Of(FieldRole.Vendor) ?? schema.Of(FieldRole.Customer)) is not null;

    /// <summary>Returns null if the entity has no total.</summary>
    public static Invoice? Of(SchemaDefinition schema, IReadOnlyDictionary<string, JsonElement> fields)
    {
        var roles = new RoleValues(schema, fields);
        return roles.Amount(FieldRole.Total) is { } total
            ? new Invoice(
                roles.Text(FieldRole.Number),
                total,
                roles.Text(FieldRole.Currency)?.ToUpperInvariant(),
                roles.Text(FieldRole.Vendor),
                roles.Text(FieldRole.Customer),
                roles.Text(FieldRole.Iban),
                roles.Date(FieldRole.Date),
                roles.Date(FieldRole.DueDate),
                StatedOf(roles, total)
            )
            : null;
    }

    private static string? StatedOf(RoleValues roles, decimal total)
    {
        if (roles.Amount(FieldRole.AmountPaid) is { } paid && total > 0 && paid >= total)
        {
            return "amount_paid";
        }
        return
            roles.Text(FieldRole.Status) is { } status
            && PaidWords.Contains(Normalisation.Text(Normaliser.Name, status), StringComparer.Ordinal)
            ? status
            : null;
    }
}
