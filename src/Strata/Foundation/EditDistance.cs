namespace Strata.Foundation;

/// <summary>Edit distance of two short strings.</summary>
internal static class EditDistance
{
    private const int MaxLength = 128;

    /// <summary>
    /// Returns the number of insertions, deletions and substitutions (Levenshtein 1966), with swapped neighbours as one (optimal string
    /// alignment, after Damerau 1964). Counts to <paramref name="most"/> + 1 and no further.
    /// </summary>
    public static int Typing(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int most = MaxLength)
    {
        a = a.Length > MaxLength ? a[..MaxLength] : a;
        b = b.Length > MaxLength ? b[..MaxLength] : b;
        if (a.Length > b.Length)
        {
            var longer = a;
            a = b;
            b = longer;
        }
        return b.Length - a.Length > most ? most + 1
            : a.IsEmpty ? b.Length
            : a.Length <= LetterMasks.MaxLength ? ByBits(a, b, most)
            : ByRows(a, b, most);
    }

    /// <summary>
    /// Computes a column of the table at a time, as differences in bits (Hyyrö, "A bit-vector algorithm for computing Levenshtein and
    /// Damerau edit distances", 2003).
    /// </summary>
    private static int ByBits(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int most)
    {
        Span<char> buffer = stackalloc char[LetterMasks.MaxLength];
        var letters = new LetterMasks(a, buffer);
        var last = a.Length - 1;
        var (up, down) = (ulong.MaxValue, 0UL);
        var (diagonal, before) = (0UL, 0UL);
        var count = a.Length;
        for (var j = 0; j < b.Length; j++)
        {
            var equal = letters.Where(b[j]);
            var swapped = ((~diagonal & equal) << 1) & before;
            diagonal = (((equal & up) + up) ^ up) | equal | down | swapped;
            var right = down | ~(diagonal | up);
            var left = diagonal & up;
            count += (int)((right >> last) & 1) - (int)((left >> last) & 1);
            if (count - (b.Length - 1 - j) > most)
            {
                return most + 1;
            }
            right = (right << 1) | 1;
            up = (left << 1) | ~(diagonal | right);
            down = right & diagonal;
            before = equal;
        }
        return count;
    }

    private static int ByRows(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int most)
    {
        var width = b.Length + 1;
        Span<int> rows = stackalloc int[width * 3];
        var before = rows[..width];
        var last = rows.Slice(width, width);
        var row = rows.Slice(width * 2, width);
        for (var j = 0; j < width; j++)
        {
            last[j] = j;
        }
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j < width; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (cost == 1 && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    best = Math.Min(best, before[j - 2] + 1);
                }
                row[j] = best;
                least = Math.Min(least, best);
            }
            if (least > most)
            {
                return most + 1;
            }
            var free = before;
            before = last;
            last = row;
            row = free;
        }
        return Math.Min(last[b.Length], most + 1);
    }
}
