namespace Strata.Jobs;

/// <summary>The outcome of an attempt.</summary>
internal abstract record JobOutcome
{
    /// <param name="Result">JSON to keep with the finished job.</param>
    public sealed record Done(string? Result = null) : JobOutcome;

    /// <summary>May work later: retried after the kind's backoff, dead after its last attempt.</summary>
    public sealed record Retry(string Error) : JobOutcome;

    /// <summary>Like <see cref="Retry"/>, after a delay given by the failure.</summary>
    public sealed record RetryAfter(string Error, TimeSpan Delay) : JobOutcome;

    /// <summary>
    /// The database connection was cut: retried after the kind's backoff. Counts as a lapse, like the loss of a worker. The job's own
    /// request may be the cause, so lapses are limited, but less strictly than tries of the work itself.
    /// </summary>
    public sealed record Cut(string Error) : JobOutcome;

    /// <summary>
    /// Something it needs is unavailable, through no fault of the job: retried after the kind's backoff, however often; no attempt is
    /// counted.
    /// </summary>
    public sealed record Postponed(string Error) : JobOutcome;

    /// <summary>Will never work: dead at once.</summary>
    public sealed record Fatal(string Error) : JobOutcome;

    /// <summary>Interrupted through no fault of the job: claimed again at once, and no attempt is counted.</summary>
    public sealed record Released : JobOutcome;

    /// <summary>Taken from this attempt, or finished by its own transaction: nothing is left to write.</summary>
    public sealed record Gone : JobOutcome;
}
