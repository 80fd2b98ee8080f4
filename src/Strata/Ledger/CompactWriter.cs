using System.Buffers.Binary;

namespace Strata.Ledger;

/// <summary>Writes numbers as LEB128 varints (seven bits per byte, low bits first) and texts as UTF-8 length and bytes.</summary>
internal ref struct CompactWriter
{
    private Span<byte> _bytes;
    private int _length;

    public CompactWriter(Span<byte> initial) => _bytes = initial;

    /// <summary>Writes a non-negative number.</summary>
    public void Number(long value)
    {
        var left = (ulong)value;
        Reserve(10);
        while (left > 0x7F)
        {
            _bytes[_length++] = (byte)(left | 0x80);
            left >>= 7;
        }
        _bytes[_length++] = (byte)left;
    }

    /// <summary>Writes a number of either sign, short if near zero.</summary>
    public void Signed(long value) => Number((value << 1) ^ (value >> 63));

    public void Real(double value)
    {
        Reserve(sizeof(double));
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes[_length..], value);
        _length += sizeof(double);
    }

    public void Text(scoped ReadOnlySpan<char> text)
    {
        Number(Encoding.UTF8.GetByteCount(text));
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, _bytes[_length..]);
    }

    public void Bytes(scoped ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes[_length..]);
        _length += bytes.Length;
    }

    /// <summary>What was written, until more is.</summary>
    public readonly ReadOnlySpan<byte> Written => _bytes[.._length];

    public readonly byte[] ToArray() => Written.ToArray();

    private void Reserve(int more)
    {
        if (_bytes.Length - _length < more)
        {
            var larger = new byte[Math.Max(_bytes.Length * 2, _length + more)];
            _bytes[.._length].CopyTo(larger);
            _bytes = larger;
        }
    }
}
