using Strata.Database;

namespace Strata.Jobs;

/// <summary>Shows and controls a user's jobs.</summary>
/// <param name="handlers">Handlers by kind.</param>
internal sealed class JobService(
    IDatabase database,
    JobQueue queue,
    TimeProvider time,
    Func<IReadOnlyDictionary<string, IJobHandler>> handlers,
    JobAudit audit
)
{
    private const string AllKinds = "*";

    /// <summary>Returns the handler of a kind that users may start and schedule.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: there is no such kind.</exception>
    public IJobHandler AskedFor(string kind) =>
        handlers().TryGetValue(kind, out var handler) && handler.Kind.IsSchedulable
            ? handler
            : throw new StrataException(
                ErrorCode.InvalidContent,
                $"'{kind}' is not a kind of job that can be started or scheduled; use {string.Join(", ", handlers().Values.Where(h => h.Kind.IsSchedulable).Select(h => h.Kind.Name))}."
            );

    /// <summary>Enqueues a job, unless the same one is still unfinished.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT; errors of <see cref="IJobHandler.CheckAsync"/>.</exception>
    public async Task<JobView> StartAsync(UserId user, string actor, JobRequest request, CancellationToken ct)
    {
        var handler = AskedFor(request.Kind);
        var payload = handler.PayloadOf(request.Options);
        var job = await database.WriteAsync(
            user,
            async tx =>
            {
                await handler.CheckAsync(tx, payload);
                var lined = await queue.EnqueueAsync(
                    tx,
                    new NewJob(request.Kind)
                    {
                        Payload = payload,
                        Actor = actor,
                        Key = $"{request.Kind}:{CanonicalJson.Hash(payload)}",
                    }
                );
                if (lined.IsNew)
                {
                    await audit.RecordAsync(tx, actor, "start_job", "kind", request.Kind);
                }
                return lined;
            },
            ct
        );
        return await GetAsync(user, Ids.Job(job.JobNo), ct);
    }

    /// <summary>Lists jobs, latest first.</summary>
    public Task<Page<JobView>> ListAsync(UserId user, JobQuery query, CancellationToken ct)
    {
        var limit = Paging.Limit(query.Limit);
        var sort = ListSort.Of(query.Sort, "job_no");
        var state = State(query);
        return database.ReadAsync(
            user,
            async connection =>
            {
                var text = query.Text is { Length: > 0 } ? $"({JobViews.HasText(connection.Engine)})" : "true";
                var where = $"user_id = @user {(query.Kind is null ? "" : "and kind = @kind")} and {text}";
                var args = new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["kind"] = query.Kind,
                    ["text"] = query.Text?.ToLowerInvariant(),
                    ["most"] = (long)limit + 1,
                };
                var rows = await connection.QueryAsync<ShownJob>(
                    JobViews.Select(state, $"{where} and {sort.After(query.Cursor, args)}", sort.Order),
                    args
                );
                var shown = rows.Take(limit).ToList();
                return new Page<JobView>(shown.ConvertAll(JobViews.View), rows.Count > limit ? sort.Cursor("", shown[^1].JobNo) : null)
                {
                    Total = query.Count ? await CountAsync(connection, state, where, args) : null,
                };
            },
            ct
        );
    }

    private static async Task<Total> CountAsync(UserConnection connection, JobState? state, string where, Dictionary<string, object?> args)
    {
        args["most"] = Total.MaxExact + 1L;
        return Total.Of(
            await connection.QueryFirstOrDefaultAsync<long>(
                $"select count(*) from ({JobViews.Select(state, where, "job_no desc")}) as counted",
                args
            )
        );
    }

    /// <summary>Returns the queried state; null for unfinished and dead jobs.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: there is no such state, or no such kind.</exception>
    public JobState? State(JobQuery query)
    {
        if (query.Kind is { } kind && !handlers().ContainsKey(kind))
        {
            throw NoKind(kind);
        }
        return query.State;
    }

    public Task<JobView> GetAsync(UserId user, string jobId, CancellationToken ct) =>
        database.ReadAsync(user, async connection => JobViews.View(await FindAsync(connection, jobId)), ct);

    /// <summary>Retries a dead or cancelled job with its full number of attempts; makes a waiting one ready at once.</summary>
    /// <exception cref="StrataException">
    /// SOURCE_NOT_FOUND; CONFLICT: it is ready, running or done, another job of its key is unfinished, or its work has been done since;
    /// errors of <see cref="IJobHandler.RetriedAsync"/>.
    /// </exception>
    public async Task<JobView> RetryAsync(UserId user, string actor, string jobId, CancellationToken ct)
    {
        await database.WriteAsync(
            user,
            async tx =>
            {
                var job = await FindAsync(tx, jobId);
                switch ((JobState)job.State)
                {
                    case JobState.Dead or JobState.Cancelled:
                        await ReviveAsync(tx, job);
                        break;
                    case not JobState.Waiting:
                        throw new StrataException(
                            ErrorCode.Conflict,
                            $"Job '{jobId}' is {((JobState)job.State).Name()}: only dead, cancelled and waiting jobs can be retried."
                        );
                }
                await queue.Line(tx).PlaceAsync([job.JobNo]);
                await audit.RecordAsync(tx, actor, "retry_job", "job_id", jobId);
                return 0;
            },
            ct
        );
        return await GetAsync(user, jobId, ct);
    }

    /// <summary>
    /// Cancels an unfinished or dead job. A running one can write nothing more, since its steps are <see cref="JobRun.WriteAsync"/>, and is
    /// told to stop.
    /// </summary>
    public async Task<JobView> CancelAsync(UserId user, string actor, string jobId, CancellationToken ct)
    {
        await database.WriteAsync(
            user,
            async tx =>
            {
                var job = await FindAsync(tx, jobId);
                if ((JobState)job.State == JobState.Dead)
                {
                    await tx.ExecuteAsync(
                        "update job_archive set state = 5 where user_id = @user and job_no = @jobNo and state = 4",
                        new { jobNo = job.JobNo }
                    );
                    await ToldAsync(tx, actor, job.Kind, job.Payload);
                }
                else if (!await RemoveAsync(tx, job.JobNo, actor))
                {
                    throw new StrataException(ErrorCode.Conflict, $"Job '{jobId}' is already {((JobState)job.State).Name()}.");
                }
                await audit.RecordAsync(tx, actor, "cancel_job", "job_id", jobId);
                return 0;
            },
            ct
        );
        return await GetAsync(user, jobId, ct);
    }

    /// <summary>Cancels the unfinished job of that key within the caller's transaction; returns whether there was one.</summary>
    public async Task<bool> CancelAsync(UserTransaction tx, string actor, string key)
    {
        var jobNo = await tx.QueryFirstOrDefaultAsync<long?>(
            "select job_no from jobs where user_id = @user and work_key = @key",
            new { key }
        );
        return jobNo is { } no && await RemoveAsync(tx, no, actor);
    }

    /// <summary>Removes the job of that key if it waits for its time: somebody has done its work.</summary>
    public static Task<int> ForgetAsync(UserTransaction tx, string key) =>
        tx.ExecuteAsync("delete from jobs where user_id = @user and work_key = @key and state = 2", new { key });

    /// <summary>Returns whether a job of that key is dead, neither retried nor cancelled.</summary>
    public async Task<bool> IsDeadAsync(UserTransaction tx, string key) =>
        await tx.QueryFirstOrDefaultAsync<long?>(
            "select job_no from job_archive where user_id = @user and state = 4 and work_key = @key limit 1",
            new { key }
        )
            is not null;

    /// <summary>Pauses claims of the user's jobs of a kind, or of all; running jobs continue.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: there is no such kind.</exception>
    public async Task<JobPauses> PauseAsync(UserId user, string actor, string? kind, CancellationToken ct)
    {
        if (kind is not null && !handlers().ContainsKey(kind))
        {
            throw NoKind(kind);
        }
        await database.WriteAsync(
            user,
            async tx =>
            {
                var paused = await tx.ExecuteAsync(
                    """
                    insert into job_pauses (user_id, kind, actor, paused_at) values (@user, @kind, @actor, @now)
                    on conflict (user_id, kind) do nothing
                    """,
                    new
                    {
                        kind = kind ?? AllKinds,
                        actor,
                        now = UnixTime.Microseconds(time.GetUtcNow()),
                    }
                );
                await audit.RecordAsync(tx, actor, "pause_jobs", "kind", kind);
                return paused;
            },
            ct
        );
        return await PausesAsync(user, ct);
    }

    /// <param name="kind">Null for all.</param>
    /// <exception cref="StrataException">INVALID_CONTENT: there is no such kind, and none of that name is paused.</exception>
    public async Task<JobPauses> ResumeAsync(UserId user, string actor, string? kind, CancellationToken ct)
    {
        await database.WriteAsync(
            user,
            async tx =>
            {
                var one = kind is null ? "" : "and kind = @kind";
                var resumed = await tx.ExecuteAsync($"delete from job_pauses where user_id = @user {one}", new { kind });
                if (resumed == 0 && kind is not null && !handlers().ContainsKey(kind))
                {
                    throw NoKind(kind);
                }
                var waiting = await tx.QueryAsync<string>("select distinct kind from jobs where user_id = @user and state = 0");
                foreach (var ready in waiting)
                {
                    queue.Line(tx).Wake(ready);
                }
                await audit.RecordAsync(tx, actor, "resume_jobs", "kind", kind);
                return 0;
            },
            ct
        );
        return await PausesAsync(user, ct);
    }

    public Task<JobPauses> PausesAsync(UserId user, CancellationToken ct) =>
        database.ReadAsync(
            user,
            async connection => new JobPauses(
                await connection.QueryAsync<string>("select kind from job_pauses where user_id = @user order by kind")
            ),
            ct
        );

    private StrataException NoKind(string kind) =>
        new(
            ErrorCode.InvalidContent,
            $"'{kind}' is not a kind of job: {string.Join(", ", handlers().Keys.Order(StringComparer.Ordinal))}."
        );

    private static async Task<ShownJob> FindAsync(UserConnection connection, string jobId) =>
        (
            Ids.Number("job_", jobId) is { } jobNo
                ? await connection.QueryFirstOrDefaultAsync<ShownJob>(
                    $"""
                    select {JobViews.Unfinished} from jobs where user_id = @user and job_no = @jobNo
                    union all
                    select {JobViews.Finished} from job_archive where user_id = @user and job_no = @jobNo
                    """,
                    new { jobNo }
                )
                : null
        ) ?? throw new StrataException(ErrorCode.SourceNotFound, $"There is no job '{jobId}'.");

    private async Task ReviveAsync(UserTransaction tx, ShownJob job)
    {
        var work = new JobWork(job.Payload, job.WorkKey);
        work = handlers().TryGetValue(job.Kind, out var handler) ? await handler.RetriedAsync(tx, work) : work;
        if (
            work.Key is { } key
            && await tx.QueryFirstOrDefaultAsync<long?>("select job_no from jobs where user_id = @user and work_key = @key", new { key })
                is { } other
        )
        {
            throw new StrataException(ErrorCode.Conflict, $"Job '{Ids.Job(other)}' has the same key and is not finished.");
        }
        // Failures are attempts minus releases; equating them resets the failures.
        await tx.ExecuteAsync(
            """
            insert into jobs (user_id, job_no, kind, state, place, work_key, payload, actor, attempt, releases, max_attempts, run_at, enqueued_at, started_at, errors)
            select user_id, job_no, kind, 2, job_no, @key, @payload, actor, attempt, attempt, max_attempts, run_at, enqueued_at, started_at, @errors
            from job_archive where user_id = @user and job_no = @jobNo
            """,
            new
            {
                jobNo = job.JobNo,
                key = work.Key,
                payload = work.Payload,
                errors = JobErrors.WithoutCancelled(job.Errors),
            }
        );
        await tx.ExecuteAsync("delete from job_archive where user_id = @user and job_no = @jobNo", new { jobNo = job.JobNo });
    }

    private async Task<bool> RemoveAsync(UserTransaction tx, long jobNo, string actor)
    {
        var now = time.GetUtcNow();
        // The update changes nothing but locks the row, so it waits for a worker that is settling it.
        var held = await tx.QueryFirstOrDefaultAsync<Held>(
            "update jobs set run_at = run_at where user_id = @user and job_no = @jobNo returning kind, payload, attempt, errors",
            new { jobNo }
        );
        if (held is null)
        {
            return false;
        }
        await tx.ExecuteAsync(
            """
            insert into job_archive (user_id, job_no, kind, state, work_key, payload, actor, attempt, releases, max_attempts, run_at, enqueued_at, started_at,
                finished_at, owner, errors)
            select user_id, job_no, kind, 5, work_key, payload, actor, attempt, releases, max_attempts, run_at, enqueued_at, started_at,
                @now, owner, @errors
            from jobs where user_id = @user and job_no = @jobNo
            """,
            new
            {
                jobNo,
                now = UnixTime.Microseconds(now),
                errors = JobErrors.With(
                    held.Errors,
                    new JobErrorView((int)held.Attempt, now, JobErrorClass.Cancelled, $"Cancelled by {actor}.")
                ),
            }
        );
        await tx.ExecuteAsync("delete from jobs where user_id = @user and job_no = @jobNo", new { jobNo });
        await ToldAsync(tx, actor, held.Kind, held.Payload);
        return true;
    }

    private Task ToldAsync(UserTransaction tx, string actor, string kind, string payload) =>
        handlers().GetValueOrDefault(kind)?.CancelledAsync(tx, actor, payload) ?? Task.CompletedTask;

    private sealed record Held(string Kind, string Payload, long Attempt, string Errors);
}
