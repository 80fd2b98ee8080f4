namespace Strata.Indexing.Postings;

/// <summary>Whole numbers in seven-bit groups, the lowest first (LEB128).</summary>
internal static class Varint
{
    public static void Write(List<byte> to, ulong value)
    {
        while (value >= 0x80)
        {
            to.Add((byte)(value | 0x80));
            value >>= 7;
        }
        to.Add((byte)value);
    }

    public static void Write(List<byte> to, long value) => Write(to, (ulong)value);

    public static long Read(ReadOnlySpan<byte> from, ref int at)
    {
        // Most numbers have one byte; so short, this is inlined.
        if (from[at] < 0x80)
        {
            return from[at++];
        }
        return ReadGroups(from, ref at);
    }

    private static long ReadGroups(ReadOnlySpan<byte> from, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = from[at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return (long)value;
            }
        }
    }
}
