using Strata.Database;

namespace Strata.Jobs;

/// <summary>
/// Writes outcomes of attempts durably, in batches. An attempt that no longer owns its job writes nothing. Jobs are found by their key;
/// <c>state + 0</c> keeps the planner off the index of running jobs, which is short only once its dead rows are gone.
/// </summary>
internal sealed class JobCompletion(IDatabase database, TimeProvider time)
{
    private const string Kept =
        "user_id, job_no, kind, work_key, payload, actor, attempt, releases, max_attempts, run_at, enqueued_at, started_at, owner";

    public async Task SettleAsync(IReadOnlyList<AttemptOutcome> outcomes, CancellationToken ct)
    {
        // Two workers that settle the same jobs lock them in one order, or they would deadlock.
        var ordered = outcomes.OrderBy(s => s.Key.UserId, StringComparer.Ordinal).ThenBy(s => s.Key.JobNo).ToList();
        var finished = ordered.FindAll(s => s.State != JobState.Waiting);
        var again = ordered.FindAll(s => s.State == JobState.Waiting);
        var now = UnixTime.Microseconds(time.GetUtcNow());
        await database.QueueAsync(
            QueueUse.Write,
            async queue =>
            {
                if (finished.Count > 0)
                {
                    await (
                        queue.Engine == Engine.PostgreSql
                            ? ArchiveAtOnceAsync(queue, finished, now)
                            : ArchiveOneByOneAsync(queue, finished, now)
                    );
                }
                foreach (var s in again)
                {
                    await DelayAsync(queue, s);
                }
                return 0;
            },
            ct
        );
    }

    /// <summary>Finishes a running job within a transaction of its user that has verified that the attempt owns the job.</summary>
    public async Task FinishAsync(UserTransaction tx, long jobNo, string? result)
    {
        await tx.ExecuteAsync(
            $"""
            insert into job_archive ({Kept}, errors, state, result, finished_at)
            select {Kept}, errors, 3, @result, @now from jobs where user_id = @user and job_no = @jobNo
            """,
            new
            {
                jobNo,
                result,
                now = UnixTime.Microseconds(time.GetUtcNow()),
            }
        );
        await tx.ExecuteAsync("delete from jobs where user_id = @user and job_no = @jobNo", new { jobNo });
    }

    private static Task<int> ArchiveAtOnceAsync(QueueConnection queue, List<AttemptOutcome> finished, long now) =>
        queue.ExecuteAsync(
            $"""
            with ended as (
                select * from unnest(@userIds, @jobNos, @attempts, @owners, @states, @results, @errors) as e(user_id, job_no, attempt, owner, state, result, errors)
            ), gone as (
                delete from jobs j using ended e
                where j.user_id = e.user_id and j.job_no = e.job_no and j.attempt = e.attempt and j.owner = e.owner and j.state + 0 = 1
                returning j.*, e.state as ended_as, e.result, coalesce(e.errors, j.errors) as all_errors
            )
            insert into job_archive ({Kept}, errors, state, result, finished_at)
            select {Kept}, all_errors, ended_as, result, @now from gone
            """,
            new
            {
                userIds = finished.ConvertAll(s => s.Key.UserId),
                jobNos = finished.ConvertAll(s => s.Key.JobNo),
                attempts = finished.ConvertAll(s => s.Key.Attempt),
                owners = finished.ConvertAll(s => s.Key.Owner!), // set by the claim
                states = finished.ConvertAll(s => (long)s.State),
                results = finished.ConvertAll(s => s.Result!), // the array holds nulls
                errors = finished.ConvertAll(s => s.Errors!), // as before
                now,
            }
        );

    private static async Task<int> ArchiveOneByOneAsync(QueueConnection queue, List<AttemptOutcome> finished, long now)
    {
        foreach (var s in finished)
        {
            var copied = await queue.ExecuteAsync(
                $"""
                insert into job_archive ({Kept}, errors, state, result, finished_at)
                select {Kept}, coalesce(@errors, errors), @state, @result, @now from jobs
                where user_id = @userId and job_no = @jobNo and attempt = @attempt and owner = @owner and state = 1
                """,
                new
                {
                    userId = s.Key.UserId,
                    jobNo = s.Key.JobNo,
                    attempt = s.Key.Attempt,
                    owner = s.Key.Owner,
                    state = (long)s.State,
                    result = s.Result,
                    errors = s.Errors,
                    now,
                }
            );
            if (copied > 0)
            {
                await queue.ExecuteAsync(
                    "delete from jobs where user_id = @userId and job_no = @jobNo",
                    new { userId = s.Key.UserId, jobNo = s.Key.JobNo }
                );
            }
        }
        return finished.Count;
    }

    private static Task<int> DelayAsync(QueueConnection queue, AttemptOutcome s) =>
        queue.ExecuteAsync(
            """
            update jobs
            set state = 2, run_at = @runAt, releases = releases + @released, lapses = lapses + @lapsed,
                errors = coalesce(@errors, errors), owner = null, lease_until = null
            where user_id = @userId and job_no = @jobNo and attempt = @attempt and owner = @owner and state + 0 = 1
            """,
            new
            {
                userId = s.Key.UserId,
                jobNo = s.Key.JobNo,
                attempt = s.Key.Attempt,
                owner = s.Key.Owner,
                runAt = s.RunAt,
                released = s.Released,
                lapsed = s.Lapsed,
                errors = s.Errors,
            }
        );
}
