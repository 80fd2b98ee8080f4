using System.Runtime.CompilerServices;
using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>One write's view of the group's transaction.</summary>
internal sealed class PostgreSqlTransaction(
    NpgsqlConnection connection,
    PlanCacheReset plans,
    UserScope scope,
    StatementBatch outbox,
    CancellationToken ct
) : UserTransaction, IScopedTransaction
{
    /// <summary>Larger sets of rows are sent at once, so that the server can start on them.</summary>
    private const int MaxWaiting = 256;

    private readonly PostgreSqlQueries _queries = new(connection, plans, scope.User, ct, outbox);
    private bool _closed;

    public override UserId User => scope.User;

    public override long UserNo => scope.UserNo;

    public override Engine Engine => Engine.PostgreSql;

    public override CancellationToken Cancellation => ct;

    public UserTransaction Transaction => this;

    public void Close() => _closed = true;

    public override async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args = null)
    {
        var text = Text(sql);
        return await TouchingAsync(text.Writes, () => _queries.QueryAsync<T>(text, args)).ConfigureAwait(false);
    }

    public override async Task<T?> QueryFirstOrDefaultAsync<T>(string sql, object? args = null)
        where T : default
    {
        var text = Text(sql);
        return (
            await TouchingAsync(text.Writes, () => _queries.QueryAsync<T>(text, args, limit: 1)).ConfigureAwait(false)
        ).FirstOrDefault();
    }

    public override IAsyncEnumerable<T> StreamAsync<T>(string sql, object? args = null) => StreamAsync<T>(sql, args, map: null);

    internal override IAsyncEnumerable<T> StreamAsync<T>(string sql, object? args, Func<RowReader, T>? map) =>
        StreamAsync(Text(sql), args, map, ct);

    public override Task<int> ExecuteAsync(string sql, object? args = null)
    {
        var text = Text(sql);
        return TouchingAsync(writes: true, () => _queries.ExecuteAsync(text, args));
    }

    internal override async Task<int> RemoveAsync(string sql, object? args = null)
    {
        await _queries.SettleAsync().ConfigureAwait(false);
        await connection.RunAsync($"set local role {PostgreSqlRoles.Owner}", ct).ConfigureAwait(false);
        var removed = await ExecuteAsync(sql, args).ConfigureAwait(false);
        await connection.RunAsync($"set local role {PostgreSqlRoles.App}", ct).ConfigureAwait(false);
        return removed;
    }

    public override Task BulkAsync(BulkTable table, BulkMode mode, IReadOnlyList<object?[]> rows)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return TouchingAsync(
            writes: true,
            async () =>
            {
                plans.Wrote(rows.Count);
                await PostgreSqlBulk.WriteAsync(_queries, scope.User, table, mode, rows).ConfigureAwait(false);
                return 0;
            }
        );
    }

    public override async Task PostAsync(BulkTable table, BulkMode mode, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count > MaxWaiting)
        {
            await BulkAsync(table, mode, rows).ConfigureAwait(false);
            return;
        }
        ObjectDisposedException.ThrowIf(_closed, this);
        Unsent();
        plans.Wrote(rows.Count);
        await PostgreSqlBulk.WriteAsync(_queries, scope.User, table, mode, rows, later: true).ConfigureAwait(false);
    }

    public override Task PostAsync(string sql, object? args = null)
    {
        var text = Text(sql);
        Unsent();
        _queries.Post(text, args);
        return Task.CompletedTask;
    }

    public override PendingResult<T> Ask<T>(string sql, object? args = null)
    {
        var text = Text(sql);
        var question = _queries.Ask<T>(text, args);
        return new(async () => await TouchingAsync(text.Writes, () => _queries.AnswerAsync(question)).ConfigureAwait(false));
    }

    public override T Shared<T>(Func<UserTransaction, T> create) =>
        scope.Shared(() => create(new PostgreSqlTransaction(connection, plans, scope, outbox, CancellationToken.None)));

    private void Unsent()
    {
        scope.Touch();
        scope.Unsent = () =>
            TouchingAsync(
                writes: true,
                async () =>
                {
                    await _queries.SettleAsync().ConfigureAwait(false);
                    return 0;
                }
            );
    }

    private SqlText Text(string sql)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return SqlText.For(Engine, sql);
    }

    private async IAsyncEnumerable<T> StreamAsync<T>(
        SqlText text,
        object? args,
        Func<RowReader, T>? map,
        [EnumeratorCancellation] CancellationToken also
    )
    {
        // A stream that is abandoned or fails may leave its cursor open; then the group is rerun.
        scope.Touch();
        await foreach (var row in _queries.StreamAsync(text, args, map, also).ConfigureAwait(false))
        {
            yield return row;
        }
    }

    /// <summary>Any statement error, even a query's, aborts the transaction (SQLSTATE 25P02 for all later statements).</summary>
    private async Task<T> TouchingAsync<T>(bool writes, Func<Task<T>> run)
    {
        if (writes)
        {
            scope.Touch();
        }
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            scope.Touch();
            throw;
        }
    }
}
