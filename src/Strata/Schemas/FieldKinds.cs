using Strata.Schemas.Validation;

namespace Strata.Schemas;

/// <summary>Derives the kind of a field from its constraints.</summary>
internal static class FieldKinds
{
    /// <summary>Returns the node that decides: the target of a bare reference, or the one alternative beside null.</summary>
    public static SchemaNode Effective(SchemaNode node)
    {
        for (var hops = 0; hops < 64 && node is { Types: JsonTypes.None, Enum: null, Const: null }; hops++)
        {
            var alternatives = node.AnyOf.Concat(node.OneOf).Where(a => a.Types != JsonTypes.Null).ToArray();
            var next =
                node.Reference
                ?? (
                    node.AllOf.Length == 1 ? node.AllOf[0]
                    : alternatives.Length == 1 ? alternatives[0]
                    : null
                );
            if (next is null)
            {
                break;
            }
            node = next;
        }
        return node;
    }

    public static FieldKind Of(SchemaNode node)
    {
        var effective = Effective(node);
        return (effective.Types & ~JsonTypes.Null) switch
        {
            JsonTypes.String => OfFormat(effective.Format),
            JsonTypes.Integer => FieldKind.Integer,
            JsonTypes.Number or (JsonTypes.Number | JsonTypes.Integer) => FieldKind.Number,
            JsonTypes.Boolean => FieldKind.Boolean,
            JsonTypes.Array => FieldKind.Array,
            JsonTypes.Object => FieldKind.Object,
            JsonTypes.None when effective.Enum is { } values && values.All(v => v.ValueKind == System.Text.Json.JsonValueKind.String) =>
                FieldKind.String,
            JsonTypes.None when effective.Format is not null => OfFormat(effective.Format),
            _ => FieldKind.Any,
        };
    }

    public static Normaliser Normaliser(FieldKind kind) =>
        kind switch
        {
            FieldKind.String => Schemas.Normaliser.Text,
            FieldKind.Integer or FieldKind.Number => Schemas.Normaliser.Number,
            FieldKind.Date => Schemas.Normaliser.Date,
            FieldKind.Email => Schemas.Normaliser.Email,
            FieldKind.Uri => Schemas.Normaliser.Url,
            FieldKind.Phone => Schemas.Normaliser.Phone,
            FieldKind.Currency => Schemas.Normaliser.Identifier,
            _ => Schemas.Normaliser.Exact,
        };

    private static FieldKind OfFormat(StringFormat? format) =>
        format?.Name switch
        {
            "date" => FieldKind.Date,
            "date-time" or "moment" => FieldKind.DateTime,
            "time" => FieldKind.Time,
            "email" => FieldKind.Email,
            "uri" => FieldKind.Uri,
            "phone" => FieldKind.Phone,
            "currency" => FieldKind.Currency,
            _ => FieldKind.String,
        };
}
