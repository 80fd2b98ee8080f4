namespace Strata.Blobs;

/// <summary>A database after whose first read something happens, before the reader goes on.</summary>
internal sealed class InterleavedDatabase(IDatabase inner, Func<Task> then) : IDatabase
{
    private Func<Task>? _then = then;

    public Engine Engine => inner.Engine;

    public async Task<T> ReadAsync<T>(UserId user, Func<UserConnection, Task<T>> read, CancellationToken ct)
    {
        var seen = await inner.ReadAsync(user, read, ct);
        if (Interlocked.Exchange(ref _then, null) is { } happens)
        {
            await happens();
        }
        return seen;
    }

    public Task<T?> FindAsync<T>(UserId user, string sql, object? args, CancellationToken ct) => inner.FindAsync<T>(user, sql, args, ct);

    public Task<T> WriteAsync<T>(UserId user, Func<UserTransaction, Task<T>> write, CancellationToken ct) =>
        inner.WriteAsync(user, write, ct);

    public Task<string> DescribeAsync(CancellationToken ct) => inner.DescribeAsync(ct);

    public Task MigrateAsync(CancellationToken ct) => inner.MigrateAsync(ct);

    public Task<IReadOnlyList<UserRecord>> ListUsersAsync(CancellationToken ct) => inner.ListUsersAsync(ct);

    public Task<UserRecord> AddUserAsync(
        UserId user,
        string? displayName,
        long now,
        Func<UserTransaction, Task>? prepare,
        CancellationToken ct
    ) => inner.AddUserAsync(user, displayName, now, prepare, ct);

    public Task<bool> UserExistsAsync(UserId user, CancellationToken ct) => inner.UserExistsAsync(user, ct);

    Task<IReadOnlyList<AppliedMigration>> IDatabase.AppliedAsync(CancellationToken ct) => inner.AppliedAsync(ct);

    Task<ErasureConnection> IDatabase.OpenErasureAsync(UserId user, CancellationToken ct) => inner.OpenErasureAsync(user, ct);

    Task<byte[]> IDatabase.KeptAsync(string name, Func<Task<byte[]>> make, CancellationToken ct) => inner.KeptAsync(name, make, ct);

    Task<T> IDatabase.QueueAsync<T>(QueueUse use, Func<QueueConnection, Task<T>> work, CancellationToken ct) =>
        inner.QueueAsync(use, work, ct);

    void IDatabase.Ring(string line) => inner.Ring(line);

    IAsyncEnumerable<string> IDatabase.ListenAsync(CancellationToken ct) => inner.ListenAsync(ct);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
