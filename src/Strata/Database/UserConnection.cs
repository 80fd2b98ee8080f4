namespace Strata.Database;

/// <summary>
/// A connection that can only see one user. Every statement names <c>@user</c>, which the connection binds.
/// SQL is written once for both engines; the one construct that differs, membership in a list, is written
/// <c>IN_LIST(@name)</c> after the column: <c>where user_id = @user and seq IN_LIST(@seqs)</c>, with a list of long or string as argument.
/// Times are Unix microseconds (bigint), JSON is canonical text.
/// </summary>
public abstract class UserConnection
{
    public abstract UserId User { get; }
    public abstract long UserNo { get; }
    public abstract Engine Engine { get; }
    public abstract CancellationToken Cancellation { get; }

    /// <summary>Last schema activation in this connection's snapshot; null if it must be queried.</summary>
    internal virtual LastActivation? LastActivation => null;

    public abstract Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args = null);

    public abstract Task<T?> QueryFirstOrDefaultAsync<T>(string sql, object? args = null);

    /// <summary>
    /// Queues a query: PostgreSQL sends it with the next awaited statement, in one round trip; SQLite runs it when its own rows are
    /// awaited. A query that is never awaited may never run.
    /// </summary>
    public virtual PendingResult<T> Ask<T>(string sql, object? args = null) => new(() => QueryAsync<T>(sql, args));

    /// <summary>Streams rows, for results that do not fit in memory.</summary>
    public abstract IAsyncEnumerable<T> StreamAsync<T>(string sql, object? args = null);

    /// <summary>
    /// Streams what <paramref name="map"/> returns for each row: for so many rows that creating an object for each would cost more than
    /// reading it.
    /// </summary>
    internal abstract IAsyncEnumerable<T> StreamAsync<T>(string sql, object? args, Func<RowReader, T>? map);

    /// <summary>
    /// Hands each row to <paramref name="read"/> as it arrives, without a cursor or an object per row: for millions of them. The connection
    /// answers nothing else until the last.
    /// </summary>
    internal virtual async Task EachAsync(string sql, object? args, Action<RowReader> read)
    {
        await foreach (var _ in StreamAsync(sql, args, Read)) { }

        bool Read(RowReader row)
        {
            read(row);
            return true;
        }
    }
}

public interface ICommitParticipant
{
    /// <summary>Called once, before the commit; an exception rolls the group back.</summary>
    Task FlushAsync();

    /// <summary>Increases with every change to this state: a write that fails after a change must roll the group back.</summary>
    long Changes { get; }

    /// <summary>Called once the commit is on disk. Must be fast and not throw.</summary>
    void Committed() { }
}

public enum BulkType
{
    Integer,
    Text,
    Bytes,
    Real,
}

public sealed record BulkColumn(string Name, BulkType Type);

/// <param name="Key">The key columns without <c>user_id</c>.</param>
public sealed record BulkTable(string Name, IReadOnlyList<string> Key, IReadOnlyList<BulkColumn> Columns);

public enum BulkMode
{
    /// <summary>A row whose key exists is an error.</summary>
    Insert,

    /// <summary>A row whose key exists is left as it is.</summary>
    InsertIfAbsent,

    /// <summary>A row whose key exists is replaced in all other columns.</summary>
    Upsert,

    /// <summary>Rows hold the key columns only, in the order of <see cref="BulkTable.Key"/>.</summary>
    Delete,
}
