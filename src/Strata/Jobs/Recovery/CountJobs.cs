namespace Strata.Jobs.Recovery;

/// <summary>Counts the queue for whoever watches it.</summary>
internal sealed class CountJobs(JobRoom room) : IRecoveryStep
{
    public TimeSpan Every => TimeSpan.FromSeconds(15);

    public async Task<Seen> RunAsync(CancellationToken ct) => new((await room.CountAsync(ct)).Count);
}
