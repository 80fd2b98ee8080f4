using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Strata.Database.Sqlite;

/// <summary>
/// The embedded engine: one file in write-ahead mode, one writer with group commit, many readers. Every commit is on disk (<c>synchronous =
/// full</c>) before it is acknowledged. Other processes may use the file at the same time.
/// </summary>
public sealed class SqliteDatabase : IDatabase
{
    /// <summary>Readers kept open between reads; concurrent reads may open more.</summary>
    private const int MaxIdleReaders = 16;

    private readonly string _file;
    private readonly TimeProvider _time;
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly Lock _opening = new();
    private readonly SqliteCheckpoints _checkpoints;
    private readonly SqliteQueue _queue;
    private SqliteWriter? _writer;
    private bool _disposed;

    /// <param name="file">Created on first use with its folder, readable only by its owner.</param>
    public SqliteDatabase(string file, TimeProvider? timeProvider = null)
        : this(file, SqliteCheckpoints.DefaultLimit, timeProvider) { }

    /// <inheritdoc cref="SqliteCheckpoints" path="/param[@name='limit']"/>
    internal SqliteDatabase(string file, long log, TimeProvider? timeProvider = null)
    {
        (_file, _time) = (file, timeProvider ?? TimeProvider.System);
        _checkpoints = new SqliteCheckpoints(file, log);
        _queue = new SqliteQueue(file, _checkpoints, _time);
    }

    public Engine Engine => Engine.Sqlite;

    public Task<string> DescribeAsync(CancellationToken ct)
    {
        using var connection = new SqliteConnection();
        return Task.FromResult($"SQLite {connection.ServerVersion}, {Path.GetFullPath(_file)}");
    }

    public Task MigrateAsync(CancellationToken ct) => MigrateAsync(Migration.Embedded(Engine), ct);

    public async Task<T> ReadAsync<T>(UserId user, Func<UserConnection, Task<T>> read, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var session = RentReader();
        try
        {
            // Interrupts a long query. Readers only: on the writer it would roll back other callers' writes as well.
            using var interruption = ct.UnsafeRegister(
                static state => SQLitePCL.raw.sqlite3_interrupt(((SqliteSession)state!).Handle), // passed below
                session
            );
            session.BeginRead();
            var number = SqliteUsers.Enter(session, user);
            return await read(new SqliteReader(session, user, number, ct)).ConfigureAwait(false);
        }
        finally
        {
            ReturnReader(session);
        }
    }

    public Task<T?> FindAsync<T>(UserId user, string sql, object? args, CancellationToken ct) =>
        ReadAsync(user, connection => connection.QueryFirstOrDefaultAsync<T>(sql, args), ct);

    public async Task<T> WriteAsync<T>(UserId user, Func<UserTransaction, Task<T>> write, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        GroupCommit.RefuseNested();
        var pending = new PendingWrite<T>(user, write, ct);
        Writer().Enqueue(pending);
        return await pending.AnswerAsync().ConfigureAwait(false);
    }

    public Task<IReadOnlyList<UserRecord>> ListUsersAsync(CancellationToken ct)
    {
        var session = RentReader();
        try
        {
            return Task.FromResult<IReadOnlyList<UserRecord>>(SqliteUsers.List(session));
        }
        finally
        {
            ReturnReader(session);
        }
    }

    public async Task<UserRecord> AddUserAsync(
        UserId user,
        string? displayName,
        long now,
        Func<UserTransaction, Task>? prepare,
        CancellationToken ct
    )
    {
        using var session = SqliteSession.OpenWriter(_file, _checkpoints);
        return await SqliteUsers.AddAsync(session, user, displayName, now, prepare, _time, ct).ConfigureAwait(false);
    }

    public Task<bool> UserExistsAsync(UserId user, CancellationToken ct)
    {
        var session = RentReader();
        try
        {
            return Task.FromResult(SqliteUsers.Find(session, user) is not null);
        }
        finally
        {
            ReturnReader(session);
        }
    }

    Task<IReadOnlyList<AppliedMigration>> IDatabase.AppliedAsync(CancellationToken ct)
    {
        var session = RentReader();
        try
        {
            return Task.FromResult<IReadOnlyList<AppliedMigration>>(SqliteMigrator.Applied(session));
        }
        finally
        {
            ReturnReader(session);
        }
    }

    Task<ErasureConnection> IDatabase.OpenErasureAsync(UserId user, CancellationToken ct) =>
        Task.FromResult<ErasureConnection>(SqliteErasure.Open(_file, _checkpoints, user, _time));

    async Task<byte[]> IDatabase.KeptAsync(string name, Func<Task<byte[]>> make, CancellationToken ct)
    {
        using var session = SqliteSession.OpenWriter(_file, _checkpoints);
        return SqliteUsers.Kept(session, name)
            ?? await SqliteUsers.KeepAsync(session, name, await make().ConfigureAwait(false), _time, ct).ConfigureAwait(false);
    }

    Task<T> IDatabase.QueueAsync<T>(QueueUse use, Func<QueueConnection, Task<T>> work, CancellationToken ct) =>
        _queue.RunAsync(use, work, ct);

    /// <summary>Does nothing: other processes notice the commit, and this process's workers have been told.</summary>
    void IDatabase.Ring(string line) { }

    /// <summary>Yields only empty strings: a commit does not tell what changed, only that jobs are ready after it.</summary>
    IAsyncEnumerable<string> IDatabase.ListenAsync(CancellationToken ct) => _queue.ListenAsync(ct);

    /// <summary>Waits for accepted writes, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        SqliteWriter? writer;
        lock (_opening)
        {
            _disposed = true;
            writer = _writer;
        }
        if (writer is not null)
        {
            await writer.DisposeAsync().ConfigureAwait(false);
        }
        await _queue.DisposeAsync().ConfigureAwait(false);
        await _checkpoints.DisposeAsync().ConfigureAwait(false);
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    internal async Task MigrateAsync(IReadOnlyList<Migration> migrations, CancellationToken ct)
    {
        MakeFolder();
        MakeFile();
        using var session = SqliteSession.OpenWriter(_file, _checkpoints, create: true);
        await session.PrepareFileAsync(_time, ct).ConfigureAwait(false);
        await SqliteMigrator.RunAsync(session, migrations, _time, ct).ConfigureAwait(false);
    }

    private void MakeFolder()
    {
        if (Path.GetDirectoryName(Path.GetFullPath(_file)) is not { } folder || Directory.Exists(folder))
        {
            return;
        }
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Creates the file, readable only by its owner; so is its log.</summary>
    private void MakeFile()
    {
        if (!OperatingSystem.IsWindows() && !File.Exists(_file))
        {
            const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            new FileStream(
                _file,
                new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.Write,
                    UnixCreateMode = Owner,
                }
            ).Dispose();
        }
    }

    private SqliteWriter Writer()
    {
        lock (_opening)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _writer ??= new SqliteWriter(SqliteSession.OpenWriter(_file, _checkpoints), _time);
        }
    }

    private SqliteSession RentReader()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _readers.TryTake(out var reader) ? reader : SqliteSession.OpenReader(_file);
    }

    private void ReturnReader(SqliteSession session)
    {
        session.Rollback();
        if (_disposed || _readers.Count >= MaxIdleReaders)
        {
            session.Dispose();
        }
        else
        {
            _readers.Add(session);
        }
    }
}
