using System.Buffers;

namespace Strata.Database;

/// <summary>Text that both engines can store: PostgreSQL rejects NUL, and an unpaired surrogate has no UTF-8 encoding.</summary>
internal static class StorableText
{
    private static readonly SearchValues<char> Suspicious = SearchValues.Create([
        '\0',
        .. Enumerable.Range('\ud800', '\udfff' - '\ud800' + 1).Select(c => (char)c),
    ]);

    /// <summary>Returns the value unchanged; INVALID_CONTENT if it is or contains text that cannot be stored.</summary>
    public static object? Check(object? value)
    {
        if (value is string text)
        {
            Check(text);
        }
        else if (value is IEnumerable<string> list)
        {
            foreach (var item in list)
            {
                Check(item);
            }
        }
        return value;
    }

    private static void Check(string? text)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Suspicious) is >= 0 and var at)
        {
            if (!char.IsHighSurrogate(rest[at]) || at + 1 == rest.Length || !char.IsLowSurrogate(rest[at + 1]))
            {
                throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"Names, keys and queries must not contain U+{(int)rest[at]:X4}: remove NUL characters and unpaired surrogates."
                );
            }
            rest = rest[(at + 2)..];
        }
    }
}
