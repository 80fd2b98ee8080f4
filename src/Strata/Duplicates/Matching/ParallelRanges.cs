namespace Strata.Duplicates.Matching;

/// <summary>
/// Work on many things at once, on all cores. What is done for a thing must not depend on any other, so the outcome is the same on every
/// machine.
/// </summary>
internal static class ParallelRanges
{
    /// <param name="work">Told where a part begins and where it ends.</param>
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
