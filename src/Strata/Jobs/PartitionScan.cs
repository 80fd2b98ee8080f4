namespace Strata.Jobs;

/// <summary>Finds partitions that hold work without having been signalled.</summary>
internal sealed class PartitionScan(JobServices services, FairQueue fairQueue, WakeSignal wake)
{
    /// <summary>Limits scans to one part in this many of the time, however many partitions can't be worked on.</summary>
    private const int Share = 20;

    private readonly string[] _kinds = [.. services.Handlers.Keys];
    private long _looked;

    /// <summary>Returns whether there was no scan within that time.</summary>
    public bool IsDue(TimeSpan within) =>
        Volatile.Read(ref _looked) is var looked && (looked == 0 || services.Time.GetElapsedTime(looked) >= within);

    /// <summary>Runs a scan; returns how many partitions hold work.</summary>
    /// <param name="often">
    /// Whether to leave partitions that a cap holds back to rarer scans: each claim attempt takes the write lock.
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

    /// <summary>Runs a scan, then rests in proportion, for a caller that is signalled again and again.</summary>
    public async Task RunAndRestAsync(TimeSpan longest, CancellationToken ct)
    {
        var began = services.Time.GetTimestamp();
        await RunAsync(ct, often: true);
        var rest = services.Time.GetElapsedTime(began) * Share;
        await Task.Delay(rest < longest ? rest : longest, services.Time, ct);
    }
}
