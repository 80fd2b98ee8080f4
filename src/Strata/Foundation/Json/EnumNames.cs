using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Strata.Foundation.Json;

/// <summary>Names of enum members in JSON, tables and texts: snake_case.</summary>
public static class EnumNames
{
    /// <summary>Returns the name of a member.</summary>
    public static string Name<T>(this T value)
        where T : struct, Enum => Names<T>.ByValue[value];

    /// <summary>Returns the names of all members, in the order of their declaration.</summary>
    public static IReadOnlyList<string> Of(Type type) => [.. Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    /// <exception cref="ArgumentException">No member has that name.</exception>
    public static T Parse<T>(string name)
        where T : struct, Enum =>
        Find<T>(name) ?? throw new ArgumentException($"'{name}' is not one of {string.Join(", ", Of(typeof(T)))}.", nameof(name));

    /// <summary>Returns the member of that name; null if there is none.</summary>
    public static T? Find<T>(string name)
        where T : struct, Enum => Names<T>.ByName.TryGetValue(name, out var value) ? value : null;

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> ByValue = Enum.GetValues<T>()
            .ToFrozenDictionary(v => v, v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()));

        public static readonly FrozenDictionary<string, T> ByName = ByValue.ToFrozenDictionary(
            v => v.Value,
            v => v.Key,
            StringComparer.Ordinal
        );
    }
}

/// <summary>Converts an enum to and from its names in <see cref="EnumNames"/>, and nothing else.</summary>
public sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
