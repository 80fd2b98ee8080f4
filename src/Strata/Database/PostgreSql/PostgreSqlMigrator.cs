using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>Migrates a database to this program's schema, all steps or none, under an advisory lock.</summary>
internal static class PostgreSqlMigrator
{
    /// <summary>"strata" in ASCII; any number that others do not use.</summary>
    private const long LockNumber = 0x737472617461;

    /// <summary>Attempts between two messages.</summary>
    private const int TellEvery = 15;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gives every table with a user the same protection: row-level security that also binds the owner, one policy that compares with the
    /// transaction's user, and only the rights that the application needs. New tables get it in the run that creates them.
    /// </summary>
    private const string Protect = """
        do $$
        declare
            name text;
        begin
            for name in
                select c.relname
                from pg_class c
                where c.relnamespace = 'strata'::regnamespace and c.relkind in ('r', 'p')
                    and c.relowner = 'strata_owner'::regrole
                    and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped)
                    and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'strata_user')
            loop
                execute format('alter table strata.%I enable row level security', name);
                execute format('alter table strata.%I force row level security', name);
                execute format(
                    'create policy strata_user on strata.%I to strata_app'
                    ' using (user_id = nullif(current_setting(''strata.user_id'', true), ''''))'
                    ' with check (user_id = nullif(current_setting(''strata.user_id'', true), ''''))', name);
                execute format('grant %s on strata.%I to strata_app',
                    case name
                        when 'users' then 'select'
                        when 'ledger_heads' then 'select, update'
                        when 'observations' then 'select, insert'
                        when 'decisions' then 'select, insert'
                        when 'ledger_chain' then 'select, insert'
                        else 'select, insert, update, delete'
                    end, name);
            end loop;
        end
        $$
        """;

    /// <param name="owner">Open connection as the schema's owner.</param>
    public static Task<List<AppliedMigration>> AppliedAsync(NpgsqlConnection owner, CancellationToken ct) =>
        owner.ListAsync<AppliedMigration>("select number, name, checksum from strata.strata_migrations order by number", ct);

    /// <summary>
    /// Takes each lock within a second, or rolls back and retries, however long that takes: if an ALTER TABLE waited for a long read, every
    /// later request would wait behind it.
    /// </summary>
    /// <param name="login">Open connection as the login role; not used for anything afterwards.</param>
    /// <param name="tell">Told what the migration waits for.</param>
    public static async Task RunAsync(
        NpgsqlConnection login,
        IReadOnlyList<Migration> ours,
        TimeProvider time,
        Action<string> tell,
        CancellationToken ct
    )
    {
        await login.RunAsync("select pg_advisory_lock($1)", ct, LockNumber).ConfigureAwait(false);
        await PostgreSqlRoles.EnsureAsync(login, ct).ConfigureAwait(false);
        await login.RunAsync("set role strata_owner", ct).ConfigureAwait(false);
        await login.RunAsync("set search_path = strata", ct).ConfigureAwait(false);
        await login.RunAsync("set client_min_messages = warning", ct).ConfigureAwait(false);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await ApplyAsync(login, ours, time, ct).ConfigureAwait(false);
                return;
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                if (attempt % TellEvery == 0)
                {
                    tell(await WaitedForAsync(login, ct).ConfigureAwait(false));
                }
                await Task.Delay(Pause, ct).ConfigureAwait(false);
            }
        }
    }

    private static async Task ApplyAsync(NpgsqlConnection login, IReadOnlyList<Migration> ours, TimeProvider time, CancellationToken ct)
    {
        var transaction = await login.BeginTransactionAsync(ct).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await login.RunAsync("set local lock_timeout = '1s'", ct).ConfigureAwait(false);
            await login
                .RunAsync(
                    """
                    create table if not exists strata_migrations (
                        number     bigint not null primary key,
                        name       text collate "C" not null,
                        checksum   text collate "C" not null,
                        applied_at bigint not null
                    )
                    """,
                    ct
                )
                .ConfigureAwait(false);
            var applied = await AppliedAsync(login, ct).ConfigureAwait(false);
            var missing = Migration.Missing(ours, applied);
            if (missing.Any(m => Migration.Contracts(m.Name)))
            {
                // Waits for all transactions that checked for a contraction; later ones see this one.
                await login.RunAsync("lock table strata_migrations in access exclusive mode", ct).ConfigureAwait(false);
            }
            foreach (var migration in missing)
            {
                await login.RunAsync(migration.Sql, ct).ConfigureAwait(false);
                await login
                    .RunAsync(
                        "insert into strata_migrations (number, name, checksum, applied_at) values ($1, $2, $3, $4)",
                        ct,
                        migration.Number,
                        migration.Name,
                        migration.Checksum,
                        UnixTime.Microseconds(time.GetUtcNow())
                    )
                    .ConfigureAwait(false);
            }
            foreach (var migration in Migration.Renamed(ours, applied))
            {
                await login
                    .RunAsync("update strata_migrations set name = $2 where number = $1", ct, migration.Number, migration.Name)
                    .ConfigureAwait(false);
            }
            await login.RunAsync(Protect, ct).ConfigureAwait(false);
            await transaction.CommitAsync(ct).ConfigureAwait(false);
        }
    }

    /// <summary>Describes the sessions that have used our tables longest; they may have ended by now.</summary>
    private static async Task<string> WaitedForAsync(NpgsqlConnection login, CancellationToken ct)
    {
        await login.RunAsync("set role none", ct).ConfigureAwait(false); // the login role may see more about its own connections
        var users = await login
            .ListAsync(
                """
                select format('process %s (%s, %s), for %s s', a.pid, coalesce(nullif(a.application_name, ''), 'unnamed'), coalesce(a.state, 'of another role'),
                    coalesce(round(extract(epoch from clock_timestamp() - a.xact_start))::text, '?'))
                from pg_stat_activity a
                where a.pid <> pg_backend_pid() and a.pid in (
                    select l.pid from pg_locks l join pg_class c on c.oid = l.relation
                    where l.granted and c.relnamespace = 'strata'::regnamespace and l.database = (select oid from pg_database where datname = current_database())
                )
                order by a.xact_start limit 3
                """,
                ct
            )
            .ConfigureAwait(false);
        await login.RunAsync("set role strata_owner", ct).ConfigureAwait(false);
        return "The database cannot be migrated while its tables are in use; retrying every second. "
            + (users.Count == 0 ? "Nobody is using them now." : $"In use by {string.Join("; ", users)}.");
    }
}
