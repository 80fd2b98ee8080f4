using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Strata.Parsing.Reading;

/// <summary>
/// A moving window over a source's bytes: those read but not yet taken, and their position. Holds at most <c>limit</c> bytes, so that a
/// parser that never finds an end cannot grow without bound.
/// </summary>
/// <param name="swap">True to swap the bytes of each pair: reads big-endian UTF-16 as the machine's chars.</param>
internal sealed class SourceWindow(Stream source, long offset, int limit, bool swap = false)
{
    private const int FirstSize = 256 * 1024;

    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private int _swapped;

    /// <summary>Offset into the source of the first byte of <see cref="Unread"/>.</summary>
    public long Position { get; private set; } = offset;

    public ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>True if the source has no bytes beyond <see cref="Unread"/>.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>True if the window is at its limit: <see cref="Fill"/> reads nothing until bytes are taken.</summary>
    public bool IsFull => _end - _start >= limit;

    public void Advance(int bytes)
    {
        _start += bytes;
        Position += bytes;
    }

    /// <summary>Reads more. Returns false if nothing was added: the source has ended, or the window is full.</summary>
    public bool Fill()
    {
        if (AtEnd || IsFull)
        {
            return false;
        }
        MakeRoom();
        source.Position = Position + (_end - _start);
        var read = source.ReadAtLeast(_buffer.AsSpan(_end), Math.Min(2, _buffer.Length - _end), throwOnEndOfStream: false);
        _end += read;
        AtEnd = read == 0;
        if (swap)
        {
            SwapPairs();
        }
        return read > 0;
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
        {
            return;
        }
        var held = _end - _start;
        if (_start > _buffer.Length / 2)
        {
            _buffer.AsSpan(_start, held).CopyTo(_buffer);
        }
        else
        {
            // Size the first buffer to the source, so that a folder of small files doesn't cost a large buffer each.
            var wanted =
                _buffer.Length == 0
                    ? Math.Min(FirstSize, Math.Max(0, source.Length - Position) + 2)
                    : Math.Min(_buffer.Length * 2L, limit + (long)FirstSize);
            var larger = new byte[Math.Max(wanted, held + 2)];
            _buffer.AsSpan(_start, held).CopyTo(larger);
            _buffer = larger;
        }
        _swapped -= _start;
        _start = 0;
        _end = held;
    }

    private void SwapPairs()
    {
        var pairs = MemoryMarshal.Cast<byte, ushort>(_buffer.AsSpan(_swapped, _end - _swapped));
        BinaryPrimitives.ReverseEndianness(pairs, pairs);
        _swapped += pairs.Length * 2;
    }
}
