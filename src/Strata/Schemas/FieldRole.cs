using System.Collections.Frozen;

namespace Strata.Schemas;

/// <summary>Purpose of a field, whatever its name (<c>x-strata.role</c>, in snake_case).</summary>
public enum FieldRole
{
    ExternalId,
    Title,
    Name,
    Description,
    Body,
    Tags,
    Status,

    /// <summary>Whether a task is done.</summary>
    Done,
    Type,

    /// <summary>The thing's own number: <c>invoice_number</c> of invoices.</summary>
    Number,

    /// <summary>Who sends the paper and is paid. A schema with this role describes papers.</summary>
    Vendor,
    VatId,
    Customer,
    CustomerNumber,
    CustomerVatId,
    Iban,

    /// <summary>The account that a posting belongs to.</summary>
    Account,
    Bic,
    Card,
    Cashier,
    PurchaseOrder,
    PaymentMethod,
    PaymentTerms,

    /// <summary>Date of a paper or posting.</summary>
    Date,
    Time,
    DueDate,
    Start,
    End,

    /// <summary>How long before its end a contract must be given notice.</summary>
    NoticePeriod,
    Location,
    Address,
    Currency,
    Total,
    Subtotal,
    Tax,
    TaxRate,
    Shipping,
    Tip,
    Discount,
    AmountPaid,
    Balance,
    Debit,
    Credit,

    /// <summary>The other side of a posting.</summary>
    Counterparty,
    Email,
    Phone,
    Mobile,
    Fax,
    Url,
    Company,
    JobTitle,

    /// <summary>Parts of a line item, with <see cref="Description"/>.</summary>
    ArticleNumber,
    Unit,
    Quantity,
    UnitPrice,
    Amount,
}

internal static class FieldRoles
{
    /// <summary>
    /// Roles that, if the schema declares none, only a field of the role's own name gets: other names have other meanings too.
    /// </summary>
    private static readonly FrozenSet<FieldRole> ByNameOnly = FrozenSet.ToFrozenSet([
        FieldRole.ExternalId,
        FieldRole.Description,
        FieldRole.Body,
        FieldRole.Status,
        FieldRole.Done,
        FieldRole.Type,
        FieldRole.Number,
        FieldRole.Account,
        FieldRole.Card,
        FieldRole.Cashier,
        FieldRole.Location,
        FieldRole.Address,
        FieldRole.Currency,
        FieldRole.AmountPaid,
        FieldRole.Balance,
        FieldRole.Counterparty,
        FieldRole.ArticleNumber,
        FieldRole.Quantity,
        FieldRole.Unit,
        FieldRole.UnitPrice,
        FieldRole.Amount,
    ]);

    /// <summary>Roles by their names in schemas.</summary>
    public static FrozenDictionary<string, FieldRole> ByName { get; } =
        Enum.GetValues<FieldRole>().ToFrozenDictionary(r => JsonNamingPolicy.SnakeCaseLower.ConvertName(r.ToString()));

    /// <summary>Folded names of the roles, which are also names of fields.</summary>
    public static FrozenDictionary<FieldRole, string> Labels { get; } =
        ByName.ToFrozenDictionary(r => r.Value, r => FieldNames.Fold(r.Key));

    /// <summary>Gives each role that the schema doesn't assign to the field of its name, else to one with it as an alias.</summary>
    /// <param name="entityType">The type of the record; null for the parts of an array's objects.</param>
    public static List<SchemaField> Assign(List<SchemaField> fields, string? entityType)
    {
        var number = entityType is null ? null : FieldNames.Fold(entityType) + Labels[FieldRole.Number];
        return Give(
            Give(fields, (f, r) => r == FieldRole.Number ? number is not null && f.Aliases.Contains(number) : IsNamed(f, r)),
            (f, r) => !ByNameOnly.Contains(r) && f.Aliases.Contains(Labels[r])
        );
    }

    /// <summary>Whether a field of that kind can have the role.</summary>
    public static bool Fits(FieldRole role, FieldKind kind) =>
        role switch
        {
            >= FieldRole.Total and <= FieldRole.Credit => kind == FieldKind.Number,
            >= FieldRole.Quantity => kind is FieldKind.Number or FieldKind.Integer,
            FieldRole.Date or FieldRole.Start or FieldRole.End => kind is FieldKind.Date or FieldKind.DateTime,
            FieldRole.DueDate => kind == FieldKind.Date,
            FieldRole.Time => kind == FieldKind.Time,
            FieldRole.Done => kind == FieldKind.Boolean,
            FieldRole.Tags => kind == FieldKind.Array,
            FieldRole.Currency => kind == FieldKind.Currency,
            FieldRole.Email => kind is FieldKind.Email or FieldKind.String,
            FieldRole.Phone or FieldRole.Mobile or FieldRole.Fax => kind is FieldKind.Phone or FieldKind.String,
            FieldRole.Url => kind is FieldKind.Uri or FieldKind.String,
            _ => kind == FieldKind.String,
        };

    private static bool IsNamed(SchemaField field, FieldRole role) =>
        role == FieldRole.Body
            ? field.Name is "body" or "text" or "content" && field.Aliases.Contains(Labels[role])
            : field.Aliases[0] == Labels[role];

    private static List<SchemaField> Give(List<SchemaField> fields, Func<SchemaField, FieldRole, bool> isFor)
    {
        var open = ByName.Values.Except(fields.Select(f => f.Role).OfType<FieldRole>()).Order().ToList();
        return fields.ConvertAll(field =>
        {
            var at = field.Role is null ? open.FindIndex(role => Fits(role, field.Kind) && isFor(field, role)) : -1;
            if (at < 0)
            {
                return field;
            }
            var role = open[at];
            open.RemoveAt(at);
            return field with { Role = role };
        });
    }
}
