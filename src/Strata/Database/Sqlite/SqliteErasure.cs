using SQLitePCL;

namespace Strata.Database.Sqlite;

/// <summary>Erases on its own session, which overwrites what it deletes.</summary>
internal sealed class SqliteErasure : ErasureConnection
{
    private readonly SqliteSession _session;
    private readonly FileStream _turn;
    private readonly TimeProvider _time;

    private SqliteErasure(SqliteSession session, FileStream turn, UserId user, TimeProvider time)
        : base(user)
    {
        (_session, _turn, _time) = (session, turn, time);
        // Sorts and rewrites may not fit in memory; SQLite unlinks such temporary files as soon as they are open.
        session.Script("pragma secure_delete = on; pragma temp_store = file");
    }

    /// <exception cref="StrataException">CONFLICT: an erasure is in progress in this or another process.</exception>
    public static SqliteErasure Open(string file, SqliteCheckpoints checkpoints, UserId user, TimeProvider time)
    {
        FileStream turn;
        try
        {
            // The empty file is never deleted: a process that has just opened it could hold the deleted one while a third creates another.
            // Opened read-only, since it may belong to root, who has erased in another user's store.
            turn = new FileStream(file + "-erasure", FileMode.OpenOrCreate, FileAccess.Read, FileShare.None, 1);
        }
        catch (IOException e)
        {
            throw Busy(e);
        }
        try
        {
            return new SqliteErasure(SqliteSession.OpenWriter(file, checkpoints), turn, user, time);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    public override Engine Engine => Engine.Sqlite;

    public override async Task<T> ReadAsync<T>(Func<UserConnection, Task<T>> read, CancellationToken ct)
    {
        try
        {
            _session.BeginRead();
            var result = await read(new SqliteReader(_session, User, UserNo, ct)).ConfigureAwait(false);
            _session.EndRead();
            return result;
        }
        finally
        {
            _session.Rollback();
        }
    }

    public override async Task<T> WriteAsync<T>(Func<UserTransaction, Task<T>> write, CancellationToken ct)
    {
        await _session.BeginWriteAsync(_time, ct).ConfigureAwait(false);
        try
        {
            SqliteUsers.Pass(_session);
            var scope = new UserScope(User, UserNo);
            var result = await write(new SqliteTransaction(_session, scope, ct)).ConfigureAwait(false);
            await scope.FlushAsync().ConfigureAwait(false);
            _session.Commit();
            return result;
        }
        finally
        {
            _session.Rollback();
        }
    }

    public override Task<IReadOnlyList<UserTable>> TablesAsync(CancellationToken ct)
    {
        var names = List(
            """
            select m.name from sqlite_master m
            where m.type = 'table' and exists (select 1 from pragma_table_info(m.name) c where c.name = 'user_id')
            """
        );
        return Task.FromResult(
            UserTable.Ordered(
                names.Select(name => new UserTable(
                    name,
                    List("select name from pragma_table_info(?1) where pk > 0 and name <> 'user_id' order by pk", name),
                    List("select distinct \"table\" from pragma_foreign_key_list(?1)", name),
                    IsAppendOnly: false // its triggers check for a recorded erasure, whoever deletes
                ))
            )
        );
    }

    public override Task ReclaimAsync(UserTable table, CancellationToken ct) => Task.CompletedTask;

    public override async Task<IReadOnlyList<string>> ScrubAsync(bool rewrite, IProgress<Progress>? progress, CancellationToken ct)
    {
        progress?.Report(new Progress("scrub", 0, 1));
        await AloneAsync(() => _session.VacuumAsync(_time, ct)).ConfigureAwait(false);
        await ScrubNameAsync(ct).ConfigureAwait(false);
        return [];
    }

    public override Task<IReadOnlyList<string>> RewriteAsync(
        IReadOnlyList<string> tables,
        IProgress<Progress>? progress,
        CancellationToken ct
    ) => ScrubAsync(rewrite: true, progress, ct);

    public override Task ScrubNameAsync(CancellationToken ct) => AloneAsync(() => _session.EmptyLogAsync(_time, ct));

    public override ValueTask DisposeAsync()
    {
        _session.Dispose();
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private long UserNo => SqliteUsers.Find(_session, User)?.UserNo ?? 0;

    private static async Task AloneAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Microsoft.Data.Sqlite.SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            throw new StrataException(
                ErrorCode.StoragePending,
                "The rows are deleted, but the database file cannot be rewritten while others keep it in use. Start the erasure again; it resumes.",
                e
            );
        }
    }

    private List<string> List(string sql, params ReadOnlySpan<string> values)
    {
        using var statement = _session.Prepare(sql);
        for (var i = 0; i < values.Length; i++)
        {
            statement.Bind(i + 1, values[i]);
        }
        var rows = new List<string>();
        while (statement.Step())
        {
            rows.Add(statement.Text(0));
        }
        return rows;
    }
}
