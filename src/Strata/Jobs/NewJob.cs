namespace Strata.Jobs;

/// <summary>Work to do once the enqueuing transaction is committed.</summary>
internal sealed record NewJob(string Kind)
{
    public const int MaxPayload = 256 * 1024;
    public const int DefaultAttempts = 5;

    /// <summary>Returns how many attempts may lose their worker or database connection, given how many may fail by themselves.</summary>
    public static long LapsesOf(long attempts) => attempts * 2;

    /// <summary>JSON.</summary>
    public string Payload { get; init; } = "{}";

    /// <summary>At most one unfinished job of the user may have this key.</summary>
    public string? Key { get; init; }

    /// <summary>Earliest start; null for at once.</summary>
    public DateTimeOffset? RunAt { get; init; }
    public int MaxAttempts { get; init; } = DefaultAttempts;

    /// <summary>Who requested it: the actor recorded for the work.</summary>
    public string? Actor { get; init; }
}

/// <param name="IsNew">False if this is an earlier, unfinished job of the same key.</param>
internal readonly record struct EnqueuedJob(long JobNo, bool IsNew);
