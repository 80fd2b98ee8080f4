using Strata.Database;
using Strata.Jobs;

namespace Strata.Runs;

/// <summary>Finds runs of all users without a heartbeat for long, and enqueues each again or ends it.</summary>
internal sealed class StaleRuns(JobWatch watch, RunService runService, TimeProvider time) : IRecoveryStep
{
    /// <summary>Time without a heartbeat after which a run may be taken over.</summary>
    public static readonly TimeSpan After = TimeSpan.FromMinutes(10);

    private const int Max = 200;

    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public async Task<RecoveryResult> RunAsync(CancellationToken ct)
    {
        var settled = 0;
        var failures = new List<Exception>();
        var found = await watch.StaleRunsAsync(UnixTime.Microseconds(time.GetUtcNow()), Max, ct);
        foreach (var stale in found)
        {
            try
            {
                settled += await runService.SettleStaleAsync(new UserId(stale.UserId), stale.RunNo, ct) ? 1 : 0;
            }
            catch (StrataException e) when (e.Code == ErrorCode.Unauthenticated)
            {
                // The user is being erased, with all runs.
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                failures.Add(e); // one user's failure must not affect others
            }
        }
        return failures.Count == 0 ? new RecoveryResult(settled, More: found.Count == Max) : throw new AggregateException(failures);
    }
}
