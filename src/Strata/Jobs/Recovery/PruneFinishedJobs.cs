using Strata.Database;

namespace Strata.Jobs.Recovery;

/// <summary>Deletes old finished jobs. Dead ones stay until they are retried or cancelled.</summary>
internal sealed class PruneFinishedJobs(JobServices services) : IRecoveryStep
{
    private const int Max = 2_000;
    private static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<RecoveryResult> RunAsync(CancellationToken ct)
    {
        var pruned = await services.Watch.PruneAsync(UnixTime.Microseconds(services.Time.GetUtcNow() - Keep), Max, ct);
        return new RecoveryResult(pruned, More: pruned == Max);
    }
}
