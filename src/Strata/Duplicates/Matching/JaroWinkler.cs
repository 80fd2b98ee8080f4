namespace Strata.Duplicates.Matching;

/// <summary>
/// Likeness of two short strings, 0 to 1. Jaro, "Advances in record-linkage methodology", JASA 84 (1989), with the bonus for a
/// common beginning of Winkler, "String comparator metrics and enhanced decision rules in the Fellegi–Sunter model" (1990):
/// 0.1 for each of the first four characters that agree, given only where Jaro is above 0.7.
/// </summary>
internal static class JaroWinkler
{
    private const int Longest = 256;

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
        a = a.Length > Longest ? a[..Longest] : a;
        b = b.Length > Longest ? b[..Longest] : b;
        if (a.IsEmpty || b.IsEmpty)
        {
            return a.Length == b.Length ? 1 : 0;
        }
        var reach = Math.Max(0, (Math.Max(a.Length, b.Length) / 2) - 1);
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
        if (matches == 0)
        {
            return 0;
        }
        var outOfOrder = 0;
        for (int j = 0, m = 0; j < b.Length; j++)
        {
            if (taken[j] && b[j] != matched[m++])
            {
                outOfOrder++;
            }
        }
        double c = matches;
        return ((c / a.Length) + (c / b.Length) + ((c - (outOfOrder / 2)) / c)) / 3;
    }
}
