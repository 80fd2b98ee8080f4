using Strata.Schemas;

namespace Strata.Export;

/// <summary>What the values of a column are.</summary>
internal enum ExportType
{
    Text,
    Integer,

    /// <summary>With at most <see cref="ExportColumn.Scale"/> digits after the point.</summary>
    Decimal,
    Boolean,
    Date,

    /// <summary>An instant, in microseconds.</summary>
    Timestamp,

    /// <summary>Any JSON, as text.</summary>
    Json,
}

/// <summary>A column of a table that is exported.</summary>
/// <param name="Name">Unlike all others of its table, whatever the case of letters.</param>
/// <param name="IsList">Whether values are lists of that type.</param>
/// <param name="Field">The field with its values; null: a column of our own.</param>
/// <param name="Annotation">The annotation schema that has the field, for tables of blocks.</param>
internal sealed record ExportColumn(string Name, ExportType Type, bool IsList = false, string? Field = null, string? Annotation = null)
{
    /// <summary>Digits of a decimal, and how many of them after the point.</summary>
    public const int Precision = 38;
    public const int Scale = 10;

    /// <summary>As the header of a CSV names it.</summary>
    public string TypeName => Type.Name() + (IsList ? "[]" : "");

    public static ExportColumn Of(SchemaField field, string? schema = null)
    {
        var name = schema is null ? field.Name : $"{schema}.{field.Name}";
        var type = TypeOf(field.Kind, field.Format);
        if (field.Kind == FieldKind.Array && FieldKinds.Effective(field.Node).Items is { } items)
        {
            var item = TypeOf(FieldKinds.Of(items), FieldKinds.Effective(items).Format?.Name);
            return item == ExportType.Json
                ? new(name, ExportType.Json, Field: field.Name, Annotation: schema)
                : new(name, item, IsList: true, field.Name, schema);
        }
        return new(name, type, Field: field.Name, Annotation: schema);
    }

    private static ExportType TypeOf(FieldKind kind, string? format) =>
        kind switch
        {
            FieldKind.Integer => ExportType.Integer,
            FieldKind.Number => ExportType.Decimal,
            FieldKind.Boolean => ExportType.Boolean,
            FieldKind.Date => ExportType.Date,
            // A moment may lack the time or the offset, so it is no instant.
            FieldKind.DateTime when format is "date-time" => ExportType.Timestamp,
            FieldKind.Array or FieldKind.Object or FieldKind.Any => ExportType.Json,
            _ => ExportType.Text,
        };
}
