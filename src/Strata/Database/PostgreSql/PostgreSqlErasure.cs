using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>Deletes rows as the application role, bound to the user, and cleans up tables as their owner.</summary>
/// <param name="owner">Disposed with this instance.</param>
internal sealed class PostgreSqlErasure(
    UserId user,
    NpgsqlConnection owner,
    NpgsqlDataSource app,
    PlanCacheReset plans,
    UserCache users,
    TimeProvider time
) : ErasureConnection(user)
{
    /// <summary>"erased" in ASCII; not the number that migrations lock.</summary>
    private const long LockNumber = 0x657261736564;

    /// <summary>A table up to this size is rewritten in about a second.</summary>
    private const long SmallTable = 64L << 20;

    private const string Statistics = "pg_catalog.pg_statistic";

    /// <summary>Total time to wait for transactions that still see deleted rows.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Retry interval: nothing signals when the last snapshot that sees the deleted rows is gone.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    private static readonly SqlText FindUser = SqlText.For(Engine.PostgreSql, PostgreSqlQueries.FindUser);

    /// <exception cref="StrataException">CONFLICT: an erasure is in progress in this or another process.</exception>
    public async Task TakeTurnAsync(CancellationToken ct)
    {
        try
        {
            // A process that has just ended may still hold the lock.
            await owner.RunAsync("set lock_timeout = '2s'", ct).ConfigureAwait(false);
            await owner.RunAsync("select pg_advisory_lock($1)", ct, LockNumber).ConfigureAwait(false);
            await owner.RunAsync("reset lock_timeout", ct).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw Busy(e);
        }
    }

    public override Engine Engine => Engine.PostgreSql;

    public override async Task<T> ReadAsync<T>(Func<UserConnection, Task<T>> read, CancellationToken ct)
    {
        var connection = await app.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var queries = new PostgreSqlQueries(connection, plans, User, ct);
            queries.OpenWithNext("begin isolation level repeatable read read only");
            var found = (await queries.QueryAsync<UserEntry>(FindUser, args: null).ConfigureAwait(false)).FirstOrDefault();
            return await read(new PostgreSqlReader(queries, User, found?.Known ?? default, ct)).ConfigureAwait(false);
        }
    }

    public override async Task<T> WriteAsync<T>(Func<UserTransaction, Task<T>> write, CancellationToken ct)
    {
        var group = new PostgreSqlGroup(await app.OpenConnectionAsync(ct).ConfigureAwait(false), plans, users) { OfErasure = true };
        await using (group.ConfigureAwait(false))
        {
            var scope = await group.ScopeAsync(User).ConfigureAwait(false);
            var result = await write(group.For(scope, ct).Transaction).ConfigureAwait(false);
            await scope.FlushAsync().ConfigureAwait(false);
            await group.CommitAsync().ConfigureAwait(false);
            return result;
        }
    }

    public override async Task<IReadOnlyList<UserTable>> TablesAsync(CancellationToken ct)
    {
        var rows = await owner
            .ListAsync<TableRow>(
                """
                select c.relname::text as name,
                    coalesce((
                        select string_agg(a.attname, ',' order by k.position)
                        from pg_index i cross join unnest(i.indkey) with ordinality k(attnum, position)
                        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
                        where i.indrelid = c.oid and i.indisprimary and a.attname <> 'user_id'
                    ), '') as key,
                    coalesce((
                        select string_agg(r.relname, ',') from pg_constraint f join pg_class r on r.oid = f.confrelid
                        where f.conrelid = c.oid and f.contype = 'f'
                    ), '') as "references",
                    case when has_table_privilege('strata_app', c.oid, 'delete') then 0 else 1 end::bigint as append_only
                from pg_class c
                where c.relnamespace = 'strata'::regnamespace and c.relkind in ('r', 'p') and c.relowner = 'strata_owner'::regrole
                    and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped)
                """,
                ct
            )
            .ConfigureAwait(false);
        return UserTable.Ordered(rows.Select(r => new UserTable(r.Name, Split(r.Key), Split(r.References), r.AppendOnly == 1)));
    }

    /// <summary>Foreign keys that refer to this table are also checked against its dead rows, while it has any.</summary>
    public override async Task ReclaimAsync(UserTable table, CancellationToken ct)
    {
        await owner.RunAsync($"vacuum (analyze) strata.\"{table.Name}\"", ct).ConfigureAwait(false);
    }

    public override async Task<IReadOnlyList<string>> ScrubAsync(bool rewrite, IProgress<Progress>? progress, CancellationToken ct)
    {
        var tables = await owner
            .ListAsync<SizedTable>(
                """
                select relname::text as name, pg_total_relation_size(oid) as bytes from pg_class
                where relnamespace = 'strata'::regnamespace and relkind = 'r' and relname not in ('strata_migrations', 'instance')
                order by bytes, name
                """,
                ct
            )
            .ConfigureAwait(false);
        var (left, begun) = (new List<string>(), time.GetTimestamp());
        foreach (var (table, i) in tables.Select((t, i) => (t, i)))
        {
            progress?.Report(new Progress("scrub", i, tables.Count));
            if (!(rewrite || table.Bytes <= SmallTable) || !await TryRewriteAsync(table.Name, begun, ct).ConfigureAwait(false))
            {
                await owner.RunAsync($"vacuum (analyze) strata.\"{table.Name}\"", ct).ConfigureAwait(false);
                left.Add(table.Name);
            }
        }
        if (!await TryRewriteStatisticsAsync(begun, ct).ConfigureAwait(false))
        {
            left.Add(Statistics);
        }
        return left;
    }

    public override async Task<IReadOnlyList<string>> RewriteAsync(
        IReadOnlyList<string> tables,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        // A newer program may have dropped some.
        var known = await owner
            .ListAsync(
                "select relname::text from pg_class where relnamespace = 'strata'::regnamespace and relkind = 'r' order by relname",
                ct
            )
            .ConfigureAwait(false);
        var (left, begun) = (new List<string>(), time.GetTimestamp());
        foreach (var (table, i) in known.Intersect(tables, StringComparer.Ordinal).Select((t, i) => (t, i)))
        {
            progress?.Report(new Progress("scrub", i, tables.Count));
            if (!await TryRewriteAsync(table, begun, ct).ConfigureAwait(false))
            {
                left.Add(table);
            }
        }
        // The rewrite analysed again, which leaves the previous statistics behind as dead rows.
        if (!await TryRewriteStatisticsAsync(begun, ct).ConfigureAwait(false))
        {
            left.Add(Statistics);
        }
        return left;
    }

    public override async Task ScrubNameAsync(CancellationToken ct) =>
        await TryRewriteAsync("erasures", time.GetTimestamp(), ct).ConfigureAwait(false);

    public override ValueTask DisposeAsync() => owner.DisposeAsync();

    private Task<bool> TryRewriteAsync(string table, long begun, CancellationToken ct) =>
        TryVacuumAsync($"vacuum (full, analyze, verbose) strata.\"{table}\"", begun, ct);

    /// <summary>Statistics quote values, and the rows that a new ANALYZE replaced stay in their file.</summary>
    private async Task<bool> TryRewriteStatisticsAsync(long begun, CancellationToken ct)
    {
        try
        {
            await owner.RunAsync("set role none", ct).ConfigureAwait(false); // the login role, which may own the database
            return await TryVacuumAsync($"vacuum (full, verbose) {Statistics}", begun, ct).ConfigureAwait(false);
        }
        finally
        {
            await owner.RunAsync("reset role", CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Returns false if others keep using the table or still see its deleted rows, or if it is not ours: PostgreSQL skips with a warning
    /// what only the database's owner may vacuum.
    /// </summary>
    private async Task<bool> TryVacuumAsync(string vacuum, long begun, CancellationToken ct)
    {
        var stillSeen = 0L;
        var passedBy = false;
        void Hear(object? sender, NpgsqlNoticeEventArgs e)
        {
            stillSeen = e.Notice.Detail is { } detail ? FirstNumber(detail) : stillSeen;
            passedBy |= string.Equals(e.Notice.InvariantSeverity, "WARNING", StringComparison.Ordinal);
        }
        owner.Notice += Hear;
        try
        {
            await owner.RunAsync("set lock_timeout = '2s'", ct).ConfigureAwait(false);
            while (true)
            {
                await owner.RunAsync(vacuum, ct).ConfigureAwait(false);
                if (passedBy)
                {
                    return false;
                }
                if (stillSeen == 0 || time.GetElapsedTime(begun) > Patience)
                {
                    return stillSeen == 0;
                }
                stillSeen = 0;
                await Task.Delay(LookAgain, time, ct).ConfigureAwait(false);
            }
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            return false;
        }
        finally
        {
            owner.Notice -= Hear;
            await owner.RunAsync("reset lock_timeout", CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Returns the 12 of "12 dead row versions cannot be removed yet.", in any language: rows that the oldest snapshot may still see.
    /// </summary>
    private static long FirstNumber(string detail)
    {
        var digits = detail.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit).ToArray();
        return digits.Length is > 0 and < 19 ? long.Parse(digits, CultureInfo.InvariantCulture) : 0;
    }

    private static string[] Split(string names) => names.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private sealed record TableRow(string Name, string Key, string References, long AppendOnly);

    private sealed record SizedTable(string Name, long Bytes);
}
