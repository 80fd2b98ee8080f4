using Strata.Database;

namespace Strata.Jobs.Recovery;

/// <summary>Deletes old finished jobs. Dead ones stay.</summary>
internal sealed class PruneFinishedJobs(JobServices services, TimeSpan keep) : IRecoveryStep
{
    private const int Max = 2_000;

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<RecoveryResult> RunAsync(CancellationToken ct)
    {
        var pruned = await services.Watch.PruneAsync(UnixTime.Microseconds(services.Time.GetUtcNow() - keep), Max, ct);
        return new RecoveryResult(pruned, More: pruned == Max);
    }
}
