namespace Strata.Parsing;

/// <summary>Reads the bytes of a source at a locator, and their text.</summary>
public static class SourceSlices
{
    /// <summary>Returns the text at a range, cut off at the end of a shorter source.</summary>
    /// <param name="source">Seekable; its position is moved.</param>
    /// <param name="encoding">The document's <see cref="ParsedDocument.Encoding"/>.</param>
    public static string Read(Stream source, Encoding encoding, ByteRange range) => encoding.GetString(ReadBytes(source, range));

    /// <inheritdoc cref="Read"/>
    public static byte[] ReadBytes(Stream source, ByteRange range)
    {
        var bytes = new byte[Available(source, range)];
        source.Position = Math.Min(range.Start, source.Length);
        source.ReadExactly(bytes);
        return bytes;
    }

    /// <inheritdoc cref="Read"/>
    public static async Task<string> ReadAsync(
        Stream source,
        Encoding encoding,
        ByteRange range,
        CancellationToken cancellationToken = default
    )
    {
        var bytes = new byte[Available(source, range)];
        source.Position = Math.Min(range.Start, source.Length);
        await source.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        return encoding.GetString(bytes);
    }

    private static int Available(Stream source, ByteRange range)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(range.Start, nameof(range));
        ArgumentOutOfRangeException.ThrowIfNegative(range.Length, nameof(range));
        return checked((int)Math.Max(0, Math.Min(range.Length, source.Length - range.Start)));
    }
}
