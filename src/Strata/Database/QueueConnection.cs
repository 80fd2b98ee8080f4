namespace Strata.Database;

/// <summary>Purpose of a queue transaction.</summary>
internal enum QueueUse
{
    Read,

    /// <summary>
    /// Commits without waiting for fsync. Any later durable commit follows it in the same log and so makes it durable too: a crash can only
    /// undo a claim that left no other trace.
    /// </summary>
    Claim,

    /// <summary>Commits durably.</summary>
    Write,
}

/// <summary>
/// Access to the queue tables of all users: <c>jobs</c>, <c>job_archive</c>, <c>job_pauses</c>, <c>job_schedules</c>, and the user and
/// lease columns of <c>runs</c> and <c>usage_reservations</c>. The database refuses every other table.
/// </summary>
internal abstract class QueueConnection
{
    public abstract Engine Engine { get; }

    public abstract Task<List<T>> QueryAsync<T>(string sql, object? args = null);

    public abstract Task<int> ExecuteAsync(string sql, object? args = null);
}
