namespace Strata.Jobs;

/// <summary>What came of an attempt.</summary>
internal abstract record JobOutcome
{
    /// <param name="Result">JSON to keep with the finished job.</param>
    public sealed record Done(string? Result = null) : JobOutcome;

    /// <summary>It may work later: tried again after the kind's backoff, dead after its last attempt.</summary>
    public sealed record Retry(string Error) : JobOutcome;

    /// <summary>The same, at a time that the failure itself named.</summary>
    public sealed record RetryAfter(string Error, TimeSpan Delay) : JobOutcome;

    /// <summary>
    /// Its connection to the database was cut, as an attempt may end with its worker: tried again after the kind's backoff. It may be what
    /// the job asks for that does it, so the number of these lapses is limited, but not to as few as the tries of the work itself.
    /// </summary>
    public sealed record Cut(string Error) : JobOutcome;

    /// <summary>
    /// What it needs is away, which is no fault of the job: tried again after the kind's backoff, however often; no attempt is counted.
    /// </summary>
    public sealed record Postponed(string Error) : JobOutcome;

    /// <summary>It never will: dead at once.</summary>
    public sealed record Fatal(string Error) : JobOutcome;

    /// <summary>Not tried to the end, through no fault of the job: claimed again at once, and no attempt is counted.</summary>
    public sealed record Released : JobOutcome;

    /// <summary>Taken from this attempt, or finished by its own transaction: nothing is left to write.</summary>
    public sealed record Gone : JobOutcome;
}
