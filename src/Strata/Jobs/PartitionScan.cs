namespace Strata.Jobs;

/// <summary>Looks which partitions hold work that nobody rang for.</summary>
internal sealed class PartitionScan(JobServices services, FairQueue fairQueue, WakeSignal wake)
{
    /// <summary>Looks take at most one part in so many of the time, however many partitions there are that can't be worked on.</summary>
    private const int Share = 20;

    private readonly string[] _kinds = [.. services.Handlers.Keys];
    private long _looked;

    /// <summary>Whether there was no look within that time.</summary>
    public bool IsDue(TimeSpan within) =>
        Volatile.Read(ref _looked) is var looked && (looked == 0 || services.Time.GetElapsedTime(looked) >= within);

    /// <summary>How many partitions hold work.</summary>
    /// <param name="often">
    /// Partitions that a cap holds back are left to a look that comes seldom: each that is tried takes the write lock.
    /// </param>
    public async Task<int> RunAsync(CancellationToken ct, bool often = false)
    {
        Volatile.Write(ref _looked, services.Time.GetTimestamp());
        var found = await services.Table.FindPartitionsAsync(_kinds, ct);
        foreach (var partition in found)
        {
            fairQueue.Add(new JobPartition(partition.UserId, partition.Kind), partition.Place, often);
        }
        if (found.Count > 0)
        {
            wake.Up();
        }
        return found.Count;
    }

    /// <summary>A look, and then a rest in proportion, for who is told again and again that there may be something.</summary>
    public async Task RunAndRestAsync(TimeSpan longest, CancellationToken ct)
    {
        var began = services.Time.GetTimestamp();
        await RunAsync(ct, often: true);
        var rest = services.Time.GetElapsedTime(began) * Share;
        await Task.Delay(rest < longest ? rest : longest, services.Time, ct);
    }
}
