namespace Strata.Foundation;

/// <summary>Interns field names: few names, very many observations.</summary>
internal static class KnownNames
{
    private const int Slots = 512;
    private const int MaxLength = 64;

    private static readonly string?[] Known = new string?[Slots];

    /// <summary>Returns the name at the reader's position.</summary>
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
        // Any thread may read or replace a slot: each text is complete, and is compared with what was read.
        ref var slot = ref Known[hash % Slots];
        return slot is { } known && reader.ValueTextEquals(known) ? known : slot = reader.GetString() ?? "";
    }
}
