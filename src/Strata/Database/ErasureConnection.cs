namespace Strata.Database;

/// <summary>
/// The way to the rows of a user who is being erased, when every other way to them is closed; it works as well when the user is gone. Steps
/// are transactions of their own, never grouped with others' writes. There is one at a time in a store: it must not meet a user who was
/// added anew in between.
/// </summary>
internal abstract class ErasureConnection(UserId user) : IAsyncDisposable
{
    public UserId User { get; } = user;

    public abstract Engine Engine { get; }

    /// <summary>Runs reads against one snapshot.</summary>
    public abstract Task<T> ReadAsync<T>(Func<UserConnection, Task<T>> read, CancellationToken ct);

    /// <summary>Runs writes in a durable transaction that holds the ledger lock, as long as there is a ledger.</summary>
    public abstract Task<T> WriteAsync<T>(Func<UserTransaction, Task<T>> write, CancellationToken ct);

    /// <summary>
    /// Every table with rows of users, as the database itself has them, each before those that its keys refer to. Only the text index of
    /// PostgreSQL, which has functions for that, is not among them.
    /// </summary>
    public abstract Task<IReadOnlyList<UserTable>> TablesAsync(CancellationToken ct);

    /// <summary>Gives back the room of rows that were removed from a table, where others' work would stumble over it.</summary>
    public abstract Task ReclaimAsync(UserTable table, CancellationToken ct);

    /// <summary>Leaves nothing of removed rows in the files of the database.</summary>
    /// <param name="rewrite">Writes anew also what takes long and keeps others waiting meanwhile.</param>
    /// <returns>Tables that were not written anew: their free space may hold remains until it is used again.</returns>
    /// <exception cref="StrataException">STORAGE_PENDING: others were at work all the time; try again.</exception>
    public abstract Task<IReadOnlyList<string>> ScrubAsync(bool rewrite, IProgress<Progress>? progress, CancellationToken ct);

    /// <summary>Writes those tables anew, whoever needs them waiting meanwhile; gives the ones that it could not.</summary>
    public abstract Task<IReadOnlyList<string>> RewriteAsync(
        IReadOnlyList<string> tables,
        IProgress<Progress>? progress,
        CancellationToken ct
    );

    /// <summary>As <see cref="ScrubAsync"/>, after the last row was removed, which says no more than the user's name.</summary>
    public abstract Task ScrubNameAsync(CancellationToken ct);

    public abstract ValueTask DisposeAsync();

    protected static StrataException Busy(Exception? inner) =>
        new(ErrorCode.Conflict, "Another erasure is in progress; only one can run at a time.", inner);
}

/// <param name="Key">The columns of the primary key without the user.</param>
/// <param name="References">Tables that its foreign keys refer to.</param>
/// <param name="IsAppendOnly">Whether its rows go by <see cref="UserTransaction.RemoveAsync"/> alone.</param>
internal sealed record UserTable(string Name, IReadOnlyList<string> Key, IReadOnlyList<string> References, bool IsAppendOnly)
{
    /// <summary>Each before those that it refers to.</summary>
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
