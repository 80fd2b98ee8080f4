namespace Strata.Review.Alignment;

/// <summary>The longest row of pairs that ascend on both sides (patience sorting).</summary>
internal static class AscendingRow
{
    /// <param name="pairs">By their second number.</param>
    public static IReadOnlyList<(int A, int B)> Of(IReadOnlyList<(int A, int B)> pairs)
    {
        var (ends, before) = (new List<int>(), new int[pairs.Count]);
        for (var k = 0; k < pairs.Count; k++)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = pairs[ends[middle]].A < pairs[k].A ? (middle + 1, high) : (low, middle);
            }
            before[k] = low == 0 ? -1 : ends[low - 1];
            if (low == ends.Count)
            {
                ends.Add(k);
            }
            else
            {
                ends[low] = k;
            }
        }
        var row = new List<(int A, int B)>(ends.Count);
        for (var k = ends.Count == 0 ? -1 : ends[^1]; k >= 0; k = before[k])
        {
            row.Add(pairs[k]);
        }
        row.Reverse();
        return row;
    }
}
