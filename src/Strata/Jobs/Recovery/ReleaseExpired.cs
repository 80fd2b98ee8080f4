using Strata.Database;

namespace Strata.Jobs.Recovery;

/// <summary>Takes jobs from workers that sent no heartbeat until their lease ended: retried, or dead after the last attempt.</summary>
internal sealed class ReleaseExpired(JobServices services) : IRecoveryStep
{
    private const int Max = 200;

    /// <summary>Every this many runs it checks all leases again, also those that ended before the last run.</summary>
    private const int LooksBetween = 20;

    private long _after;
    private int _looks;

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public async Task<RecoveryResult> RunAsync(CancellationToken ct)
    {
        var now = services.Time.GetUtcNow();
        var until = UnixTime.Microseconds(now);
        var after = _looks++ % LooksBetween == 0 ? 0 : _after;
        var expired = await services.Watch.ExpiredAsync(services.Handlers.Keys, after, until, Max, ct);
        if (expired.Count > 0)
        {
            List<AttemptOutcome> ended =
            [
                .. expired.Select(j => AttemptOutcome.Expired(j.Row, services.Handlers[j.Kind].Kind, now, services.Chance())),
            ];
            foreach (var (job, _) in expired.Zip(ended).Where(e => e.Second.State == JobState.Dead))
            {
                await GiveUpAsync(job, ct);
            }
            await services.Completion.SettleAsync(ended, ct);
            foreach (var job in expired)
            {
                services.Meters.Failed(job.Kind, JobErrorClass.Lease);
            }
        }
        _after = expired.Count < Max ? until : expired[^1].LeaseUntil - 1; // a batch is claimed with one lease: others may end at the same moment
        return new RecoveryResult(expired.Count, More: expired.Count == Max);
    }

    private async Task GiveUpAsync(ExpiredJob job, CancellationToken ct)
    {
        try
        {
            await services.Database.WriteAsync(
                new UserId(job.UserId),
                async tx =>
                {
                    await services.Handlers[job.Kind].GivenUpAsync(tx, job.Payload);
                    return 0;
                },
                ct
            );
        }
        catch (StrataException)
        {
            // The user is being erased, and the work behind the job with them.
        }
    }
}
