namespace Strata.Ledger;

/// <summary>
/// A stamp in about 45 bytes: seq, class, priority, specificity (in thousandths if exact), observed_at, and the tie-breaker with packed hex
/// digits.
/// </summary>
internal static class PrecedenceCodec
{
    private const int Exact = 2_000;

    public static void Write(ref CompactWriter writer, Precedence stamp)
    {
        writer.Number(stamp.Seq);
        writer.Number((int)stamp.Class);
        writer.Signed(stamp.Priority);
        var thousandths = (long)(stamp.Specificity * 1000);
        if (
            thousandths is >= 0 and < Exact
            && BitConverter.DoubleToInt64Bits(thousandths / 1000d) == BitConverter.DoubleToInt64Bits(stamp.Specificity)
        )
        {
            writer.Number(thousandths);
        }
        else
        {
            writer.Number(Exact);
            writer.Real(stamp.Specificity);
        }
        writer.Signed(stamp.ObservedAt);
        WriteTie(ref writer, stamp.TieBreak);
    }

    public static Precedence Read(ref CompactReader reader)
    {
        var seq = reader.Number();
        var kind = (ObservationClass)reader.Number();
        var priority = (int)reader.Signed();
        var thousandths = reader.Number();
        var specificity = thousandths < Exact ? thousandths / 1000d : reader.Real();
        return new Precedence(seq, kind, priority, specificity, reader.Signed(), ReadTie(ref reader));
    }

    /// <summary>Moves past a stamp.</summary>
    public static void Skip(ref CompactReader reader)
    {
        reader.Number();
        reader.Number();
        reader.Number();
        if (reader.Number() == Exact)
        {
            reader.Real();
        }
        reader.Number();
        var head = reader.Number();
        reader.Bytes((int)((head & 1) == 1 ? head >> 1 : reader.Number()));
    }

    /// <summary>Writes hex as byte count times two plus one and the bytes; else 0 and the text.</summary>
    private static void WriteTie(ref CompactWriter writer, string tie)
    {
        const int OnStack = 64;
        if (tie.Length % 2 == 0 && tie.Length <= OnStack && !tie.AsSpan().ContainsAnyExcept("0123456789abcdef"))
        {
            Span<byte> packed = stackalloc byte[OnStack / 2];
            Convert.FromHexString(tie, packed, out _, out var length);
            writer.Number((length << 1) | 1);
            writer.Bytes(packed[..length]);
        }
        else
        {
            writer.Number(0);
            writer.Text(tie);
        }
    }

    private static string ReadTie(ref CompactReader reader)
    {
        var head = reader.Number();
        return (head & 1) == 1 ? Convert.ToHexStringLower(reader.Bytes((int)(head >> 1))) : reader.Text();
    }
}
