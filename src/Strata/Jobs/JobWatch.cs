using Strata.Database;

namespace Strata.Jobs;

/// <summary>Queries of the recovery steps over the jobs of all users.</summary>
internal sealed class JobWatch(IDatabase database)
{
    /// <summary>Finds running jobs whose lease ended after <paramref name="after"/> and by <paramref name="now"/>, oldest first.</summary>
    public Task<List<ExpiredJob>> ExpiredAsync(IEnumerable<string> kinds, long after, long now, int most, CancellationToken ct) =>
        database.QueueAsync(
            QueueUse.Read,
            async queue =>
            {
                var expired = new List<ExpiredJob>();
                foreach (var kind in kinds)
                {
                    expired.AddRange(
                        await queue.QueryAsync<ExpiredJob>(
                            $"""
                            select {JobTable.Columns}, lease_until from jobs
                            where kind = @kind and state = 1 and lease_until > @after and lease_until <= @now
                            order by lease_until limit @most
                            """,
                            new
                            {
                                kind,
                                after,
                                now,
                                most,
                            }
                        )
                    );
                }
                return expired.OrderBy(j => j.LeaseUntil).Take(most).ToList();
            },
            ct
        );

    /// <summary>Finds users with due waiting jobs.</summary>
    public async Task<List<string>> DueUsersAsync(long now, CancellationToken ct)
    {
        const int Few = 2000;
        var first = await ReadAsync<string>(
            "select user_id from jobs where state = 2 and run_at <= @now order by run_at limit @most",
            new { now, most = (long)Few },
            ct
        );
        // If many are due, the first may all belong to one user, for whom nothing can be done now.
        return first.Count < Few
            ? [.. first.Distinct(StringComparer.Ordinal)]
            : await ReadAsync<string>("select distinct user_id from jobs where state = 2 and run_at <= @now", new { now }, ct);
    }

    public Task<List<DueSchedule>> DueSchedulesAsync(long now, CancellationToken ct) =>
        ReadAsync<DueSchedule>("select user_id, name from job_schedules where next_at <= @now order by next_at limit 500", new { now }, ct);

    /// <summary>Finds users that have a schedule of this name, or have removed one.</summary>
    public Task<List<string>> ScheduledAsync(string name, CancellationToken ct) =>
        ReadAsync<string>("select user_id from job_schedules where name = @name", new { name }, ct);

    /// <summary>Finds unfinished runs whose lease has ended, or that never had one.</summary>
    public Task<List<StaleRun>> StaleRunsAsync(long now, int most, CancellationToken ct) =>
        ReadAsync<StaleRun>(
            "select user_id, run_no from runs where status = 'running' and (lease_until is null or lease_until <= @now) order by lease_until limit @most",
            new { now, most = (long)most },
            ct
        );

    /// <summary>Lists jobs of all users after the given one: user by user, latest first.</summary>
    /// <param name="after">("", 0) for the beginning.</param>
    public Task<List<ShownJob>> ListAsync(
        JobState? state,
        string? kind,
        (string UserId, long JobNo) after,
        int most,
        CancellationToken ct
    ) =>
        ReadAsync<ShownJob>(
            JobViews.Select(
                state,
                $"(user_id > @userId or (user_id = @userId and job_no < @jobNo)) {(kind is null ? "" : "and kind = @kind")}",
                "user_id, job_no desc"
            ),
            new
            {
                userId = after.UserId,
                jobNo = after.JobNo,
                kind,
                most = (long)most,
            },
            ct
        );

    /// <summary>Counts jobs by kind and state. Paused jobs wait only for their user, so they have no age.</summary>
    public async Task<IReadOnlyList<JobCount>> CountAsync(long now, CancellationToken ct)
    {
        var rows = await ReadAsync<CountRow>(
            """
            select j.kind, j.state, count(*) as jobs, min(case when p.user_id is null and a.user_id is null then j.run_at end) as oldest,
                sum(case when j.state = 1 and j.lease_until <= @now then 1 else 0 end) as over_lease
            from jobs j
            left join job_pauses p on p.user_id = j.user_id and p.kind = j.kind
            left join job_pauses a on a.user_id = j.user_id and a.kind = '*'
            group by j.kind, j.state
            union all
            select kind, 4, count(*), 0, 0 from job_archive where state = 4 group by kind
            """,
            new { now },
            ct
        );
        return
        [
            .. rows.Select(r => new JobCount(
                r.Kind,
                ((JobState)r.State).Name(),
                r.Jobs,
                (JobState)r.State is JobState.Ready or JobState.Waiting && r.Oldest is { } oldest ? Math.Max(0, (now - oldest) / 1e6) : 0,
                r.OverLease
            )),
        ];
    }

    /// <summary>Deletes finished jobs, except dead ones, that ended before <paramref name="before"/>; returns how many.</summary>
    public Task<int> PruneAsync(long before, int most, CancellationToken ct) =>
        database.QueueAsync(
            QueueUse.Write,
            queue =>
                queue.ExecuteAsync(
                    """
                    delete from job_archive where (user_id, job_no) in (
                        select user_id, job_no from job_archive where state <> 4 and finished_at < @before order by finished_at limit @most
                    )
                    """,
                    new { before, most }
                ),
            ct
        );

    private Task<List<T>> ReadAsync<T>(string sql, object args, CancellationToken ct) =>
        database.QueueAsync(QueueUse.Read, queue => queue.QueryAsync<T>(sql, args), ct);

    private sealed record CountRow(string Kind, long State, long Jobs, long? Oldest, long OverLease);
}

internal sealed record ExpiredJob(
    string UserId,
    long JobNo,
    string Kind,
    long Place,
    string Payload,
    string? Actor,
    long Attempt,
    long Releases,
    long Lapses,
    long MaxAttempts,
    string Errors,
    string? Owner,
    long LeaseUntil
)
{
    public JobRow Row => new(UserId, JobNo, Kind, Place, Payload, Actor, Attempt, Releases, Lapses, MaxAttempts, Errors, Owner);
}

internal sealed record DueSchedule(string UserId, string Name);

internal sealed record StaleRun(string UserId, long RunNo);
