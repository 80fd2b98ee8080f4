using System.Buffers.Binary;
using System.IO.Compression;

namespace Strata.Parsing.Zip;

/// <summary>
/// Reads a member's bytes; throws <see cref="InvalidDataException"/> unless their number and checksum are as the directory says.
/// </summary>
internal sealed class ZipMemberStream : DecodingStream
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    private readonly ZipEntry _entry;
    private readonly Stream _content;
    private long _read;
    private uint _crc = uint.MaxValue;

    public ZipMemberStream(Stream source, ZipEntry entry)
    {
        _entry = entry;
        Span<byte> header = stackalloc byte[30];
        if (entry.HeaderOffset < 0 || entry.HeaderOffset > source.Length)
        {
            throw new InvalidDataException($"{entry.Name} is not where the ZIP's directory says");
        }
        source.Position = entry.HeaderOffset;
        if (source.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.StartsWith("PK\u0003\u0004"u8))
        {
            throw new InvalidDataException($"{entry.Name} is not where the ZIP's directory says");
        }
        var start =
            entry.HeaderOffset
            + header.Length
            + BinaryPrimitives.ReadUInt16LittleEndian(header[26..])
            + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        var packed = new RangeStream(source, start, Math.Max(0, Math.Min(entry.CompressedBytes, source.Length - start)));
        _content =
            entry.Method == ZipEntry.Stored ? packed : new Inflated(new DeflateStream(packed, CompressionMode.Decompress), entry.Name);
    }

    public override int Read(Span<byte> buffer)
    {
        var read = _content.Read(buffer);
        _read += read;
        if (_read > _entry.ExpandedBytes)
        {
            throw new InvalidDataException($"{_entry.Name} expands to more than the {_entry.ExpandedBytes} bytes that it says");
        }
        foreach (var b in buffer[..read])
        {
            _crc = Table[(byte)(_crc ^ b)] ^ (_crc >> 8);
        }
        if (read == 0 && buffer.Length > 0)
        {
            Check();
        }
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Check()
    {
        if (_read != _entry.ExpandedBytes)
        {
            throw new InvalidDataException($"{_entry.Name} ends after {_read} of {_entry.ExpandedBytes} bytes");
        }
        if (~_crc != _entry.Crc32)
        {
            throw new InvalidDataException($"{_entry.Name} is damaged: its checksum is not what the ZIP says");
        }
    }

    // The CRC of ISO 3309 (APPNOTE, section 4.4.7), reflected polynomial.
    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }
        return crc;
    }
}
