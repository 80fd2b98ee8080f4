namespace Strata.Database;

/// <summary>A <see cref="UserConnection"/> that may write, while it holds the user's ledger lock.</summary>
public abstract class UserTransaction : UserConnection
{
    public abstract Task<int> ExecuteAsync(string sql, object? args = null);

    /// <summary>
    /// Deletes rows of an append-only table (<see cref="UserTable.IsAppendOnly"/>), which the database allows while an erasure of the user
    /// is recorded.
    /// </summary>
    internal virtual Task<int> RemoveAsync(string sql, object? args = null) => ExecuteAsync(sql, args);

    /// <summary>
    /// Writes many rows in one go (prepared statement in a loop on SQLite, <c>unnest</c> of arrays on PostgreSQL).
    /// Rows hold the values of <see cref="BulkTable.Columns"/> in order; <c>user_id</c> is added by the transaction.
    /// </summary>
    public abstract Task BulkAsync(BulkTable table, BulkMode mode, IReadOnlyList<object?[]> rows);

    /// <summary>
    /// Like <see cref="BulkAsync"/>, for when the caller needs no result: a few rows may be sent, and fail, with the next awaited statement
    /// or the flush.
    /// </summary>
    public virtual Task PostAsync(BulkTable table, BulkMode mode, IReadOnlyList<object?[]> rows) => BulkAsync(table, mode, rows);

    /// <summary>Posts a statement that returns no rows.</summary>
    public virtual Task PostAsync(string sql, object? args = null) => ExecuteAsync(sql, args);

    /// <summary>
    /// Returns the state that all writes of a group share and that is flushed once before the commit (the ledger session); creates it on
    /// first use.
    /// </summary>
    public abstract T Shared<T>(Func<UserTransaction, T> create)
        where T : class, ICommitParticipant;
}
