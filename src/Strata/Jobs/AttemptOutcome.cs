namespace Strata.Jobs;

/// <summary>What to store for an ended attempt.</summary>
/// <param name="State">Done, Dead or Cancelled moves the job to the archive; Waiting retries it at <paramref name="RunAt"/>.</param>
/// <param name="Result">JSON.</param>
/// <param name="Errors">All failures of the job; null if none was added.</param>
/// <param name="Released">1 if the attempt does not count.</param>
/// <param name="Lapsed">1 if the attempt ended because its worker or its connection was lost.</param>
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
    /// <summary>Converts an outcome; null if nothing is left to write.</summary>
    /// <param name="chance">Jitter in [0, 1).</param>
    public static AttemptOutcome? Of(JobRow job, JobKind kind, JobOutcome outcome, DateTimeOffset now, double chance) =>
        outcome switch
        {
            JobOutcome.Done done => new(job.Key, JobState.Done, done.Result, null, 0, 0),
            JobOutcome.Fatal fatal => new(job.Key, JobState.Dead, null, With(job, now, JobErrorClass.Fatal, fatal.Error), 0, 0),
            JobOutcome.Retry retry => Again(
                job,
                now,
                JobErrorClass.Retry,
                retry.Error,
                kind.Backoff.After(job.Failures, chance),
                job.IsDeadAfter(retry)
            ),
            JobOutcome.RetryAfter after => Again(job, now, JobErrorClass.RetryAfter, after.Error, after.Delay, job.IsDeadAfter(after)),
            JobOutcome.Cut cut => Lapse(job, kind, now, JobErrorClass.Cut, cut.Error, chance),
            JobOutcome.Postponed postponed => Postponed(job, now, postponed.Error, kind.Backoff.After(job.Attempt, chance)),
            JobOutcome.Released => new(job.Key, JobState.Waiting, null, null, Database.UnixTime.Microseconds(now), 1),
            _ => null,
        };

    /// <summary>Outcome for a worker that sent no heartbeat until its lease ended.</summary>
    public static AttemptOutcome Expired(JobRow job, JobKind kind, DateTimeOffset now, double chance) =>
        Lapse(job, kind, now, JobErrorClass.Lease, "The worker gave no sign of life until the lease ended.", chance);

    private static AttemptOutcome Lapse(JobRow job, JobKind kind, DateTimeOffset now, JobErrorClass failure, string error, double chance) =>
        Again(job, now, failure, error, kind.Backoff.After(job.Failures, chance), job.IsDeadAfter(new JobOutcome.Cut(error))) with
        {
            Lapsed = 1,
        };

    private static AttemptOutcome Postponed(JobRow job, DateTimeOffset now, string error, TimeSpan delay) =>
        new(
            job.Key,
            JobState.Waiting,
            null,
            With(job, now, JobErrorClass.Postponed, error),
            Database.UnixTime.Microseconds(now + delay),
            1
        );

    private static AttemptOutcome Again(JobRow job, DateTimeOffset now, JobErrorClass failure, string error, TimeSpan delay, bool isDead) =>
        isDead
            ? new(job.Key, JobState.Dead, null, With(job, now, failure, error), 0, 0)
            : new(job.Key, JobState.Waiting, null, With(job, now, failure, error), Database.UnixTime.Microseconds(now + delay), 0);

    private static string With(JobRow job, DateTimeOffset now, JobErrorClass failure, string error) =>
        JobErrors.With(job.Errors, new JobErrorView((int)job.Attempt, now, failure, error));
}
