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

    /// <summary>Everything there is in the schema, and the policies on it.</summary>
    private const string Shape = """
        select string_agg(x, ',' order by x) from (
            select c.relname || c.relkind::text || c.relrowsecurity::text || c.relforcerowsecurity::text || coalesce(c.relacl::text, '')
            from pg_class c where c.relnamespace = to_regnamespace('strata')
            union all
            select p.polname || pg_get_expr(p.polqual, p.polrelid) from pg_policy p
            union all
            select p.proname || md5(p.prosrc) from pg_proc p where p.pronamespace = to_regnamespace('strata')
            union all
            select (select string_agg(checksum, ',' order by number) from strata.strata_migrations)
        ) shape(x)
        """;

    /// <summary>Emptying leaves the statistics: with those of a table of one row, the next test's statements would be planned for one row.</summary>
    private const string IsAnalysed = "select exists (select from pg_stats where schemaname = 'strata')";

    private const string Empty = """
        set lock_timeout = '2s';
        do $$
        begin
            execute (
                select 'truncate ' || string_agg(format('%I.%I', schemaname, tablename), ', ') || ' restart identity'
                from pg_tables where schemaname = 'strata' and tablename <> 'strata_migrations'
            );
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
            if (await RunAsync(url, Shape) as string == _shape && await RunAsync(url, IsAnalysed) is false)
            {
                await RunAsync(url, Empty);
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
        var builder = PostgreSqlUrl.Parse(url);
        (builder.Pooling, builder.Timeout, builder.CommandTimeout) = (false, 180, 300);
        await using var connection = new NpgsqlConnection(builder.ToString());
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(CancellationToken.None);
    }
}
