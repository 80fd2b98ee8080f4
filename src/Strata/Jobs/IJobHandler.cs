using Strata.Database;

namespace Strata.Jobs;

/// <summary>Does the jobs of one kind.</summary>
internal interface IJobHandler
{
    JobKind Kind { get; }

    /// <summary>
    /// Does the job, perhaps not for the first time. What it throws is a failure, sorted by <see cref="JobFailure"/>. What it
    /// writes goes through <see cref="JobRun.WriteAsync"/>, so that a cancelled job writes nothing more. When
    /// <paramref name="ct"/> is cancelled the job was taken from this attempt, or the worker stops; it ends as soon as it can.
    /// </summary>
    Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct);

    /// <summary>The payload of a job that a user asks for or schedules: what it can be told beside its kind, checked.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT.</exception>
    string PayloadOf(JsonElement? options) =>
        options is not { } given || (given.ValueKind == JsonValueKind.Object && !given.EnumerateObject().Any())
            ? "{}"
            : throw new StrataException(ErrorCode.InvalidContent, $"Jobs of kind '{Kind.Name}' take no options.");

    /// <summary>
    /// Refuses what the user's memory makes impossible, within the transaction that lines it up for them or schedules it.
    /// </summary>
    /// <param name="payload">As <see cref="PayloadOf"/> gave it.</param>
    Task CheckAsync(UserTransaction tx, string payload) => Task.CompletedTask;

    /// <summary>Ends what the job stands for, within the transaction that cancels it.</summary>
    /// <param name="actor">Who cancels.</param>
    Task CancelledAsync(UserTransaction tx, string actor, string payload) => Task.CompletedTask;

    /// <summary>Says of what the job stands for that it is not done, where the job is given up without its handler having a say.</summary>
    Task GivenUpAsync(UserTransaction tx, string payload) => Task.CompletedTask;

    /// <summary>
    /// What the job is to do now that it is tried again, after it was given up or cancelled; within the transaction that lines it up.
    /// </summary>
    /// <exception cref="StrataException">There is nothing to try again, or not now; the message says what can be done.</exception>
    Task<JobWork> RetriedAsync(UserTransaction tx, JobWork work) => Task.FromResult(work);
}

/// <summary>What a job is to do.</summary>
/// <param name="Payload">JSON.</param>
/// <param name="Key">While a job of this key is unfinished there is no second one; null: there may be any number.</param>
internal readonly record struct JobWork(string Payload, string? Key);

/// <summary>What is the same for all jobs of a kind.</summary>
internal sealed record JobKind(string Name)
{
    public Backoff Backoff { get; init; } = Backoff.Default;

    /// <summary>How many may run at once, on all workers together; null: as many as there is room for.</summary>
    public int? MaxRunning { get; init; }

    /// <summary>How many of one user may run at once, on all workers together.</summary>
    public int? MaxRunningPerUser { get; init; }

    /// <summary>Whether users may ask for it and schedule it.</summary>
    public bool IsSchedulable { get; init; }

    /// <summary>Whether every user has a schedule of this name that the store lays down, until they remove it.</summary>
    public bool IsStanding { get; init; }

    public bool IsCapped => (MaxRunning ?? MaxRunningPerUser) is not null;
}
