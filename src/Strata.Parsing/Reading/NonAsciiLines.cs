namespace Strata.Parsing.Reading;

/// <summary>Samples the first lines of a source that have non-ASCII bytes, to detect its encoding.</summary>
internal static class NonAsciiLines
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>Sample size; a larger one adds no evidence.</summary>
    private const int MaxBytes = 64 * 1024;

    /// <summary>Only the start of a longer line is sampled, so that no character within it is cut in two.</summary>
    private const int MaxOfLine = 16 * 1024;

    /// <returns>The lines, each followed by a line feed. A truncated line may end within a character.</returns>
    public static byte[] Of(Stream source)
    {
        source.Position = 0;
        var sample = new MemoryStream();
        var buffer = new byte[(int)Math.Min(source.Length + 1, BufferBytes)];
        var held = source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        while (true)
        {
            var atEnd = held < buffer.Length;
            var whole = atEnd ? held : buffer.AsSpan(0, held).LastIndexOfAny((byte)'\n', (byte)'\r') + 1;
            Take(buffer.AsSpan(0, whole == 0 ? held : whole), sample);

            // If a line is longer than the buffer, the next bytes may begin within a character.
            if (atEnd || whole == 0 || sample.Length >= MaxBytes)
            {
                return sample.ToArray();
            }
            buffer.AsSpan(whole, held - whole).CopyTo(buffer);
            held -= whole;
            held += source.ReadAtLeast(buffer.AsSpan(held), buffer.Length - held, throwOnEndOfStream: false);
        }
    }

    private static void Take(ReadOnlySpan<byte> lines, MemoryStream sample)
    {
        while (sample.Length < MaxBytes && lines.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is >= 0 and var high)
        {
            var start = lines[..high].LastIndexOfAny((byte)'\n', (byte)'\r') + 1;
            var rest = lines[high..].IndexOfAny((byte)'\n', (byte)'\r');
            var end = rest < 0 ? lines.Length : high + rest;
            sample.Write(lines[start..Math.Min(end, start + MaxOfLine)]);
            sample.WriteByte((byte)'\n');
            lines = lines[end..];
        }
    }
}
