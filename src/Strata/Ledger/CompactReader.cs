using System.Buffers.Binary;

namespace Strata.Ledger;

/// <summary>Reads what <see cref="CompactWriter"/> wrote.</summary>
internal ref struct CompactReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _left = bytes;

    public readonly bool AtEnd => _left.IsEmpty;

    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = _left[0];
            _left = _left[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next <= 0x7F)
            {
                return (long)value;
            }
        }
    }

    public long Signed()
    {
        var value = Number();
        return (long)((ulong)value >> 1) ^ -(value & 1);
    }

    public double Real() => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(sizeof(double)));

    public string Text() => Encoding.UTF8.GetString(Bytes((int)Number()));

    public ReadOnlySpan<byte> Bytes(int length)
    {
        var bytes = _left[..length];
        _left = _left[length..];
        return bytes;
    }
}
