namespace Strata.Jobs;

/// <summary>A claimed job as the worker holds it: what to do, for whom, and the attempt that fences its writes.</summary>
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

    /// <summary>Attempts that failed, this one included, if it fails.</summary>
    public long Failures => Attempt - Releases;

    /// <summary>Of the failures those that the work itself failed at: not those that ended with their worker or its connection.</summary>
    public long Tries => Failures - Lapses;

    /// <summary>Whether the job is dead if this attempt ends so.</summary>
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
/// One attempt at one job. Its number alone does not tell it from another: a crash of the database may take a claim back, and then the next
/// worker has the same number.
/// </summary>
internal readonly record struct JobKey(string UserId, long JobNo, long Attempt, string? Owner);
