using Strata.Database;

namespace Strata.Jobs;

/// <summary>Rows as they are shown.</summary>
internal static class JobViews
{
    public const string Unfinished =
        "job_no, kind, state, work_key, payload, actor, attempt, max_attempts, enqueued_at, run_at, started_at, null as finished_at, owner, lease_until, null as result, errors";

    public const string Finished =
        "job_no, kind, state, work_key, payload, actor, attempt, max_attempts, enqueued_at, run_at, started_at, finished_at, owner, null as lease_until, result, errors";

    /// <summary>The columns and the table in which jobs of that state are; null: what is not finished.</summary>
    public static (string Columns, string Table) Where(JobState? state) =>
        state is JobState.Done or JobState.Dead or JobState.Cancelled ? (Finished, "job_archive") : (Unfinished, "jobs");

    public static string Name(JobState state) => state.ToString().ToLowerInvariant();

    /// <exception cref="StrataException">INVALID_CONTENT: there is no such state.</exception>
    public static JobState Parse(string name) =>
        Enum.GetValues<JobState>().Where(s => Name(s) == name).Select(s => (JobState?)s).FirstOrDefault()
        ?? throw new StrataException(
            ErrorCode.InvalidContent,
            $"'{name}' is not the state of a job: {string.Join(", ", Enum.GetValues<JobState>().Select(Name))}."
        );

    public static JobView View(ShownJob row) =>
        new()
        {
            JobId = Ids.Job(row.JobNo),
            Kind = row.Kind,
            State = Name((JobState)row.State),
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

/// <summary>A job of either table, as its user sees it.</summary>
internal sealed record ShownJob(
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
