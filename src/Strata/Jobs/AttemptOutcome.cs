namespace Strata.Jobs;

/// <summary>What is to be written of an ended attempt.</summary>
/// <param name="State">Done, Dead or Cancelled: it moves to the archive; Waiting: it is tried again at <paramref name="RunAt"/>.</param>
/// <param name="Result">JSON.</param>
/// <param name="Errors">All of the job's failures; null: none was added.</param>
/// <param name="Released">1 where no attempt is counted.</param>
/// <param name="Lapsed">1 where the attempt ended with its worker, or with its connection.</param>
internal sealed record AttemptOutcome(
    JobKey Key,
    JobState State,
    string? Result,
    string? Errors,
    long RunAt,
    long Released,
    long Lapsed = 0
)
{
    /// <summary>What an outcome comes to; null where nothing is left to write.</summary>
    /// <param name="chance">0 up to, not including, 1: the jitter.</param>
    public static AttemptOutcome? Of(JobRow job, JobKind kind, JobOutcome outcome, DateTimeOffset now, double chance) =>
        outcome switch
        {
            JobOutcome.Done done => new(job.Key, JobState.Done, done.Result, null, 0, 0),
            JobOutcome.Fatal fatal => new(job.Key, JobState.Dead, null, With(job, now, "fatal", fatal.Error), 0, 0),
            JobOutcome.Retry retry => Again(
                job,
                now,
                "retry",
                retry.Error,
                kind.Backoff.After(job.Failures, chance),
                job.IsDeadAfter(retry)
            ),
            JobOutcome.RetryAfter after => Again(job, now, "retry_after", after.Error, after.Delay, job.IsDeadAfter(after)),
            JobOutcome.Cut cut => Lapse(job, kind, now, "cut", cut.Error, chance),
            JobOutcome.Postponed postponed => Postponed(job, now, postponed.Error, kind.Backoff.After(job.Attempt, chance)),
            JobOutcome.Released => new(job.Key, JobState.Waiting, null, null, Database.UnixTime.Microseconds(now), 1),
            _ => null,
        };

    /// <summary>Of a worker that gave no sign of life until its lease ended.</summary>
    public static AttemptOutcome Expired(JobRow job, JobKind kind, DateTimeOffset now, double chance) =>
        Lapse(job, kind, now, "lease", "The worker gave no sign of life until the lease ended.", chance);

    private static AttemptOutcome Lapse(JobRow job, JobKind kind, DateTimeOffset now, string failure, string error, double chance) =>
        Again(job, now, failure, error, kind.Backoff.After(job.Failures, chance), job.IsDeadAfter(new JobOutcome.Cut(error))) with
        {
            Lapsed = 1,
        };

    private static AttemptOutcome Postponed(JobRow job, DateTimeOffset now, string error, TimeSpan delay) =>
        new(job.Key, JobState.Waiting, null, With(job, now, "postponed", error), Database.UnixTime.Microseconds(now + delay), 1);

    private static AttemptOutcome Again(JobRow job, DateTimeOffset now, string failure, string error, TimeSpan delay, bool isDead) =>
        isDead
            ? new(job.Key, JobState.Dead, null, With(job, now, failure, error), 0, 0)
            : new(job.Key, JobState.Waiting, null, With(job, now, failure, error), Database.UnixTime.Microseconds(now + delay), 0);

    private static string With(JobRow job, DateTimeOffset now, string failure, string error) =>
        JobErrors.With(job.Errors, new JobErrorView((int)job.Attempt, now, failure, error));
}
