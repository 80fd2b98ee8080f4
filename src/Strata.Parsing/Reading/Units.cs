using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Strata.Parsing.Reading;

/// <summary>
/// The code units for scanning text: <c>byte</c> for UTF-8 and single-byte encodings, <c>char</c> for UTF-16. All structural characters
/// (delimiters, quotes, line ends) are ASCII, and so one unit in each.
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

    /// <summary>Decodes units from a <see cref="SourceWindow"/> (UTF-16 in the machine's byte order).</summary>
    public static string Decode(ReadOnlySpan<T> units, TextEncoding encoding) =>
        (Size == 2 ? Encoding.Unicode : encoding.Encoding).GetString(MemoryMarshal.AsBytes(units));

    /// <summary>Counts the line ends in the span: LF, CR, or CRLF as one.</summary>
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

    /// <summary>Returns the length in units of the line end at the span's start.</summary>
    public static int LineEnd(ReadOnlySpan<T> units) => units.Length > 1 && units[0] == Cr && units[1] == Lf ? 2 : 1;
}
