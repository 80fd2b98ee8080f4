using System.Buffers.Binary;

namespace Strata.Parsing.Zip;

/// <summary>Walks the central directory of a ZIP or ZIP64 one entry at a time: however many it claims, only one is held.</summary>
internal static class ZipDirectory
{
    private const int EndRecord = 22;
    private const int Header = 46;
    private const uint Signature = 0x02014B50;
    private const ushort Zip64Field = 0x0001;
    private const uint Escaped = 0xFFFFFFFF;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    // APPNOTE, appendix D: names without the UTF-8 flag are code page 437; many writers put UTF-8 there anyway.
    private static readonly Encoding Ibm437 = CodePagesEncodingProvider.Instance.GetEncoding(437) ?? Encoding.Latin1;

    /// <param name="source">Seekable; its position changes between entries, and the caller may change it too.</param>
    /// <exception cref="InvalidDataException">There is no directory, or it is broken.</exception>
    public static IEnumerable<ZipEntry> Read(Stream source)
    {
        var (start, count, shift) = Find(source);
        var at = start;
        var buffer = new byte[Header];
        for (var i = 0L; i < count; i++)
        {
            ReadAt(source, at, buffer);
            if (BinaryPrimitives.ReadUInt32LittleEndian(buffer) != Signature)
            {
                throw new InvalidDataException($"the ZIP's directory is broken at entry {i + 1} of {count}");
            }
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(28));
            var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(30));
            var commentLength = BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(32));
            var rest = new byte[nameLength + extraLength];
            ReadAt(source, at + Header, rest);
            yield return Entry(buffer, rest.AsSpan(0, nameLength), rest.AsSpan(nameLength), shift);
            at += Header + nameLength + extraLength + commentLength;
        }
    }

    private static ZipEntry Entry(ReadOnlySpan<byte> header, ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra, long shift)
    {
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
        var compressed = (long)BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
        var expanded = (long)BinaryPrimitives.ReadUInt32LittleEndian(header[24..]);
        var offset = (long)BinaryPrimitives.ReadUInt32LittleEndian(header[42..]);
        if (Zip64(extra) is { IsEmpty: false } large)
        {
            // Section 4.5.3: only fields escaped in the header are present, in this order.
            expanded = Take(expanded, ref large);
            compressed = Take(compressed, ref large);
            offset = Take(offset, ref large);
        }
        return new(
            NameOf(name, (flags & 0x0800) != 0),
            BinaryPrimitives.ReadUInt16LittleEndian(header[10..]),
            (flags & 0x2041) != 0,
            compressed,
            expanded,
            BinaryPrimitives.ReadUInt32LittleEndian(header[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(header[38..]),
            header[5] == 3,
            offset + shift
        );
    }

    private static long Take(long value, ref ReadOnlySpan<byte> large)
    {
        if (value != Escaped || large.Length < 8)
        {
            return value;
        }
        value = BinaryPrimitives.ReadInt64LittleEndian(large);
        large = large[8..];
        return value;
    }

    private static ReadOnlySpan<byte> Zip64(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == Zip64Field)
            {
                return extra.Slice(4, length);
            }
            extra = extra[(4 + length)..];
        }
        return default;
    }

    private static string NameOf(ReadOnlySpan<byte> name, bool isUtf8)
    {
        try
        {
            return StrictUtf8.GetString(name);
        }
        catch (DecoderFallbackException)
        {
            return isUtf8 ? Encoding.UTF8.GetString(name) : Ibm437.GetString(name);
        }
    }

    /// <summary>
    /// Returns the directory's start, its claimed number of entries, and the shift of its offsets (bytes before the ZIP).
    /// </summary>
    private static (long Start, long Count, long Shift) Find(Stream source)
    {
        var tail = new byte[(int)Math.Min(source.Length, EndRecord + ushort.MaxValue)];
        ReadAt(source, source.Length - tail.Length, tail);
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + EndRecord > tail.Length)
        {
            throw new InvalidDataException("the ZIP has no directory: it is cut off or not a ZIP");
        }
        var record = tail.AsSpan(end);
        var endAt = source.Length - tail.Length + end;
        var count = (long)BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        var size = (long)BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        var start = (long)BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        if ((count == ushort.MaxValue || size == Escaped || start == Escaped) && endAt >= 20)
        {
            var locator = new byte[20];
            ReadAt(source, endAt - 20, locator);
            if (locator.AsSpan().StartsWith("PK\u0006\u0007"u8))
            {
                return Find64(source, BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8)));
            }
        }
        // If data precedes the ZIP (a self-extracting one), offsets count from the ZIP's own beginning.
        var shift = endAt - size - start;
        return shift < 0 ? throw new InvalidDataException("the ZIP's directory lies outside of it") : (start + shift, count, shift);
    }

    private static (long Start, long Count, long Shift) Find64(Stream source, long at)
    {
        var record = new byte[56];
        ReadAt(source, at, record);
        if (!record.AsSpan().StartsWith("PK\u0006\u0006"u8))
        {
            throw new InvalidDataException("the ZIP64 end of its directory is not where it is said to be");
        }
        return (BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48)), BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(32)), 0);
    }

    private static void ReadAt(Stream source, long at, Span<byte> into)
    {
        if (at < 0 || at > source.Length - into.Length)
        {
            throw new InvalidDataException("the ZIP's directory points outside of it");
        }
        source.Position = at;
        source.ReadExactly(into);
    }
}
