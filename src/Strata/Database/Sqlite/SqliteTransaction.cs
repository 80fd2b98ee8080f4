namespace Strata.Database.Sqlite;

/// <summary>One write's view of the group's transaction.</summary>
internal sealed class SqliteTransaction(SqliteSession session, UserScope scope, CancellationToken ct) : UserTransaction, IScopedTransaction
{
    private readonly SqliteQueries _queries = new(session, scope.User, ct);
    private bool _closed;

    public override UserId User => scope.User;

    public override long UserNo => scope.UserNo;

    public override Engine Engine => Engine.Sqlite;

    public override CancellationToken Cancellation => ct;

    public UserTransaction Transaction => this;

    public void Close() => _closed = true;

    public override async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args = null)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        return Touching(Text(sql), text => _queries.Query<T>(text, args));
    }

    public override async Task<T?> QueryFirstOrDefaultAsync<T>(string sql, object? args = null)
        where T : default
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var text = Text(sql);
        // A statement that writes and returns rows must run to its end.
        return Touching(text, t => _queries.Query<T>(t, args, t.Writes ? int.MaxValue : 1)).FirstOrDefault();
    }

    public override IAsyncEnumerable<T> StreamAsync<T>(string sql, object? args = null) => StreamAsync<T>(sql, args, map: null);

    internal override IAsyncEnumerable<T> StreamAsync<T>(string sql, object? args, Func<RowReader, T>? map)
    {
        var text = Text(sql);
        if (text.Writes)
        {
            scope.Touch();
        }
        return _queries.StreamAsync(text, args, map, ct);
    }

    public override async Task<int> ExecuteAsync(string sql, object? args = null)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var text = Text(sql);
        scope.Touch();
        return _queries.Execute(text, args);
    }

    public override async Task BulkAsync(BulkTable table, BulkMode mode, IReadOnlyList<object?[]> rows)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        RefuseClosed();
        scope.Touch();
        SqliteBulk.Write(session, scope.User, table, mode, rows, ct);
    }

    public override T Shared<T>(Func<UserTransaction, T> create) =>
        scope.Shared(() => create(new SqliteTransaction(session, scope, CancellationToken.None)));

    private SqlText Text(string sql)
    {
        RefuseClosed();
        return SqlText.For(Engine, sql);
    }

    private void RefuseClosed() => ObjectDisposedException.ThrowIf(_closed, this);

    private T Touching<T>(SqlText text, Func<SqlText, T> run)
    {
        if (text.Writes)
        {
            scope.Touch();
        }
        try
        {
            return run(text);
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            scope.Touch();
            throw;
        }
    }
}
