using Strata.Schemas;

namespace Strata.Settlement;

/// <summary>What a movement on an account says, by the roles of its fields.</summary>
/// <param name="Amount">Negative: money out, if <see cref="IsSigned"/>.</param>
/// <param name="Text">All that may name an invoice: descriptions and references, one a line.</param>
internal sealed record Payment(
    decimal Amount,
    bool IsSigned,
    string? Currency,
    string? Counterparty,
    string? Iban,
    DateOnly? Date,
    string Text
)
{
    private const int MaxText = 4_000;

    public const string Pays = "pays";
    public const string SettledBy = "settled_by";

    /// <summary>Whether entities of the type are payments: they have an amount and a day, and are no papers.</summary>
    public static bool IsType(SchemaDefinition schema) =>
        schema.Of(FieldRole.Amount) is not null
        && schema.Of(FieldRole.Date) is not null
        && schema.Of(FieldRole.Vendor) is null
        && schema.Of(FieldRole.Total) is null
        && (schema.Of(FieldRole.Counterparty) is not null || schema.Relationships.ContainsKey(Pays));

    /// <summary>Returns null if the entity has no amount.</summary>
    public static Payment? Of(SchemaDefinition schema, IReadOnlyDictionary<string, JsonElement> fields)
    {
        var roles = new RoleValues(schema, fields);
        return roles.Amount(FieldRole.Amount) is { } amount
            ? new Payment(
                amount,
                schema.Of(FieldRole.Amount) is { Signed: true } || amount < 0,
                roles.Text(FieldRole.Currency)?.ToUpperInvariant(),
                roles.Text(FieldRole.Counterparty) ?? roles.Named("merchant"),
                roles.Text(FieldRole.Iban),
                roles.Date(FieldRole.Date) ?? OtherDate(schema, roles),
                TextOf(schema, fields)
            )
            : null;
    }

    /// <summary>The day of booking, say, where a bank gives no other.</summary>
    private static DateOnly? OtherDate(SchemaDefinition schema, RoleValues roles)
    {
        foreach (var name in schema.FieldOrder)
        {
            if (schema.Fields[name].Kind is FieldKind.Date or FieldKind.DateTime && roles.DateOf(name) is { } date)
            {
                return date;
            }
        }
        return null;
    }

    private static string TextOf(SchemaDefinition schema, IReadOnlyDictionary<string, JsonElement> fields)
    {
        var text = new StringBuilder();
        foreach (var name in schema.FieldOrder)
        {
            if (
                schema.Fields[name] is { Kind: FieldKind.String, Role: null or FieldRole.Description or FieldRole.Body }
                && fields.TryGetValue(name, out var value)
                && value.ValueKind == JsonValueKind.String
                && text.Length < MaxText
            )
            {
                text.Append(value.GetString()).Append('\n');
            }
        }
        return text.Length > MaxText ? text.ToString(0, MaxText) : text.ToString();
    }
}
