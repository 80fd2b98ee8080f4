using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Strata.Blobs;

/// <summary>
/// Bytes compressed in independent frames of 32 KiB, so that reading a quote costs one frame. Layout, little-endian: total length (int64),
/// number of frames (int32), end of each frame (int32 each), the Brotli frames.
/// </summary>
internal static class FramedBytes
{
    public const int FrameSize = 32 * 1024;
    private const int Quality = 4;
    private const int Window = 16;

    public static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        var frames = (bytes.Length + FrameSize - 1) / FrameSize;
        var header = 12 + (4 * frames);
        var packed = new byte[header + (frames * BrotliEncoder.GetMaxCompressedLength(FrameSize))];
        BinaryPrimitives.WriteInt64LittleEndian(packed, bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(8), frames);
        var end = header;
        for (var i = 0; i < frames; i++)
        {
            var frame = bytes.Slice(i * FrameSize, Math.Min(FrameSize, bytes.Length - (i * FrameSize)));
            if (!BrotliEncoder.TryCompress(frame, packed.AsSpan(end), out var written, Quality, Window))
            {
                throw new InvalidOperationException("A frame did not fit its greatest compressed length.");
            }
            end += written;
            BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(12 + (4 * i)), end);
        }
        return packed[..end];
    }

    public static byte[] Decompress(byte[] packed) => new FramedReader(packed).Read(0, long.MaxValue);

    /// <summary>Decompresses untrusted bytes into a hash, frame by frame, up to <paramref name="most"/> bytes.</summary>
    /// <returns>Number of bytes.</returns>
    /// <exception cref="InvalidDataException">The format is invalid.</exception>
    public static long AppendTo(IncrementalHash hash, ReadOnlySpan<byte> packed, long most)
    {
        var frames = packed.Length < 12 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(packed[8..]);
        var from = 12 + (4L * frames);
        if (frames < 0 || from > packed.Length)
        {
            throw NotPacked();
        }
        var buffer = new byte[FrameSize];
        var length = 0L;
        for (var i = 0; i < frames && length <= most; i++)
        {
            var end = BinaryPrimitives.ReadInt32LittleEndian(packed[(12 + (4 * i))..]);
            if (
                end < from
                || end > packed.Length
                || !BrotliDecoder.TryDecompress(packed[(int)from..end], buffer, out var written)
                || (written < FrameSize && i < frames - 1)
            )
            {
                throw NotPacked();
            }
            hash.AppendData(buffer, 0, written);
            (from, length) = (end, length + written);
        }
        return BinaryPrimitives.ReadInt64LittleEndian(packed) == length || length > most ? length : throw NotPacked();
    }

    private static InvalidDataException NotPacked() => new("A record's bytes are not packed as they should be");
}
