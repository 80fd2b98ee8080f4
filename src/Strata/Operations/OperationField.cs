using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;

namespace Strata.Operations;

/// <summary>A field of a request or result, as its JSON shape and the attributes of its property say.</summary>
/// <param name="Name">As in JSON.</param>
/// <param name="Type">Without <see cref="Nullable{T}"/>.</param>
public sealed record OperationField(string Name, Type Type, bool IsRequired)
{
    public string? Description { get; init; }

    private const int MaxShown = 60;

    /// <summary>The only values allowed; empty: any.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
    public long? Min { get; init; }
    public long? Max { get; init; }

    public static IReadOnlyList<OperationField> Of(Type type) =>
        [.. StrataJson.Options.GetTypeInfo(type).Properties.Where(p => p.Get is not null).Select(Of)];

    /// <summary>Writes name and value as JSON, given the value as text: of a query, a path or the command line.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: the text is no value of this field.</exception>
    public void Write(Utf8JsonWriter json, string text)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WritePropertyName(Name);
        if (Type == typeof(bool))
        {
            json.WriteBooleanValue(bool.TryParse(text, out var flag) ? flag : throw Unread(text, "true or false"));
        }
        else if (Type == typeof(int) || Type == typeof(long))
        {
            var reads = long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number);
            json.WriteNumberValue(reads ? number : throw Unread(text, "a whole number, such as 50"));
        }
        else if (Type == typeof(double))
        {
            var reads = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
            json.WriteNumberValue(reads ? number : throw Unread(text, "a number, such as 0.9"));
        }
        else if (IsText)
        {
            json.WriteStringValue(text);
        }
        else
        {
            WriteJson(json, text);
        }
    }

    /// <summary>Refuses a value of the field of this name.</summary>
    public static StrataException Refused(string name, string reason) =>
        new(ErrorCode.InvalidContent, $"{name}: {reason}") { Faults = [new Fault(name, reason)] };

    private bool IsText => Type == typeof(string) || Type == typeof(DateTimeOffset) || Type.IsEnum;

    private void WriteJson(Utf8JsonWriter json, string text)
    {
        try
        {
            using var value = JsonDocument.Parse(text);
            value.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            throw Unread(text, "JSON");
        }
    }

    private StrataException Unread(string given, string wanted) =>
        Refused(Name, $"'{(given.Length > MaxShown ? given[..MaxShown] + "…" : given)}' is not {wanted}.");

    private static OperationField Of(JsonPropertyInfo property)
    {
        var attributes = property.AttributeProvider?.GetCustomAttributes(inherit: true) ?? [];
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var range = attributes.OfType<RangeAttribute>().FirstOrDefault();
        return new(property.Name, type, property.IsRequired && !property.IsGetNullable)
        {
            Description = attributes.OfType<DescriptionAttribute>().FirstOrDefault()?.Description,
            Values = [.. attributes.OfType<AllowedValuesAttribute>().SelectMany(a => a.Values).OfType<string>()],
            Min = range?.Minimum as int?,
            Max = range?.Maximum as int?,
        };
    }
}
