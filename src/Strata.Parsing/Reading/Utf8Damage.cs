using System.Buffers;

namespace Strata.Parsing.Reading;

/// <summary>Finds invalid bytes in text read as UTF-8, which the decoder replaces by U+FFFD, to report them.</summary>
internal static class Utf8Damage
{
    /// <summary>Most lines listed; the rest are counted.</summary>
    internal const int Listed = 20;

    private const int BufferBytes = 256 * 1024;

    /// <summary>Number of bad bytes that settles the encoding; counting stops there.</summary>
    private const int Enough = 100_000;

    /// <summary>Counts valid multi-byte sequences and invalid bytes (or cut sequences) from the start.</summary>
    public static (long Good, long Bad) Count(Stream source)
    {
        source.Position = 0;
        var buffer = new byte[(int)Math.Min(source.Length + 1, BufferBytes)];
        var (good, bad, held) = (0L, 0L, source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        while (true)
        {
            var atEnd = held < buffer.Length;
            var whole = atEnd ? held : TextEncoding.WholeSequences(buffer);
            var counted = Count(buffer.AsSpan(0, whole));
            (good, bad) = (good + counted.Good, bad + counted.Bad);
            if (atEnd || bad >= Enough)
            {
                return (good, bad);
            }
            buffer.AsSpan(whole).CopyTo(buffer);
            held -= whole;
            held += source.ReadAtLeast(buffer.AsSpan(held), buffer.Length - held, throwOnEndOfStream: false);
        }
    }

    private static (long Good, long Bad) Count(ReadOnlySpan<byte> bytes)
    {
        var (good, bad) = (0L, 0L);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            bad += status == OperationStatus.Done ? 0 : 1;
            good += status == OperationStatus.Done && !rune.IsAscii && !IsByChance(rune) ? 1 : 0;
            bytes = bytes[consumed..];
        }
        return (good, bad);
    }

    // NKo and Samaritan: in Windows-1252 these bytes are "ß“", or a no-break space between "à" and "»".
    private static bool IsByChance(Rune rune) => rune.Value is >= 0x07C0 and < 0x0840;

    /// <summary>Lists the damaged lines, each with its first bad byte. Reads the source once.</summary>
    public static IReadOnlyList<ParseDiagnostic> Of(Stream source)
    {
        source.Position = 0;
        var remarks = new List<ParseDiagnostic>();
        var buffer = new byte[(int)Math.Min(source.Length + 1, BufferBytes)];
        var held = source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var (start, line, damaged, last) = (0L, 1L, 0L, 0L);
        byte before = 0;
        while (true)
        {
            var atEnd = held < buffer.Length;
            var whole = atEnd ? held : TextEncoding.WholeSequences(buffer);
            for (var i = 0; i < whole; )
            {
                var b = buffer[i];
                if (b < 0x80)
                {
                    line += b == '\r' || (b == '\n' && before != '\r') ? 1 : 0;
                    before = b;
                    i++;
                    continue;
                }
                if (Rune.DecodeFromUtf8(buffer.AsSpan(i, whole - i), out _, out var consumed) != OperationStatus.Done && line != last)
                {
                    last = line;
                    if (damaged++ < Listed)
                    {
                        remarks.Add(new(line, start + i, "not valid UTF-8; U+FFFD stands where such bytes are", Fatal: false));
                    }
                }
                before = b;
                i += consumed;
            }
            if (atEnd)
            {
                break;
            }
            start += whole;
            buffer.AsSpan(whole).CopyTo(buffer);
            held -= whole;
            held += source.ReadAtLeast(buffer.AsSpan(held), buffer.Length - held, throwOnEndOfStream: false);
        }
        if (damaged > Listed)
        {
            remarks.Add(new(0, 0, $"{damaged - Listed} more lines are not valid UTF-8 (only the first {Listed} are listed)", Fatal: false));
        }
        return remarks;
    }
}
