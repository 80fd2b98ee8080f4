namespace Strata.Schemas;

internal static class FieldRoles
{
    /// <summary>
    /// Roles that, if the schema declares none, only a field of the role's own name gets: other names have other meanings too.
    /// </summary>
    private static readonly FieldRole[] ByNameOnly =
    [
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
        FieldRole.Recurrence,
        FieldRole.TimeZone,
        FieldRole.Exceptions,
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
    ];

    private static readonly FieldRole[] All = Enum.GetValues<FieldRole>();

    /// <summary>Roles by their names in schemas.</summary>
    public static IReadOnlyDictionary<string, FieldRole> ByName { get; } = All.ToDictionary(r => r.Name(), StringComparer.Ordinal);

    private static readonly string[] Labels = Array.ConvertAll(All, r => FieldNames.Fold(r.Name()));

    /// <summary>Returns the folded name of a role, which is also a name of fields.</summary>
    public static string LabelOf(FieldRole role) => Labels[(int)role];

    /// <summary>Gives each role that the schema doesn't assign to the field of its name, else to one with it as an alias.</summary>
    /// <param name="entityType">The type of the record; null for the parts of an array's objects.</param>
    public static List<SchemaField> Assign(List<SchemaField> fields, string? entityType)
    {
        var number = entityType is null ? null : FieldNames.Fold(entityType) + LabelOf(FieldRole.Number);
        return Give(
            Give(fields, (f, r) => r == FieldRole.Number ? number is not null && f.Aliases.Contains(number) : IsNamed(f, r)),
            (f, r) => Array.IndexOf(ByNameOnly, r) < 0 && f.Aliases.Contains(LabelOf(r))
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
            FieldRole.Tags or FieldRole.Exceptions => kind == FieldKind.Array,
            FieldRole.Currency => kind == FieldKind.Currency,
            FieldRole.Email => kind is FieldKind.Email or FieldKind.String,
            FieldRole.Phone or FieldRole.Mobile or FieldRole.Fax => kind is FieldKind.Phone or FieldKind.String,
            FieldRole.Url => kind is FieldKind.Uri or FieldKind.String,
            _ => kind == FieldKind.String,
        };

    private static bool IsNamed(SchemaField field, FieldRole role) =>
        role == FieldRole.Body
            ? field.Name is "body" or "text" or "content" && field.Aliases.Contains(LabelOf(role))
            : field.Aliases is [var own, ..] && own == LabelOf(role); // a name of signs alone folds to none

    private static List<SchemaField> Give(List<SchemaField> fields, Func<SchemaField, FieldRole, bool> isFor)
    {
        // No set operations: for each enum they are compiled when they are first used.
        var open = new List<FieldRole>(All);
        foreach (var field in fields)
        {
            if (field.Role is { } given)
            {
                open.Remove(given);
            }
        }
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
