namespace Strata.Jobs.Recovery;

/// <summary>
/// Looks for work that nobody rang for: what was there before this worker, what a lost connection kept from being heard, and what a claim
/// that was never committed left behind. A worker that has work looks seldom.
/// </summary>
internal sealed class FindPartitions(PartitionScan look, FairQueue fairQueue, TimeSpan poll) : IRecoveryStep
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(30);

    public TimeSpan Every => poll;

    public async Task<RecoveryResult> RunAsync(CancellationToken ct) =>
        fairQueue.IsEmpty || look.IsDue(AtLeast) ? new RecoveryResult(await look.RunAsync(ct)) : default;
}
