using Strata.Database;

namespace Strata.Jobs.Recovery;

/// <summary>
/// Enqueues the jobs of due schedules. Each firing is one transaction under the user's lock, so only one of many workers makes it.
/// </summary>
internal sealed class FireSchedules(JobServices services) : IRecoveryStep
{
    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task<RecoveryResult> RunAsync(CancellationToken ct)
    {
        var fired = 0;
        var failures = new List<Exception>();
        foreach (var due in await services.Watch.DueSchedulesAsync(UnixTime.Microseconds(services.Time.GetUtcNow()), ct))
        {
            try
            {
                fired += await services.Database.WriteAsync(new UserId(due.UserId), tx => services.Schedules.FireAsync(tx, due.Name), ct)
                    ? 1
                    : 0;
            }
            catch (StrataException e) when (e.Code == ErrorCode.Unauthenticated)
            {
                // The user is being erased, and the schedule with them.
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                failures.Add(e); // one user's failure must not stop the others
                if (e is StrataException { Code: ErrorCode.InvalidContent })
                {
                    await services.Database.WriteAsync(new UserId(due.UserId), tx => services.Schedules.PutOffAsync(tx, due.Name), ct);
                }
            }
        }
        return failures.Count == 0 ? new RecoveryResult(fired) : throw new AggregateException(failures);
    }
}
