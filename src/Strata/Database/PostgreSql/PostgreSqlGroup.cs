using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>An open transaction for one user's group of writes.</summary>
internal sealed class PostgreSqlGroup(NpgsqlConnection connection, PlanCacheReset plans, UserCache users) : GroupTransaction
{
    /// <summary>
    /// The ledger lock: held from the first statement to the commit, so that <c>seq</c> is commit order. The erasure mark is in the locked
    /// row itself: after waiting for the lock, a statement sees the current version of that row only.
    /// </summary>
    private static readonly SqlText Lock = SqlText.For(
        Engine.PostgreSql,
        $"""
        select u.user_no, h.erased_from, s.seq as activation_seq, s.recorded_at as activated_at, {ProgramFence.Contraction} as contraction
        from ledger_heads h join users u on u.user_id = h.user_id
        left join lateral (
            select a.seq, a.recorded_at from schema_activations a where a.user_id = h.user_id order by a.seq desc limit 1) s on true
        where h.user_id = @user
        for update of h
        """
    );

    private readonly StatementBatch _outbox = new();
    private bool _open;

    /// <summary>Also admits a user who is being erased or no longer exists.</summary>
    public bool OfErasure { get; init; }

    public override IScopedTransaction For(UserScope scope, CancellationToken ct) =>
        new PostgreSqlTransaction(connection, plans, scope, _outbox, ct);

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
        queries.OpenWithNext("begin");
        _open = true;
        var found = (await queries.QueryAsync<UserEntry>(Lock, args: null).ConfigureAwait(false)).FirstOrDefault();
        if (OfErasure)
        {
            ProgramFence.Pass(found?.Contraction);
            return found?.UserNo ?? 0;
        }
        var entry = UserEntry.Admitted(user, found);
        users.Learn(user, entry.Known);
        return entry.UserNo;
    }

    private async Task RunAsync(string sql)
    {
        connection.NeedOpen();
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
