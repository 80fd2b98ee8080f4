namespace Strata.Database;

/// <summary>
/// Access to the rows of a user under erasure, when all other access is closed; works even once the user is gone. Each step is its own
/// transaction, never grouped with other writes. Only one may be open per store: it must not meet a user added anew in between.
/// </summary>
internal abstract class ErasureConnection(UserId user) : IAsyncDisposable
{
    public UserId User { get; } = user;

    public abstract Engine Engine { get; }

    /// <summary>Runs reads against one snapshot.</summary>
    public abstract Task<T> ReadAsync<T>(Func<UserConnection, Task<T>> read, CancellationToken ct);

    /// <summary>Runs writes in a durable transaction that holds the ledger lock, if the ledger still exists.</summary>
    public abstract Task<T> WriteAsync<T>(Func<UserTransaction, Task<T>> write, CancellationToken ct);

    /// <summary>
    /// Lists every table with user rows from the database's catalog, each before the tables that its keys refer to. Excludes PostgreSQL's
    /// text index, which is erased by functions.
    /// </summary>
    public abstract Task<IReadOnlyList<UserTable>> TablesAsync(CancellationToken ct);

    /// <summary>Reclaims the space of a table's deleted rows where dead rows would slow others down.</summary>
    public abstract Task ReclaimAsync(UserTable table, CancellationToken ct);

    /// <summary>Removes all traces of deleted rows from the database files.</summary>
    /// <param name="rewrite">Also rewrites large tables, which takes long and blocks others.</param>
    /// <returns>Tables that were not rewritten: their free space may hold remains until it is reused.</returns>
    /// <exception cref="StrataException">STORAGE_PENDING: others kept the database in use; try again.</exception>
    public abstract Task<IReadOnlyList<string>> ScrubAsync(bool rewrite, IProgress<Progress>? progress, CancellationToken ct);

    /// <summary>Rewrites the tables, blocking whoever needs them; returns those that it could not rewrite.</summary>
    public abstract Task<IReadOnlyList<string>> RewriteAsync(
        IReadOnlyList<string> tables,
        IProgress<Progress>? progress,
        CancellationToken ct
    );

    /// <summary>Like <see cref="ScrubAsync"/>, after deletion of the last row, which holds only the user's name.</summary>
    public abstract Task ScrubNameAsync(CancellationToken ct);

    public abstract ValueTask DisposeAsync();

    protected static StrataException Busy(Exception? inner) =>
        new(ErrorCode.Conflict, "Another erasure is in progress; only one can run at a time.", inner);
}

/// <param name="Key">Columns of the primary key without <c>user_id</c>.</param>
/// <param name="References">Tables that its foreign keys refer to.</param>
/// <param name="IsAppendOnly">Whether only <see cref="UserTransaction.RemoveAsync"/> can delete its rows.</param>
internal sealed record UserTable(string Name, IReadOnlyList<string> Key, IReadOnlyList<string> References, bool IsAppendOnly)
{
    /// <summary>Sorts each table before those that it refers to.</summary>
    public static IReadOnlyList<UserTable> Ordered(IEnumerable<UserTable> tables)
    {
        var left = tables.OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        var ordered = new List<UserTable>();
        while (left.Count > 0)
        {
            var free = left.FindAll(t => !left.Exists(o => o != t && o.References.Contains(t.Name, StringComparer.Ordinal)));
            if (free.Count == 0)
            {
                throw new InvalidOperationException(
                    "Tables refer to each other in a circle: " + string.Join(", ", left.Select(t => t.Name))
                );
            }
            ordered.AddRange(free);
            left.RemoveAll(free.Contains);
        }
        return ordered;
    }
}
