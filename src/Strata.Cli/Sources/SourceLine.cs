namespace Strata.Cli.Sources;

/// <summary>The source line that contains a locator: its number (from 1) and its text around the quoted bytes.</summary>
internal sealed record SourceLine(long Number, string Before, string Quoted, string After)
{
    private const int Around = 80;
    private const int MaxQuoteLength = 400;

    /// <summary>Reads the source up to the locator. Null if the source is shorter.</summary>
    public static async Task<SourceLine?> ReadAsync(Stream source, ByteLocator at, CancellationToken ct)
    {
        var buffer = new byte[1 << 16];
        var lines = 1L;
        var position = 0L;
        var tail = new MemoryStream(); // the bytes of the current line, before the locator
        while (position < at.Start)
        {
            var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, at.Start - position)), ct);
            if (read == 0)
            {
                return null;
            }
            var newlines = buffer.AsSpan(0, read).Count((byte)'\n');
            var last = buffer.AsSpan(0, read).LastIndexOf((byte)'\n');
            if (last >= 0)
            {
                lines += newlines;
                tail.SetLength(0);
            }
            tail.Write(buffer.AsSpan(last + 1, read - last - 1));
            if (tail.Length > 1 << 20)
            {
                tail.SetLength(0); // a line of megabytes: its start is of no use to a reader
            }
            position += read;
        }
        var quoted = new byte[Math.Min(at.Length, MaxQuoteLength)];
        await source.ReadExactlyAsync(quoted, ct);
        var after = new byte[at.Length > MaxQuoteLength ? 0 : Around];
        var got = await source.ReadAtLeastAsync(after, after.Length, throwOnEndOfStream: false, ct);
        var end = after.AsSpan(0, got).IndexOfAny((byte)'\r', (byte)'\n');
        var before = tail.ToArray().AsSpan();
        return new SourceLine(
            lines,
            Encoding.UTF8.GetString(before[Math.Max(0, before.Length - Around)..]).TrimStart('\uFEFF', '\uFFFD'),
            Encoding.UTF8.GetString(quoted) + (at.Length > MaxQuoteLength ? "…" : ""),
            Encoding.UTF8.GetString(after.AsSpan(0, end < 0 ? got : end)).TrimEnd('\uFFFD')
        );
    }
}
