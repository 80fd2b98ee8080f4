using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Strata.Database.PostgreSql;

namespace Strata.Testing;

/// <summary>
/// The cluster that the tests of this process share, and a migrated database in it from which each test's own is copied. Copying takes
/// most of a second, so a database that a test has left as it was but for its rows is emptied and given to the next.
/// </summary>
internal sealed class PostgresTemplate
{
    private static readonly Lazy<Task<PostgresTemplate>> Shared = new(CreateAsync);
    private static readonly string Prefix = "strata_test_" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
    private static int _made;

    /// <summary>Everything there is in the schema, the policies on it and what holds for the database.</summary>
    private const string Shape = """
        select md5(string_agg(x, ',' order by x)) from (
            select concat_ws(' ', c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relacl, c.reloptions)
            from pg_class c where c.relnamespace = to_regnamespace('strata')
            union all
            select concat_ws(' ', c.relname, a.attname, a.atttypid, a.attnotnull)
            from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = to_regnamespace('strata') and a.attnum > 0 and not a.attisdropped
            union all
            select concat_ws(' ', k.conrelid::regclass, k.conname, k.convalidated) from pg_constraint k where k.connamespace = to_regnamespace('strata')
            union all
            select concat_ws(' ', c.relname, t.tgname, t.tgenabled)
            from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where c.relnamespace = to_regnamespace('strata') and not t.tgisinternal
            union all
            select concat_ws(' ', p.polrelid::regclass, p.polname, pg_get_expr(p.polqual, p.polrelid)) from pg_policy p
            union all
            select concat_ws(' ', p.proname, md5(p.prosrc)) from pg_proc p where p.pronamespace = to_regnamespace('strata')
            union all
            select s.setconfig::text from pg_db_role_setting s where s.setdatabase = (select oid from pg_database where datname = current_database())
            union all
            select (select string_agg(checksum, ',' order by number) from strata.strata_migrations)
        ) shape(x)
        """;

    /// <summary>
    /// Emptying leaves the statistics: with those of a table of one row, the next test's statements would be planned for one row. Who may
    /// not see the rows may not see the statistics either, but how many rows were counted, which is -1 before.
    /// </summary>
    private const string IsAnalysed = """
        select exists (select from pg_class where relnamespace = to_regnamespace('strata') and relkind = 'r' and reltuples >= 0)
        """;

    private const string Others = """
        select count(*) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
        """;

    /// <summary>Only the tables that were written to: a table that is emptied gets new files, and so does each of its indexes.</summary>
    private const string Empty = """
        set lock_timeout = '2s';
        do $$
        declare
            written text;
        begin
            select string_agg(format('strata.%I', relname), ', ') into written from pg_class
            where relnamespace = 'strata'::regnamespace and relkind = 'r' and relname <> 'strata_migrations' and pg_relation_size(oid) > 0;
            if written is not null then
                execute 'truncate ' || written || ' restart identity cascade';
            end if;
        end
        $$
        """;

    private readonly ConcurrentBag<string> _emptied = [];
    private readonly PostgresCluster _cluster;
    private readonly string _name;
    private readonly string _shape;

    private PostgresTemplate(PostgresCluster cluster, string name, string shape)
    {
        _cluster = cluster;
        _name = name;
        _shape = shape;
    }

    public static Task<PostgresTemplate> GetAsync() => Shared.Value;

    /// <summary>A database with all tables and no rows; its URL.</summary>
    public async Task<string> CopyAsync()
    {
        if (_emptied.TryTake(out var emptied))
        {
            return emptied;
        }
        var name = NewName();
        await RunAsync(_cluster.Url, $"create database {name} template {_name}");
        return PatientUrlOf(name);
    }

    /// <summary>A database without tables; its URL.</summary>
    public async Task<string> EmptyAsync()
    {
        var name = NewName();
        await RunAsync(_cluster.Url, $"create database {name} template template0");
        return PatientUrlOf(name);
    }

    /// <summary>Empties the database for the next test, or drops it where that can't be done.</summary>
    public async Task ReturnAsync(string url)
    {
        try
        {
            if (await TryEmptyAsync(url))
            {
                _emptied.Add(url);
                return;
            }
        }
        catch (PostgresException)
        {
            // Someone still reads it, or it was broken on purpose.
        }
        await DropAsync(url);
    }

    /// <summary>False where it is not as it was made but for its rows, or where someone is still there, who might write to it later.</summary>
    private async Task<bool> TryEmptyAsync(string url)
    {
        const int Looks = 50;
        await using var connection = await OpenAsync(url);
        for (var look = 1; await ScalarAsync(connection, Others) is not 0L; look++)
        {
            if (look == Looks)
            {
                return false;
            }
            await Task.Delay(20, CancellationToken.None); // those who have gone are seen for a moment more
        }
        if (await ScalarAsync(connection, Shape) as string != _shape || await ScalarAsync(connection, IsAnalysed) is not false)
        {
            return false;
        }
        await ScalarAsync(connection, Empty);
        return true;
    }

    /// <summary>PostgreSQL gives those whom it throws out five seconds to go, which on a busy machine may not do.</summary>
    private async Task DropAsync(string url)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await RunAsync(_cluster.Url, $"drop database {PostgreSqlUrl.Parse(url).Database} with (force)");
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ObjectInUse && tries < 20)
            {
                // Once more.
            }
        }
    }

    /// <summary>With more time for a connection or a statement than a store gives otherwise: a slow machine fails no test.</summary>
    private string PatientUrlOf(string database)
    {
        var url = _cluster.UrlOf(database);
        return url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "connect_timeout=180&command_timeout=300";
    }

    private static string NewName() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}_{Interlocked.Increment(ref _made)}");

    private static async Task<PostgresTemplate> CreateAsync()
    {
        var cluster = await PostgresCluster.FindOrStartAsync(new PostgresOptions(Fsync: false, Autovacuum: false));
        var name = NewName();
        await RunAsync(cluster.Url, $"create database {name} template template0");
        await using var database = new PostgreSqlDatabase(cluster.UrlOf(name));
        await database.MigrateAsync(CancellationToken.None);
        var shape = await RunAsync(cluster.UrlOf(name), Shape) as string;
        return new PostgresTemplate(cluster, name, shape ?? throw new InvalidOperationException("The migrated database has no tables."));
    }

    private static async Task<object?> RunAsync(string url, string sql)
    {
        await using var connection = await OpenAsync(url);
        return await ScalarAsync(connection, sql);
    }

    private static async Task<NpgsqlConnection> OpenAsync(string url)
    {
        var builder = PostgreSqlUrl.Parse(url);
        (builder.Pooling, builder.Timeout, builder.CommandTimeout) = (false, 180, 300);
        var connection = new NpgsqlConnection(builder.ToString());
        await connection.OpenAsync(CancellationToken.None);
        return connection;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(CancellationToken.None);
    }
}
