using System.Security.Cryptography;
using Strata.Database;

namespace Strata.Jobs.Recovery;

/// <summary>
/// Enqueues the jobs of due schedules. The row with a schedule's next time moves on in the transaction that enqueues the job, under the
/// user's lock, so it fires once, however many workers look. Missed firings are merged into one.
/// </summary>
internal sealed class FireSchedules(JobServices services) : IRecoveryStep
{
    private static readonly TimeSpan PutOff = TimeSpan.FromHours(1);

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task<RecoveryResult> RunAsync(CancellationToken ct)
    {
        var fired = 0;
        var failures = new List<Exception>();
        foreach (var due in await services.Watch.DueSchedulesAsync(UnixTime.Microseconds(services.Time.GetUtcNow()), ct))
        {
            try
            {
                fired += await services.Database.WriteAsync(new UserId(due.UserId), tx => FireAsync(tx, due.Name), ct) ? 1 : 0;
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
                    await services.Database.WriteAsync(new UserId(due.UserId), tx => PutOffAsync(tx, due.Name), ct);
                }
            }
        }
        return failures.Count == 0 ? new RecoveryResult(fired) : throw new AggregateException(failures);
    }

    /// <summary>Enqueues the schedule's job if it is due; returns whether there is one more job now.</summary>
    private async Task<bool> FireAsync(UserTransaction tx, string name)
    {
        var now = UnixTime.Microseconds(services.Time.GetUtcNow());
        var due = await tx.QueryFirstOrDefaultAsync<Due>(
            "select cron, time_zone, kind, payload, actor, next_at from job_schedules where user_id = @user and name = @name and next_at <= @now",
            new { name, now }
        );
        if (due is null)
        {
            return false; // another worker was first, or it was changed
        }
        var job = await services.Queue.EnqueueAsync(
            tx,
            new NewJob(due.Kind)
            {
                Payload = due.Payload,
                Actor = due.Actor,
                // While the job of one firing is unfinished, for example paused, later firings add none.
                Key =
                    $"schedule:{name}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{due.Kind} {due.Payload}")))[..16]}",
            }
        );
        await tx.ExecuteAsync(
            "update job_schedules set next_at = @next, last_at = @now, last_job = @jobNo where user_id = @user and name = @name",
            new
            {
                name,
                now,
                jobNo = job.JobNo,
                next = ScheduleTime.Next(due.Cron, due.TimeZone, services.Time.GetUtcNow()),
            }
        );
        return job.IsNew;
    }

    /// <summary>Postpones a schedule whose next time can't be computed, for example because the machine lacks its time zone.</summary>
    private Task<int> PutOffAsync(UserTransaction tx, string name)
    {
        var now = services.Time.GetUtcNow();
        return tx.ExecuteAsync(
            "update job_schedules set next_at = @later where user_id = @user and name = @name and next_at <= @now",
            new
            {
                name,
                now = UnixTime.Microseconds(now),
                later = UnixTime.Microseconds(now + PutOff),
            }
        );
    }

    private sealed record Due(string Cron, string TimeZone, string Kind, string Payload, string? Actor, long NextAt);
}
