using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>Administration, as the owner role: the only statements that see more than one user.</summary>
internal static class PostgreSqlUsers
{
    public static Task<List<UserRecord>> ListAsync(NpgsqlConnection owner, CancellationToken ct) =>
        owner.ListAsync<UserRecord>("select user_id, user_no, display_name, created_at from users order by user_id", ct);

    public static async Task<UserRecord> AddAsync(
        NpgsqlConnection owner,
        UserId user,
        string? displayName,
        long now,
        Func<UserTransaction, Task>? prepare,
        CancellationToken ct
    )
    {
        var transaction = await owner.BeginTransactionAsync(ct).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            ProgramFence.Pass((await owner.ListAsync<long?>("select " + ProgramFence.Contraction, ct).ConfigureAwait(false))[0]);
            // Serialises the assignment of user numbers.
            await owner.RunAsync("lock table users in share row exclusive mode", ct).ConfigureAwait(false);
            if (
                (await owner.ListAsync("select user_id::text from erasures where user_id = $1", ct, user.Value).ConfigureAwait(false)).Count
                > 0
            )
            {
                throw UserEntry.StillErased(user);
            }
            var added = await owner
                .ListAsync<UserRecord>(
                    """
                    with numbered as (
                        insert into instance (name, number) select 'user_no', coalesce(max(user_no), 0) + 1 from users
                        on conflict (name) do update set number = greatest(instance.number + 1, excluded.number)
                        returning number
                    )
                    insert into users (user_id, user_no, display_name, created_at) select $1, number, $2::text, $3 from numbered
                    on conflict (user_id) do nothing
                    returning user_id, user_no, display_name, created_at
                    """,
                    ct,
                    user.Value,
                    displayName,
                    now
                )
                .ConfigureAwait(false);
            if (added.Count == 0)
            {
                throw new StrataException(ErrorCode.Conflict, $"User '{user}' already exists.");
            }
            await owner
                .RunAsync("insert into ledger_heads (user_id, seq, recorded_at) values ($1, 0, $2)", ct, user.Value, now)
                .ConfigureAwait(false);
            if (prepare is not null)
            {
                // From here on, writes run as the role that row-level security binds to the user.
                await owner.RunAsync($"set local role {PostgreSqlRoles.App}", ct).ConfigureAwait(false);
                await owner.RunAsync("select set_config('strata.user_id', $1, true)", ct, user.Value).ConfigureAwait(false);
                var scope = new UserScope(user, added[0].UserNo);
                await prepare(new PostgreSqlTransaction(owner, new PlanCacheReset(), scope, new StatementBatch(), ct))
                    .ConfigureAwait(false);
                await scope.FlushAsync().ConfigureAwait(false);
            }
            await transaction.CommitAsync(ct).ConfigureAwait(false);
            return added[0];
        }
    }

    /// <summary>Returns the store-wide value of that name; the first process creates it.</summary>
    public static async Task<byte[]> KeptAsync(NpgsqlConnection owner, string name, Func<Task<byte[]>> make, CancellationToken ct)
    {
        const string Find = "select bytes from instance where name = $1";
        var known = await owner.ListAsync<byte[]>(Find, ct, name).ConfigureAwait(false);
        if (known.Count == 0)
        {
            await owner
                .RunAsync(
                    "insert into instance (name, bytes) values ($1, $2) on conflict (name) do nothing",
                    ct,
                    name,
                    await make().ConfigureAwait(false)
                )
                .ConfigureAwait(false);
            known = await owner.ListAsync<byte[]>(Find, ct, name).ConfigureAwait(false);
        }
        return known[0];
    }
}
