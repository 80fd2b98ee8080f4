namespace Strata.Jobs.Recovery;

/// <summary>
/// Finds work that was not signalled: older than this worker, missed on a lost connection, or left behind by a claim that never committed.
/// A worker that has work scans rarely.
/// </summary>
internal sealed class FindPartitions(PartitionScan look, FairQueue fairQueue, TimeSpan poll) : IRecoveryStep
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(30);

    public TimeSpan Every => poll;

    public async Task<RecoveryResult> RunAsync(CancellationToken ct) =>
        fairQueue.IsEmpty || look.IsDue(AtLeast) ? new RecoveryResult(await look.RunAsync(ct)) : default;
}
