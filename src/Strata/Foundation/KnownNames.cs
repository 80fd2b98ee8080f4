namespace Strata.Foundation;

/// <summary>Interned names of fields: there are few of them, in very many observations.</summary>
internal static class KnownNames
{
    private const int Slots = 512;
    private const int MaxLength = 64;

    private static readonly string?[] Known = new string?[Slots];

    /// <summary>The name at the reader's position.</summary>
    public static string Of(ref Utf8JsonReader reader)
    {
        var bytes = reader.ValueSpan;
        if (reader.ValueIsEscaped || bytes.Length > MaxLength)
        {
            return reader.GetString() ?? "";
        }
        var hash = (uint)bytes.Length;
        foreach (var b in bytes)
        {
            hash = (hash * 31) + b;
        }
        // Any thread may read or replace what stands there: every text is whole, and compared with what was read.
        ref var slot = ref Known[hash % Slots];
        return slot is { } known && reader.ValueTextEquals(known) ? known : slot = reader.GetString() ?? "";
    }
}
