using Strata.Database;

namespace Strata.Jobs;

/// <summary>Runs the jobs of one kind.</summary>
internal interface IJobHandler
{
    JobKind Kind { get; }

    /// <summary>
    /// Runs the job, perhaps not for the first time. An exception is a failure, classified by <see cref="JobFailure"/>. Writes must go
    /// through <see cref="JobRun.WriteAsync"/>, so that a cancelled job writes nothing more. <paramref name="ct"/> is cancelled when the
    /// attempt loses the job or the worker stops; then return as soon as possible.
    /// </summary>
    Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct);

    /// <summary>Checks the options of a job that a user starts or schedules, and returns its payload.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT.</exception>
    string PayloadOf(JsonElement? options) =>
        options is not { } given || (given.ValueKind == JsonValueKind.Object && !given.EnumerateObject().Any())
            ? "{}"
            : throw new StrataException(ErrorCode.InvalidContent, $"Jobs of kind '{Kind.Name}' take no options.");

    /// <summary>Refuses a job that the user's data makes impossible, within the transaction that enqueues or schedules it.</summary>
    /// <param name="payload">Result of <see cref="PayloadOf"/>.</param>
    Task CheckAsync(UserTransaction tx, string payload) => Task.CompletedTask;

    /// <summary>Ends the work behind the job, within the transaction that cancels it.</summary>
    /// <param name="actor">Who cancels.</param>
    Task CancelledAsync(UserTransaction tx, string actor, string payload) => Task.CompletedTask;

    /// <summary>Marks the work behind the job as not done, when the job is given up without its handler running.</summary>
    Task GivenUpAsync(UserTransaction tx, string payload) => Task.CompletedTask;

    /// <summary>Returns the work for a retry of a job that was given up or cancelled, within the transaction that enqueues it.</summary>
    /// <exception cref="StrataException">There is nothing to retry, or not now; the message says what to do.</exception>
    Task<JobWork> RetriedAsync(UserTransaction tx, JobWork work) => Task.FromResult(work);
}

/// <summary>The work of a job.</summary>
/// <param name="Payload">JSON.</param>
/// <param name="Key">At most one unfinished job may have this key; null if any number may exist.</param>
internal readonly record struct JobWork(string Payload, string? Key);

/// <summary>Settings of all jobs of a kind.</summary>
internal sealed record JobKind(string Name)
{
    public Backoff Backoff { get; init; } = Backoff.Default;

    /// <summary>How many may run at once on all workers together; null if unlimited.</summary>
    public int? MaxRunning { get; init; }

    /// <summary>How many of one user may run at once on all workers together.</summary>
    public int? MaxRunningPerUser { get; init; }

    /// <summary>Whether users may start and schedule it.</summary>
    public bool IsSchedulable { get; init; }

    /// <summary>Whether the store creates a schedule of this name for every user, until they remove it.</summary>
    public bool IsStanding { get; init; }

    public bool IsCapped => (MaxRunning ?? MaxRunningPerUser) is not null;
}
