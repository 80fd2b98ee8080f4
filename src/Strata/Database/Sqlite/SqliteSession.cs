using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Strata.Database.Sqlite;

/// <summary>An open connection with its prepared statements. One caller at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int MaxStatements = 256;

    /// <summary>Others may hold the write lock for the length of a large import batch.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Changes the first page, whatever it contains.</summary>
    private const string Touch = "pragma user_version = 1";

    private readonly SqliteConnection _connection;
    private readonly SqliteCheckpoints? _checkpoints;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldest = new();

    private SqliteSession(SqliteConnection connection, SqliteCheckpoints? checkpoints)
    {
        (_connection, _checkpoints) = (connection, checkpoints);
        Handle = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
    }

    public sqlite3 Handle { get; }

    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>Opens a session that refuses to write.</summary>
    public static SqliteSession OpenReader(string file) => Open(file, checkpoints: null, create: false);

    /// <param name="checkpoints">Copies the log of that file once commits have made it long.</param>
    /// <param name="create">Whether to create a missing file.</param>
    public static SqliteSession OpenWriter(string file, SqliteCheckpoints checkpoints, bool create = false) =>
        Open(file, checkpoints, create);

    private static SqliteSession Open(string file, SqliteCheckpoints? checkpoints, bool create)
    {
        var mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite;
        var builder = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Pooling = false,
            Mode = mode,
        };
        var connection = new SqliteConnection(builder.ToString());
        try
        {
            connection.Open();
            var session = new SqliteSession(connection, checkpoints);
            // No mmap: a failing disk would then kill the process (SIGBUS) instead of returning an error. Commits never checkpoint, see
            // SqliteCheckpoints.
            session.Script(
                $"""
                pragma busy_timeout = {Patience.TotalMilliseconds};
                pragma synchronous = full;
                pragma foreign_keys = on;
                pragma temp_store = memory;
                pragma wal_autocheckpoint = 0;
                pragma journal_size_limit = {checkpoints?.Limit ?? SqliteCheckpoints.DefaultLimit};
                pragma cache_size = {(checkpoints is null ? -16_000 : -24_000)};
                pragma query_only = {(checkpoints is null ? "on" : "off")};
                """
            );
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements without parameters and ignores their rows.</summary>
    public void Script(string sql)
    {
        Check(raw.sqlite3_exec(Handle, sql));
    }

    /// <summary>
    /// Switches a new file to write-ahead mode; changes nothing in an existing one. Pages are small because a large import mostly writes
    /// scattered index rows, each of which writes a whole page.
    /// </summary>
    public Task PrepareFileAsync(TimeProvider time, CancellationToken ct)
    {
        Script("pragma page_size = 4096");
        return PersistAsync(() => raw.sqlite3_exec(Handle, "pragma journal_mode = wal"), time, ct);
    }

    /// <summary>
    /// Takes the write lock. Retries at short, even intervals, so that a newcomer has the same chance as a process that takes the lock
    /// again and again.
    /// </summary>
    public async Task BeginWriteAsync(TimeProvider time, CancellationToken ct)
    {
        await PersistAsync(() => Step("begin immediate"), time, ct).ConfigureAwait(false);
        if (_checkpoints?.CopyRest() == true)
        {
            // Only a transaction that begins after the log was fully copied can restart it.
            Rollback();
            await PersistAsync(() => Step("begin immediate"), time, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Merges each full-text index into one segment, without deleted entries.</summary>
    public async Task OptimizeTextAsync(IReadOnlyList<string> tables, TimeProvider time, CancellationToken ct)
    {
        foreach (var table in tables)
        {
            await PersistAsync(() => raw.sqlite3_exec(Handle, $"insert into {table} ({table}) values ('optimize')"), time, ct)
                .ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Rewrites the whole file without free pages and their remains. Needs the file's size again as free space, at times twice.
    /// </summary>
    public Task VacuumAsync(TimeProvider time, CancellationToken ct) => PersistAsync(() => raw.sqlite3_exec(Handle, "vacuum"), time, ct);

    /// <summary>Copies the whole log into the file and truncates it.</summary>
    public Task EmptyLogAsync(TimeProvider time, CancellationToken ct) => PersistAsync(EmptyLog, time, ct);

    public void BeginRead() => Run("begin");

    /// <summary>Ends a read; temporary tables stay as they are.</summary>
    public void EndRead() => Run("commit");

    /// <summary>Commits the transaction of <see cref="BeginWriteAsync"/>.</summary>
    public void Commit()
    {
        var turn = _checkpoints?.TakeTurnIfDue();
        try
        {
            if (turn is not null)
            {
                Run(Touch);
            }
            Run("commit");
        }
        catch
        {
            turn?.Dispose();
            throw;
        }
        if (turn is not null)
        {
            _checkpoints?.Start(turn);
        }
    }

    /// <summary>Never throws: SQLite may have rolled back by itself.</summary>
    public void Rollback()
    {
        if (InTransaction)
        {
            Step("rollback");
        }
    }

    /// <summary>Returns a prepared statement, usable until it is disposed and cached for the next use of the same text.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var known))
        {
            if (known.TryTake())
            {
                return known;
            }
            return Compile(sql, kept: false);
        }
        if (_statements.Count >= MaxStatements)
        {
            Forget();
        }
        var statement = Compile(sql, kept: true);
        _statements.Add(sql, statement);
        _oldest.Enqueue(sql);
        statement.TryTake();
        return statement;
    }

    /// <exception cref="SqliteException">The result code is an error.</exception>
    public void Check(int rc)
    {
        if (rc is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(rc, Handle);
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }
        _statements.Clear();
        _connection.Dispose();
    }

    /// <summary>
    /// Makes one attempt. While others write, SQLite copies only as it does beside them, so each attempt needs its own commit first.
    /// </summary>
    private int EmptyLog()
    {
        using var turn = _checkpoints?.TryTakeTurn();
        if (turn is null)
        {
            return raw.SQLITE_BUSY;
        }
        var rc = raw.sqlite3_exec(Handle, $"begin immediate; {Touch}; commit");
        Rollback();
        return rc == raw.SQLITE_OK ? raw.sqlite3_wal_checkpoint_v2(Handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _) : rc;
    }

    private SqliteStatement Compile(string sql, bool kept)
    {
        Check(raw.sqlite3_prepare_v2(Handle, sql, out var statement, out var tail));
        if (!string.IsNullOrWhiteSpace(tail))
        {
            statement.Dispose();
            throw new InvalidOperationException("One statement at a time: " + tail.Trim());
        }
        return new SqliteStatement(this, statement, kept);
    }

    private void Forget()
    {
        for (var i = _oldest.Count; i > MaxStatements / 2; i--)
        {
            var sql = _oldest.Dequeue();
            if (_statements[sql].TryTake())
            {
                _statements[sql].Close();
                _statements.Remove(sql);
            }
            else
            {
                _oldest.Enqueue(sql);
            }
        }
    }

    private async Task PersistAsync(Func<int> attempt, TimeProvider time, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        Check(raw.sqlite3_busy_timeout(Handle, 0));
        try
        {
            while (true)
            {
                var rc = attempt();
                var waited = time.GetElapsedTime(started);
                if ((rc & 0xff) is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED) || waited > Patience)
                {
                    Check(rc);
                    return;
                }
                await Task.Delay(TimeSpan.FromMilliseconds(waited.TotalSeconds < 1 ? 1 : 4), time, ct).ConfigureAwait(false);
            }
        }
        finally
        {
            Check(raw.sqlite3_busy_timeout(Handle, (int)Patience.TotalMilliseconds));
        }
    }

    private void Run(string sql) => Check(Step(sql));

    private int Step(string sql)
    {
        using var statement = Prepare(sql);
        return statement.StepCode();
    }
}
