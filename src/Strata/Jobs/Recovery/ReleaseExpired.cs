using Strata.Database;

namespace Strata.Jobs.Recovery;

/// <summary>
/// Takes jobs from workers that gave no sign of life until their lease ended: to be tried again, or dead after the last attempt.
/// </summary>
internal sealed class ReleaseExpired(JobRoom room) : IRecoveryStep
{
    private const int Most = 200;

    /// <summary>Every so often it looks at all leases again, also those that ended before the last look.</summary>
    private const int LooksBetween = 20;

    private long _after;
    private int _looks;

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public async Task<Seen> RunAsync(CancellationToken ct)
    {
        var now = room.Time.GetUtcNow();
        var until = UnixTime.Microseconds(now);
        var after = _looks++ % LooksBetween == 0 ? 0 : _after;
        var expired = await room.Watch.ExpiredAsync(room.Handlers.Keys, after, until, Most, ct);
        if (expired.Count > 0)
        {
            List<Settlement> ended = [.. expired.Select(j => Settlement.Expired(j.Row, room.Handlers[j.Kind].Kind, now, room.Chance()))];
            foreach (var (job, _) in expired.Zip(ended).Where(e => e.Second.State == JobState.Dead))
            {
                await GiveUpAsync(job, ct);
            }
            await room.Settling.SettleAsync(ended, ct);
            foreach (var job in expired)
            {
                room.Meters.Failed(job.Kind, "lease");
            }
        }
        _after = expired.Count < Most ? until : expired[^1].LeaseUntil - 1; // a batch is claimed with one lease: others may end at the same moment
        return new Seen(expired.Count, More: expired.Count == Most);
    }

    private async Task GiveUpAsync(ExpiredJob job, CancellationToken ct)
    {
        try
        {
            await room.Database.WriteAsync(
                new UserId(job.UserId),
                async tx =>
                {
                    await room.Handlers[job.Kind].GivenUpAsync(tx, job.Payload);
                    return 0;
                },
                ct
            );
        }
        catch (StrataException)
        {
            // The user is being erased, and what the job stands for with them.
        }
    }
}
