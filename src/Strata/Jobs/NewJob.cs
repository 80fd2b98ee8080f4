namespace Strata.Jobs;

/// <summary>Work to be done once the transaction that asks for it is committed.</summary>
internal sealed record NewJob(string Kind)
{
    public const int MaxPayload = 256 * 1024;
    public const int DefaultAttempts = 5;

    /// <summary>
    /// Times that an attempt may end with its worker, or its connection to the database, for so many that may fail by themselves.
    /// </summary>
    public static long LapsesOf(long attempts) => attempts * 2;

    /// <summary>JSON.</summary>
    public string Payload { get; init; } = "{}";

    /// <summary>While a job of this key is unfinished, the user gets no second one.</summary>
    public string? Key { get; init; }

    /// <summary>Not before; null: at once.</summary>
    public DateTimeOffset? RunAt { get; init; }
    public int MaxAttempts { get; init; } = DefaultAttempts;

    /// <summary>Who asked for it: what the work is signed with.</summary>
    public string? Actor { get; init; }
}

/// <param name="IsNew">False: a job of the same key was unfinished, and this is it.</param>
internal readonly record struct EnqueuedJob(long JobNo, bool IsNew);
