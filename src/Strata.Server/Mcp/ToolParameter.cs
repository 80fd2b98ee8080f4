using System.Collections;

namespace Strata.Server.Mcp;

internal enum ToolParameterKind
{
    Text,
    Time,
    Integer,
    Number,
    Flag,
    Object,
    List,
    Any,
}

/// <summary>An argument of a tool: its part of the input schema, and the check of its values.</summary>
internal sealed record ToolParameter(string Name, ToolParameterKind Kind, string? About = null)
{
    public bool Required { get; init; }
    public IReadOnlyList<string>? OneOf { get; init; }
    public long? Min { get; init; }
    public long? Max { get; init; }

    /// <summary>Properties of a list's items; null: the items are text.</summary>
    public IReadOnlyList<ToolParameter>? Items { get; init; }

    public static ToolParameter Of(OperationField field) =>
        new(field.Name, KindOf(field.Type), field.Description)
        {
            Required = field.IsRequired,
            OneOf = field.Values.Count == 0 ? null : field.Values,
            Min = field.Min,
            Max = field.Max,
            Items = ItemOf(field.Type) is { } item && item != typeof(string) ? [.. OperationField.Of(item).Select(Of)] : null,
        };

    public static ToolParameterKind KindOf(Type type) =>
        type == typeof(bool) ? ToolParameterKind.Flag
        : type == typeof(int) || type == typeof(long) ? ToolParameterKind.Integer
        : type == typeof(double) ? ToolParameterKind.Number
        : type == typeof(DateTimeOffset) ? ToolParameterKind.Time
        : type == typeof(string) || type.IsEnum ? ToolParameterKind.Text
        : type == typeof(JsonElement) ? ToolParameterKind.Any
        : IsList(type) ? ToolParameterKind.List
        : ToolParameterKind.Object;

    public static bool IsList(Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type) && !IsMap(type);

    private static bool IsMap(Type type) =>
        type.IsGenericType
        && type.GetInterfaces().Append(type).Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>));

    private static Type? ItemOf(Type type) => IsList(type) && type.IsGenericType ? type.GetGenericArguments()[0] : null;

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject(Name);
        if (Kind != ToolParameterKind.Any)
        {
            json.WriteString("type", TypeName);
        }
        if (Kind == ToolParameterKind.Time)
        {
            json.WriteString("format", "date-time");
        }
        if (OneOf is not null)
        {
            json.WriteStartArray("enum");
            foreach (var value in OneOf)
            {
                json.WriteStringValue(value);
            }
            json.WriteEndArray();
        }
        if (Min is { } least)
        {
            json.WriteNumber("minimum", least);
        }
        if (Max is { } most and not int.MaxValue and not long.MaxValue)
        {
            json.WriteNumber("maximum", most);
        }
        if (Items is not null)
        {
            json.WriteStartObject("items");
            ToolSchema.Write(json, Items, isClosed: true);
            json.WriteEndObject();
        }
        if (About is not null)
        {
            json.WriteString("description", About);
        }
        json.WriteEndObject();
    }

    /// <summary>Returns why a value doesn't fit; null if it does.</summary>
    public string? Fault(JsonElement value) =>
        Kind switch
        {
            ToolParameterKind.Text when value.ValueKind != JsonValueKind.String => "must be a string.",
            ToolParameterKind.Text when OneOf is not null && !OneOf.Contains(value.GetString(), StringComparer.Ordinal) =>
                $"must be one of {string.Join(", ", OneOf)}.",
            ToolParameterKind.Time when value.ValueKind != JsonValueKind.String || !value.TryGetDateTimeOffset(out _) =>
                $"must be an ISO-8601 time, such as 2026-01-31T09:00:00Z, not {Shown(value)}.",
            ToolParameterKind.Integer when value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var n) || n < Min || n > Max =>
                string.Create(CultureInfo.InvariantCulture, $"must be an integer from {Min} to {Max}."),
            ToolParameterKind.Number when value.ValueKind != JsonValueKind.Number => "must be a number.",
            ToolParameterKind.Flag when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) => "must be true or false.",
            ToolParameterKind.Object when value.ValueKind != JsonValueKind.Object => "must be an object.",
            ToolParameterKind.List when value.ValueKind != JsonValueKind.Array => "must be an array.",
            _ => null,
        };

    private static string Shown(JsonElement value) => value.GetRawText() is { Length: > 60 } text ? text[..60] + "…" : value.GetRawText();

    private string TypeName =>
        Kind switch
        {
            ToolParameterKind.Integer => "integer",
            ToolParameterKind.Number => "number",
            ToolParameterKind.Flag => "boolean",
            ToolParameterKind.Object => "object",
            ToolParameterKind.List => "array",
            _ => "string",
        };
}
