using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>An open transaction for one user's group of writes.</summary>
internal sealed class PostgreSqlGroup(NpgsqlConnection connection, KeptPlans plans, UserNumbers numbers) : GroupTransaction
{
    /// <summary>The ledger lock: held from the first statement to the commit, so that <c>seq</c> is commit order.</summary>
    private static readonly SqlText Lock = SqlText.For(
        Engine.PostgreSql,
        """
        select u.user_no
        from ledger_heads h join users u on u.user_id = h.user_id
        where h.user_id = @user
        for update of h
        """
    );

    private bool _open;

    public override IScopedTransaction For(UserScope scope, CancellationToken ct) => new PostgreSqlTransaction(connection, plans, scope, ct);

    public override async Task CommitAsync()
    {
        if (_open)
        {
            await RunAsync("commit").ConfigureAwait(false);
            _open = false;
        }
    }

    public override async Task RollbackAsync()
    {
        if (_open)
        {
            _open = false;
            try
            {
                await RunAsync("rollback").ConfigureAwait(false);
            }
            catch (NpgsqlException)
            {
                // The connection is lost, and with it the transaction.
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await RollbackAsync().ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    protected override async Task<long> EnterAsync(UserId user)
    {
        var queries = new PostgreSqlQueries(connection, plans, user, CancellationToken.None);
        queries.BeginWithNext("begin");
        _open = true;
        var found = await queries.QueryAsync<long?>(Lock, args: null).ConfigureAwait(false);
        return numbers.Learn(user, found.FirstOrDefault());
    }

    private async Task RunAsync(string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
