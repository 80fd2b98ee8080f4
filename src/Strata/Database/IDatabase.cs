namespace Strata.Database;

public enum Engine
{
    Sqlite,
    PostgreSql,
}

/// <summary>
/// One of the two engines. A user's rows are reachable only through a connection bound to that user: PostgreSQL enforces this by row-level
/// security, the SQLite connection refuses statements that do not name <c>@user</c>.
/// </summary>
public interface IDatabase : IAsyncDisposable
{
    Engine Engine { get; }

    /// <summary>Describes engine, version and location for <c>strata doctor</c>, without secrets.</summary>
    Task<string> DescribeAsync(CancellationToken ct);

    /// <summary>
    /// Applies missing migrations under a lock. Refuses a database whose applied migrations differ from ours or that a newer program has
    /// contracted; accepts one that newer programs have only expanded (docs/adr/0018-telemetry.md). After a later contraction, reads and
    /// writes fail with PROGRAM_OUTDATED (docs/adr/0027-contractions.md).
    /// </summary>
    Task MigrateAsync(CancellationToken ct);

    /// <summary>Lists the migrations recorded in the database.</summary>
    internal Task<IReadOnlyList<AppliedMigration>> AppliedAsync(CancellationToken ct);

    /// <summary>Runs reads against one consistent snapshot. UNAUTHENTICATED if the user does not exist or is being erased.</summary>
    Task<T> ReadAsync<T>(UserId user, Func<UserConnection, Task<T>> read, CancellationToken ct);

    /// <summary>Runs one query and returns its first row, in one round trip. UNAUTHENTICATED as for reads.</summary>
    Task<T?> FindAsync<T>(UserId user, string sql, object? args, CancellationToken ct);

    /// <summary>
    /// Runs <paramref name="write"/> in a durable transaction that holds the user's ledger lock; returns after the commit is on disk.
    /// Concurrent small writes of a user share one transaction and one fsync (group commit); if one fails after writing, the group is
    /// rolled back and each is rerun alone. So <paramref name="write"/> may run more than once and must have no effect outside the
    /// transaction. UNAUTHENTICATED as for reads.
    /// </summary>
    Task<T> WriteAsync<T>(UserId user, Func<UserTransaction, Task<T>> write, CancellationToken ct);

    /// <summary>Lists all users. For administration only.</summary>
    Task<IReadOnlyList<UserRecord>> ListUsersAsync(CancellationToken ct);

    /// <summary>
    /// Adds a user with an empty ledger and a number that no user ever had. CONFLICT if the name is taken or being erased.
    /// </summary>
    /// <param name="prepare">
    /// Writes a new user's initial rows in the same transaction, so that no user exists without them. Null if there are none.
    /// </param>
    Task<UserRecord> AddUserAsync(UserId user, string? displayName, long now, Func<UserTransaction, Task>? prepare, CancellationToken ct);

    Task<bool> UserExistsAsync(UserId user, CancellationToken ct);

    /// <summary>Opens access to the rows of a user under erasure. CONFLICT if another erasure is in progress.</summary>
    internal Task<ErasureConnection> OpenErasureAsync(UserId user, CancellationToken ct);

    /// <summary>
    /// Returns the store-wide value of that name, the same for every process. <paramref name="make"/> creates it on first use; if several
    /// processes do so at once, one result wins.
    /// </summary>
    internal Task<byte[]> KeptAsync(string name, Func<Task<byte[]>> make, CancellationToken ct);

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction limited to the queue tables, for all users: on PostgreSQL as a role with rights on
    /// those tables only, on SQLite through a session that refuses every other table. For workers only.
    /// </summary>
    internal Task<T> QueueAsync<T>(QueueUse use, Func<QueueConnection, Task<T>> work, CancellationToken ct);

    /// <summary>Wakes other processes' workers for a partition of jobs soon, but without guarantee. Does not wait, never throws.</summary>
    internal void Ring(string line);

    /// <summary>
    /// Yields the partitions that any process rings for; ends when the connection is lost. An empty string means that others may have been
    /// missed, as at the start. SQLite yields only empty strings, shortly after a commit, if jobs are ready.
    /// </summary>
    internal IAsyncEnumerable<string> ListenAsync(CancellationToken ct);
}

/// <param name="UserNo">Small number, never reused in this database; prefixes row ids of the full-text index.</param>
/// <param name="CreatedAt">Unix microseconds.</param>
public sealed record UserRecord(string UserId, long UserNo, string? DisplayName, long CreatedAt);
