using Strata.Database;

namespace Strata.Jobs;

/// <summary>Converts job rows to views.</summary>
internal static class JobViews
{
    public const string Unfinished =
        "user_id, job_no, kind, state, work_key, payload, actor, attempt, max_attempts, enqueued_at, run_at, started_at, cast(null as bigint) as finished_at, "
        + "owner, lease_until, cast(null as text) as result, errors";

    public const string Finished =
        "user_id, job_no, kind, state, work_key, payload, actor, attempt, max_attempts, enqueued_at, run_at, started_at, finished_at, owner, "
        + "cast(null as bigint) as lease_until, result, errors";

    /// <summary>SQL condition: whether what a job is about contains <c>@text</c>, given in lower case.</summary>
    public static string HasText(Engine engine) =>
        string.Join(
            " or ",
            new[] { "kind", "coalesce(work_key, '')", "payload" }.Select(column =>
                engine == Engine.PostgreSql ? $"strpos(lower({column}), @text) > 0" : $"instr(lower({column}), @text) > 0"
            )
        );

    /// <summary>Builds the SQL that selects <c>@most</c> jobs of a state; null for unfinished and dead jobs.</summary>
    /// <param name="where">Further condition on a row.</param>
    public static string Select(JobState? state, string where, string order)
    {
        return state switch
        {
            null => $"""
                select * from ({One(Unfinished, "jobs", where)}) as open_jobs
                union all
                select * from ({One(Finished, "job_archive", $"state = 4 and {where}")}) as dead_jobs
                order by {order} limit @most
                """,
            JobState.Done or JobState.Dead or JobState.Cancelled => One(Finished, "job_archive", $"{Is(state.Value)} and {where}"),
            _ => One(Unfinished, "jobs", $"{Is(state.Value)} and {where}"),
        };
        string One(string columns, string table, string rows) => $"select {columns} from {table} where {rows} order by {order} limit @most";
        static string Is(JobState one) => string.Create(CultureInfo.InvariantCulture, $"state = {(int)one}");
    }

    public static JobView View(ShownJob row) =>
        new()
        {
            JobId = Ids.Job(row.JobNo),
            Kind = row.Kind,
            State = (JobState)row.State,
            Key = row.WorkKey,
            Actor = row.Actor,
            Attempt = (int)row.Attempt,
            MaxAttempts = (int)row.MaxAttempts,
            EnqueuedAt = UnixTime.Time(row.EnqueuedAt),
            RunAt = UnixTime.Time(row.RunAt),
            StartedAt = UnixTime.Time(row.StartedAt),
            FinishedAt = UnixTime.Time(row.FinishedAt),
            Worker = row.Owner,
            LeaseUntil = UnixTime.Time(row.LeaseUntil),
            Payload = System.Text.Json.JsonElement.Parse(row.Payload),
            Result = row.Result is { } result ? System.Text.Json.JsonElement.Parse(result) : null,
            Errors = JobErrors.Parse(row.Errors),
        };
}

/// <summary>A job from either table.</summary>
internal sealed record ShownJob(
    string UserId,
    long JobNo,
    string Kind,
    long State,
    string? WorkKey,
    string Payload,
    string? Actor,
    long Attempt,
    long MaxAttempts,
    long EnqueuedAt,
    long RunAt,
    long? StartedAt,
    long? FinishedAt,
    string? Owner,
    long? LeaseUntil,
    string? Result,
    string Errors
);
