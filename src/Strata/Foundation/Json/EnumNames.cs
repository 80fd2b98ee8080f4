using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Strata.Foundation.Json;

/// <summary>Names of enum members in JSON, tables and texts: snake_case.</summary>
public static class EnumNames
{
    /// <summary>Returns the name of a member.</summary>
    public static string Name<T>(this T value)
        where T : struct, Enum => Names<T>.ByNumber[Number(value)];

    /// <summary>Returns the names of all members, in the order of their declaration.</summary>
    public static IReadOnlyList<string> Of(Type type) => [.. Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    /// <exception cref="ArgumentException">No member has that name.</exception>
    public static T Parse<T>(string name)
        where T : struct, Enum =>
        Find<T>(name) ?? throw new ArgumentException($"'{name}' is not one of {string.Join(", ", Of(typeof(T)))}.", nameof(name));

    /// <summary>Returns the member of that name; null if there is none.</summary>
    public static T? Find<T>(string name)
        where T : struct, Enum => Names<T>.ByName.TryGetValue(name, out var number) ? Member<T>(number) : null;

    private static long Number<T>(T value)
        where T : struct, Enum =>
        Unsafe.SizeOf<T>() switch
        {
            sizeof(byte) => Unsafe.BitCast<T, byte>(value),
            sizeof(short) => Unsafe.BitCast<T, short>(value),
            sizeof(int) => Unsafe.BitCast<T, int>(value),
            _ => Unsafe.BitCast<T, long>(value),
        };

    private static T Member<T>(long number)
        where T : struct, Enum =>
        Unsafe.SizeOf<T>() switch
        {
            sizeof(byte) => Unsafe.BitCast<byte, T>((byte)number),
            sizeof(short) => Unsafe.BitCast<short, T>((short)number),
            sizeof(int) => Unsafe.BitCast<int, T>((int)number),
            _ => Unsafe.BitCast<long, T>(number),
        };

    /// <summary>By numbers: a dictionary with members as keys would be compiled for each enum when it is first used.</summary>
    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<long, string> ByNumber = Numbered();

        public static readonly Dictionary<string, long> ByName = ByNumber.ToDictionary(n => n.Value, n => n.Key, StringComparer.Ordinal);

        private static Dictionary<long, string> Numbered()
        {
            var (values, names) = (Enum.GetValues<T>(), Of(typeof(T)));
            var numbered = new Dictionary<long, string>(values.Length);
            for (var i = 0; i < values.Length; i++)
            {
                numbered.Add(Number(values[i]), names[i]);
            }
            return numbered;
        }
    }
}

/// <summary>Converts an enum to and from its names in <see cref="EnumNames"/>, and nothing else.</summary>
public sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
