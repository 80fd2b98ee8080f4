using Strata.Schemas;

namespace Strata.Settlement;

/// <summary>An entity's values by the roles of their fields.</summary>
internal readonly struct RoleValues(SchemaDefinition schema, IReadOnlyDictionary<string, JsonElement> fields)
{
    public string? Text(FieldRole role) => schema.Of(role) is { } field ? Named(field.Name) : null;

    public string? Named(string field) =>
        fields.TryGetValue(field, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { } text
        && !string.IsNullOrWhiteSpace(text)
            ? text.Trim()
            : null;

    /// <summary>Null too for a number with more digits than a <see cref="decimal"/> has: no amount of money has them.</summary>
    public decimal? Amount(FieldRole role) =>
        schema.Of(role) is { } field
        && fields.TryGetValue(field.Name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetDecimal(out var amount)
            ? amount
            : null;

    /// <summary>A date, or the day of a time as it is written.</summary>
    public DateOnly? Date(FieldRole role) => schema.Of(role) is { } field ? DateOf(field.Name) : null;

    public DateOnly? DateOf(string field) =>
        Named(field) is { Length: >= 10 } text
        && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    public bool IsTrue(FieldRole role) =>
        schema.Of(role) is { } field && fields.TryGetValue(field.Name, out var value) && value.ValueKind == JsonValueKind.True;
}
