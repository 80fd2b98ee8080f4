using System.Runtime.CompilerServices;

namespace Strata.Backup;

/// <summary>Reads a stream line by line.</summary>
internal static class Lines
{
    private const int Start = 1 << 16;

    /// <summary>Yields each line with its line feed; valid until the next one.</summary>
    /// <exception cref="InvalidDataException">A line exceeds <paramref name="limit"/>, or the last one has no end.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        Stream content,
        int limit,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var buffer = new byte[Start];
        (int from, int seen, int end) = (0, 0, 0);
        while (true)
        {
            var at = buffer.AsSpan(seen, end - seen).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var next = seen + at + 1;
                yield return buffer.AsMemory(from, next - from);
                from = seen = next;
                continue;
            }
            seen = end;
            if (from > 0)
            {
                buffer.AsSpan(from, end - from).CopyTo(buffer);
                (from, seen, end) = (0, seen - from, end - from);
            }
            if (end == buffer.Length)
            {
                if (end >= limit)
                {
                    throw new InvalidDataException($"A line is longer than {limit} bytes");
                }
                Array.Resize(ref buffer, Math.Min(limit, buffer.Length * 2));
            }
            var read = await content.ReadAsync(buffer.AsMemory(end), ct);
            if (read == 0)
            {
                if (end > 0)
                {
                    throw new InvalidDataException("The last line does not end");
                }
                yield break;
            }
            end += read;
        }
    }
}
