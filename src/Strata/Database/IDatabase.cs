namespace Strata.Database;

public enum Engine
{
    Sqlite,
    PostgreSql,
}

/// <summary>
/// One of the two engines. Nothing reaches a user's rows but through a connection that is bound to that user:
/// on PostgreSQL row-level security refuses everything else, on SQLite the connection refuses statements that do not name <c>@user</c>.
/// </summary>
public interface IDatabase : IAsyncDisposable
{
    Engine Engine { get; }

    /// <summary>Engine, version, where; for <c>strata doctor</c>. Holds no secret.</summary>
    Task<string> DescribeAsync(CancellationToken ct);

    /// <summary>
    /// Applies missing migrations under a lock. Refuses a database whose applied migrations differ from ours, or that a newer program has
    /// contracted; one that newer programs have only expanded is taken as it is (docs/adr/0018-telemetry.md). Where that happens later,
    /// everything below is refused from then on: PROGRAM_OUTDATED (docs/adr/0027-contractions.md).
    /// </summary>
    Task MigrateAsync(CancellationToken ct);

    /// <summary>The migrations that the database has, as it says itself.</summary>
    internal Task<IReadOnlyList<AppliedMigration>> AppliedAsync(CancellationToken ct);

    /// <summary>
    /// Runs reads against one consistent snapshot. UNAUTHENTICATED where there is no such user, or they are being erased.
    /// </summary>
    Task<T> ReadAsync<T>(UserId user, Func<UserConnection, Task<T>> read, CancellationToken ct);

    /// <summary>One question by itself: its first row, in one round trip. UNAUTHENTICATED as for reads.</summary>
    Task<T?> FindAsync<T>(UserId user, string sql, object? args, CancellationToken ct);

    /// <summary>
    /// Runs <paramref name="write"/> in a durable transaction that holds the user's ledger lock; returns after the commit is on disk.
    /// Concurrent small writes of a user share one transaction and one fsync (group commit): where one of a group fails after
    /// it wrote, the group is rolled back and each is run again alone. So <paramref name="write"/> may run more than once
    /// and must have no effect outside the transaction. UNAUTHENTICATED as for reads.
    /// </summary>
    Task<T> WriteAsync<T>(UserId user, Func<UserTransaction, Task<T>> write, CancellationToken ct);

    /// <summary>Every user there is. Administration only.</summary>
    Task<IReadOnlyList<UserRecord>> ListUsersAsync(CancellationToken ct);

    /// <summary>
    /// Adds a user with an empty ledger and a number that no user ever had. CONFLICT where the name is taken, or being erased.
    /// </summary>
    /// <param name="prepare">
    /// Writes what every user starts with, in the same transaction: there is no user without it. Null: nothing.
    /// </param>
    Task<UserRecord> AddUserAsync(UserId user, string? displayName, long now, Func<UserTransaction, Task>? prepare, CancellationToken ct);

    Task<bool> UserExistsAsync(UserId user, CancellationToken ct);

    /// <summary>The way to the rows of a user who is being erased. CONFLICT where another erasure is under way.</summary>
    internal Task<ErasureConnection> OpenErasureAsync(UserId user, CancellationToken ct);

    /// <summary>
    /// What the store as a whole keeps under that name, the same for every process that asks; <paramref name="make"/> makes it the first
    /// time, perhaps in several processes, of which one is heard.
    /// </summary>
    internal Task<byte[]> KeptAsync(string name, Func<Task<byte[]>> make, CancellationToken ct);

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction that sees the jobs of all users and nothing else of them: on PostgreSQL as a role
    /// with rights on those tables alone, on SQLite through a session that refuses every other table. For workers only.
    /// </summary>
    internal Task<T> QueueAsync<T>(QueueUse use, Func<QueueConnection, Task<T>> work, CancellationToken ct);

    /// <summary>
    /// Wakes the workers of other processes for this line of jobs, soon and without a promise. Does not wait, never throws.
    /// </summary>
    internal void Ring(string line);

    /// <summary>
    /// Lines that any process rings for; ends when the connection is lost. An empty one says that others may have been missed, as at the
    /// beginning; on SQLite there are only such, soon after anything was committed, where jobs are ready.
    /// </summary>
    internal IAsyncEnumerable<string> ListenAsync(CancellationToken ct);
}

/// <param name="UserNo">Small number, unique in this database for all time; prefixes row ids of the full-text index.</param>
/// <param name="CreatedAt">Unix microseconds.</param>
public sealed record UserRecord(string UserId, long UserNo, string? DisplayName, long CreatedAt);
