using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Strata.Parsing.Reading;

/// <summary>
/// The code units that text is scanned in: <c>byte</c> for UTF-8 and single-byte encodings, <c>char</c> for UTF-16.
/// Everything structural (delimiters, quotes, line ends) is ASCII and so one unit in each.
/// </summary>
internal static class Units<T>
    where T : unmanaged, IBinaryInteger<T>
{
    public static readonly T Lf = T.CreateTruncating((byte)'\n');
    public static readonly T Cr = T.CreateTruncating((byte)'\r');
    public static readonly T Space = T.CreateTruncating((byte)' ');
    public static readonly T Tab = T.CreateTruncating((byte)'\t');

    public static int Size => Unsafe.SizeOf<T>();

    public static ReadOnlySpan<T> Of(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, T>(bytes);

    /// <summary>Decodes units as they lie in a <see cref="SourceWindow"/> (UTF-16 in the machine's byte order).</summary>
    public static string Decode(ReadOnlySpan<T> units, TextEncoding encoding) =>
        (Size == 2 ? Encoding.Unicode : encoding.Encoding).GetString(MemoryMarshal.AsBytes(units));

    /// <summary>Line ends in the span: LF, CR, or CRLF counted once.</summary>
    public static int CountLines(ReadOnlySpan<T> units)
    {
        var lines = 0;
        while (units.IndexOfAny(Lf, Cr) is >= 0 and var at)
        {
            lines++;
            units = units[(at + LineEnd(units[at..]))..];
        }
        return lines;
    }

    /// <summary>Units of the line end that the span starts with.</summary>
    public static int LineEnd(ReadOnlySpan<T> units) => units.Length > 1 && units[0] == Cr && units[1] == Lf ? 2 : 1;
}
