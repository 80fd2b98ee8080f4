using SQLitePCL;

namespace Strata.Database.Sqlite;

/// <summary>
/// The queue's own sessions: a writer, a reader and a listener. SQLite's authorizer checks every table when a statement is prepared and
/// refuses all but those of the queue.
/// </summary>
internal sealed class SqliteQueue(string file, SqliteCheckpoints checkpoints, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _reading = new(1);
    private SqliteSession? _writer;
    private SqliteSession? _reader;
    private bool _waits = true;
    private bool _disposed;

    public Task<T> RunAsync<T>(QueueUse use, Func<QueueConnection, Task<T>> work, CancellationToken ct) =>
        use == QueueUse.Read ? ReadAsync(work, ct) : WriteAsync(use == QueueUse.Write, work, ct);

    /// <summary>See <see cref="SqliteCommitNotifier"/>.</summary>
    public IAsyncEnumerable<string> ListenAsync(CancellationToken ct) =>
        new SqliteCommitNotifier(() => Open(readOnly: true)).ListenAsync(ct);

    /// <summary>Waits for running transactions, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        await _reading.WaitAsync().ConfigureAwait(false);
        _disposed = true;
        _writer?.Dispose();
        _reader?.Dispose();
        _reading.Release();
        _writing.Release();
    }

    private async Task<T> ReadAsync<T>(Func<QueueConnection, Task<T>> work, CancellationToken ct)
    {
        await _reading.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteDatabase));
            var session = _reader ??= Open(readOnly: true);
            session.BeginRead();
            try
            {
                SqliteUsers.Pass(session);
                return await work(new SqliteQueueConnection(session, ct)).ConfigureAwait(false);
            }
            finally
            {
                session.Rollback();
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<T> WriteAsync<T>(bool durable, Func<QueueConnection, Task<T>> work, CancellationToken ct)
    {
        await _writing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteDatabase));
            var session = _writer ??= Open(readOnly: false);
            if (_waits != durable)
            {
                // A later commit that waits for fsync also makes everything before it in the log durable.
                session.Script(durable ? "pragma synchronous = full" : "pragma synchronous = normal");
                _waits = durable;
            }
            await session.BeginWriteAsync(time, ct).ConfigureAwait(false);
            try
            {
                SqliteUsers.Pass(session);
                var result = await work(new SqliteQueueConnection(session, ct)).ConfigureAwait(false);
                session.Commit();
                return result;
            }
            catch
            {
                session.Rollback();
                throw;
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private SqliteSession Open(bool readOnly)
    {
        var session = readOnly ? SqliteSession.OpenReader(file) : SqliteSession.OpenWriter(file, checkpoints);
        session.Check(raw.sqlite3_set_authorizer(session.Handle, Authorize, null));
        return session;
    }

    private static int Authorize(object user, int action, string first, string second, string database, string inner) =>
        action switch
        {
            raw.SQLITE_SELECT or raw.SQLITE_TRANSACTION or raw.SQLITE_FUNCTION or raw.SQLITE_RECURSIVE => raw.SQLITE_OK,
            raw.SQLITE_PRAGMA when first is "synchronous" or "user_version" or "data_version" => raw.SQLITE_OK,
            raw.SQLITE_READ when MayRead(first, second) => raw.SQLITE_OK,
            raw.SQLITE_INSERT or raw.SQLITE_UPDATE or raw.SQLITE_DELETE when first is "jobs" or "job_archive" => raw.SQLITE_OK,
            _ => raw.SQLITE_DENY,
        };

    private static bool MayRead(string table, string column) =>
        table is "jobs" or "job_archive" or "job_pauses" or "job_schedules" or "strata_migrations"
        || (table == "runs" && column is "user_id" or "run_no" or "status" or "lease_until")
        || (table == "usage_reservations" && column is "user_id" or "expires_at")
        || (table == "ledger_heads" && column == "storage_bytes");

    private sealed class SqliteQueueConnection(SqliteSession session, CancellationToken ct) : QueueConnection
    {
        private readonly SqliteQueries _queries = new(session, default, ct);

        public override Engine Engine => Engine.Sqlite;

        public override Task<List<T>> QueryAsync<T>(string sql, object? args = null) =>
            Task.FromResult(_queries.Query<T>(SqlText.ForQueue(Engine, sql), args));

        public override Task<int> ExecuteAsync(string sql, object? args = null) =>
            Task.FromResult(_queries.Execute(SqlText.ForQueue(Engine, sql), args));
    }
}
