using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Strata.Operations;

/// <summary>
/// A field of a request or result, read from its property and the attributes of that: its JSON shape says the same, but takes ten times as
/// long to make.
/// </summary>
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
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsInJson).Select(p => Of(p, new()))];

    /// <summary>Writes name and value as JSON, given the value as text: of a query, a path or the command line.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: the text is no value of this field.</exception>
    public void Write(Utf8JsonWriter json, string text)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (IsTextList && !text.StartsWith('['))
        {
            Write(json, [text]);
            return;
        }
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
        else if (Type == typeof(DateTimeOffset))
        {
            json.WriteStringValue(Moment.Parse(Name, text));
        }
        else if (Type.IsEnum && !Values.Contains(text, StringComparer.Ordinal))
        {
            throw Unread(text, $"one of {string.Join(", ", Values)}");
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

    /// <summary>Writes name and values of a list of texts.</summary>
    public void Write(Utf8JsonWriter json, IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(texts);
        json.WriteStartArray(Name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }
        json.WriteEndArray();
    }

    /// <summary>Whether a query gives it as often as it has values.</summary>
    public bool IsTextList => Type == typeof(IReadOnlyList<string>);

    /// <summary>Refuses a value of the field of this name.</summary>
    public static StrataException Refused(string name, string reason) =>
        new(ErrorCode.InvalidContent, $"{name}: {reason}") { Faults = [new Fault(name, reason)] };

    private bool IsText => Type == typeof(string) || Type.IsEnum;

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

    private static bool IsInJson(PropertyInfo property) => property.GetCustomAttribute<JsonIgnoreAttribute>() is null;

    private static OperationField Of(PropertyInfo property, NullabilityInfoContext nullability)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var isRequired = IsGiven(property) && nullability.Create(property).ReadState != NullabilityState.Nullable;
        var range = property.GetCustomAttribute<RangeAttribute>();
        return new(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), type, isRequired)
        {
            Description = property.GetCustomAttribute<DescriptionAttribute>()?.Description,
            Values = type.IsEnum
                ? EnumNames.Of(type)
                : [.. property.GetCustomAttributes<AllowedValuesAttribute>().SelectMany(a => a.Values).OfType<string>()],
            Min = range?.Minimum as int?,
            Max = range?.Maximum as int?,
        };
    }

    /// <summary>Whether every value of the type has it: by <c>required</c>, or as a parameter without a default.</summary>
    private static bool IsGiven(PropertyInfo property) =>
        property.GetCustomAttribute<RequiredMemberAttribute>() is not null
        || property
            .DeclaringType!.GetConstructors()
            .SelectMany(c => c.GetParameters())
            .Any(p => !p.HasDefaultValue && string.Equals(p.Name, property.Name, StringComparison.Ordinal));
}
