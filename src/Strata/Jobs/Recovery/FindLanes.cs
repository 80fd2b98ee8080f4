namespace Strata.Jobs.Recovery;

/// <summary>
/// Looks for work that nobody rang for: what was there before this worker, what a lost connection kept from being heard, and what a claim
/// that was never committed left behind. A worker that has work looks seldom.
/// </summary>
internal sealed class FindLanes(LaneLook look, LaneRing ring, TimeSpan poll) : IRecoveryStep
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(30);

    public TimeSpan Every => poll;

    public async Task<Seen> RunAsync(CancellationToken ct) =>
        ring.IsEmpty || look.IsDue(AtLeast) ? new Seen(await look.RunAsync(ct)) : default;
}
