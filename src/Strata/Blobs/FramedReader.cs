using System.Buffers.Binary;
using System.IO.Compression;

namespace Strata.Blobs;

/// <summary>Reads ranges of <see cref="FramedBytes"/>. Caches the last frame: the quotes of a record are close together.</summary>
internal sealed class FramedReader(byte[] packed)
{
    private readonly byte[] _frame = new byte[FramedBytes.FrameSize];
    private readonly long _total = BinaryPrimitives.ReadInt64LittleEndian(packed);
    private int _number = -1;

    /// <summary>Returns the bytes of a range; fewer if the content ends before it.</summary>
    public byte[] Read(long start, long length)
    {
        var end = start + Math.Min(length, _total - start);
        if (start >= end)
        {
            return [];
        }
        var result = new byte[end - start];
        for (var frame = (int)(start / FramedBytes.FrameSize); (long)frame * FramedBytes.FrameSize < end; frame++)
        {
            var frameStart = (long)frame * FramedBytes.FrameSize;
            var copyFrom = Math.Max(start, frameStart);
            var copyTo = Math.Min(end, frameStart + FramedBytes.FrameSize);
            Unpacked(frame).Slice((int)(copyFrom - frameStart), (int)(copyTo - copyFrom)).CopyTo(result.AsSpan((int)(copyFrom - start)));
        }
        return result;
    }

    private ReadOnlySpan<byte> Unpacked(int frame)
    {
        var length = (int)Math.Min(FramedBytes.FrameSize, _total - ((long)frame * FramedBytes.FrameSize));
        if (frame != _number)
        {
            var from = frame == 0 ? 12 + (4 * BinaryPrimitives.ReadInt32LittleEndian(packed.AsSpan(8))) : End(frame - 1);
            _number = -1;
            if (!BrotliDecoder.TryDecompress(packed.AsSpan(from, End(frame) - from), _frame, out var written) || written != length)
            {
                throw new InvalidDataException("A stored record can't be decompressed.");
            }
            _number = frame;
        }
        return _frame.AsSpan(0, length);
    }

    private int End(int frame) => BinaryPrimitives.ReadInt32LittleEndian(packed.AsSpan(12 + (4 * frame)));
}
