namespace Strata.Database;

/// <summary>What a transaction of the queue is for.</summary>
internal enum QueueUse
{
    Read,

    /// <summary>
    /// Commits without waiting for the disk. Whatever is durable afterwards comes later in the same log and so makes this durable too:
    /// a crash can only undo a claim of which nothing remains.
    /// </summary>
    Claim,

    /// <summary>Commits durably.</summary>
    Write,
}

/// <summary>
/// The tables of the queue, of all users: <c>jobs</c>, <c>job_archive</c>, <c>job_pauses</c>, <c>job_schedules</c>, and of <c>runs</c> and
/// <c>usage_reservations</c> whose they are and how long they are held. Every other table is refused by the database.
/// </summary>
internal abstract class QueueConnection
{
    public abstract Engine Engine { get; }

    public abstract Task<List<T>> QueryAsync<T>(string sql, object? args = null);

    public abstract Task<int> ExecuteAsync(string sql, object? args = null);
}
