namespace Strata.Duplicates.Matching;

/// <summary>Runs work on all cores. No item may depend on another, so that the outcome is the same on every machine.</summary>
internal static class ParallelRanges
{
    /// <param name="work">Called with the start and end of a part.</param>
    public static void Of(int count, int atOnce, Action<int, int> work, CancellationToken ct = default)
    {
        if (count <= atOnce)
        {
            work(0, count);
            return;
        }
        Each((count + atOnce - 1) / atOnce, part => work(part * atOnce, Math.Min(count, (part + 1) * atOnce)), ct);
    }

    public static void Each(int count, Action<int> work, CancellationToken ct = default) =>
        Parallel.For(0, count, new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount }, work);
}
