namespace Strata.Jobs;

/// <summary>A claimed job as the worker holds it: the work, its user, and the attempt that fences its writes.</summary>
internal sealed record JobRow(
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
    string? Owner = null
)
{
    public JobKey Key => new(UserId, JobNo, Attempt, Owner);

    /// <summary>Failed attempts, counting this one as failed.</summary>
    public long Failures => Attempt - Releases;

    /// <summary>Failures of the work itself, without attempts that lost their worker or connection.</summary>
    public long Tries => Failures - Lapses;

    /// <summary>Returns whether the job is dead after this outcome.</summary>
    public bool IsDeadAfter(JobOutcome outcome) =>
        outcome switch
        {
            JobOutcome.Fatal => true,
            JobOutcome.Retry or JobOutcome.RetryAfter => Tries >= MaxAttempts,
            JobOutcome.Cut => Lapses + 1 >= NewJob.LapsesOf(MaxAttempts),
            _ => false,
        };
}

/// <summary>
/// One attempt at one job. The attempt number alone is not unique: a database crash may undo a claim, and the next worker then gets the
/// same number.
/// </summary>
internal readonly record struct JobKey(string UserId, long JobNo, long Attempt, string? Owner);
