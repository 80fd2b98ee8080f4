using System.Numerics;

namespace Strata.Duplicates.Matching;

/// <summary>
/// Likeness of two short strings, 0 to 1. Jaro, "Advances in record-linkage methodology", JASA 84 (1989), with the bonus for a common
/// beginning of Winkler, "String comparator metrics and enhanced decision rules in the Fellegi–Sunter model" (1990): 0.1 for each of the
/// first four characters that agree, if Jaro is above 0.7.
/// </summary>
internal static class JaroWinkler
{
    private const int MaxLength = 256;

    public static double Of(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var jaro = Jaro(a, b);
        if (jaro <= 0.7)
        {
            return jaro;
        }
        var most = Math.Min(4, Math.Min(a.Length, b.Length));
        var prefix = 0;
        while (prefix < most && a[prefix] == b[prefix])
        {
            prefix++;
        }
        return jaro + (prefix * 0.1 * (1 - jaro));
    }

    public static double Jaro(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a.Length > MaxLength ? a[..MaxLength] : a;
        b = b.Length > MaxLength ? b[..MaxLength] : b;
        if (a.IsEmpty || b.IsEmpty)
        {
            return a.Length == b.Length ? 1 : 0;
        }
        return a.Length <= LetterMasks.MaxLength && b.Length <= LetterMasks.MaxLength ? ByBits(a, b) : ByLetters(a, b);
    }

    private static double ByBits(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var reach = Reach(a, b);
        Span<char> buffer = stackalloc char[LetterMasks.MaxLength];
        var letters = new LetterMasks(b, buffer);
        var free = ulong.MaxValue >> (LetterMasks.MaxLength - b.Length);
        var open = reach >= LetterMasks.MaxLength - 1 ? ulong.MaxValue : (1UL << (reach + 1)) - 1;
        var (inA, inB) = (0UL, 0UL);
        for (var i = 0; i < a.Length; i++)
        {
            var met = letters.Where(a[i]) & free & open;
            if (met != 0)
            {
                var first = met & (~met + 1);
                free ^= first;
                inB |= first;
                inA |= 1UL << i;
            }
            // The window stops growing once it no longer begins at the first letter.
            open = i < reach ? (open << 1) | 1 : open << 1;
        }
        var matches = BitOperations.PopCount(inA);
        var outOfOrder = 0;
        for (; inA != 0; inA &= inA - 1, inB &= inB - 1)
        {
            outOfOrder += a[BitOperations.TrailingZeroCount(inA)] == b[BitOperations.TrailingZeroCount(inB)] ? 0 : 1;
        }
        return Of(matches, outOfOrder, a.Length, b.Length);
    }

    private static double ByLetters(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var reach = Reach(a, b);
        Span<bool> taken = stackalloc bool[b.Length];
        Span<char> matched = stackalloc char[a.Length];
        taken.Clear();
        var matches = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var end = Math.Min(b.Length, i + reach + 1);
            for (var j = Math.Max(0, i - reach); j < end; j++)
            {
                if (!taken[j] && a[i] == b[j])
                {
                    taken[j] = true;
                    matched[matches++] = a[i];
                    break;
                }
            }
        }
        var outOfOrder = 0;
        for (int j = 0, m = 0; j < b.Length; j++)
        {
            if (taken[j] && b[j] != matched[m++])
            {
                outOfOrder++;
            }
        }
        return Of(matches, outOfOrder, a.Length, b.Length);
    }

    private static int Reach(ReadOnlySpan<char> a, ReadOnlySpan<char> b) => Math.Max(0, (Math.Max(a.Length, b.Length) / 2) - 1);

    private static double Of(double matches, int outOfOrder, int lengthA, int lengthB) =>
        matches == 0 ? 0 : ((matches / lengthA) + (matches / lengthB) + ((matches - (outOfOrder / 2)) / matches)) / 3;
}
