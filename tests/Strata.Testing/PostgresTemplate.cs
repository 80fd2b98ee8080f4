using System.Globalization;
using Npgsql;
using Strata.Database.PostgreSql;

namespace Strata.Testing;

/// <summary>The cluster that the tests of this process share, and a migrated database in it from which each test's own is copied.</summary>
internal sealed class PostgresTemplate
{
    private static readonly Lazy<Task<PostgresTemplate>> Shared = new(CreateAsync);
    private static readonly string Prefix = "strata_test_" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
    private static int _made;

    private readonly PostgresCluster _cluster;
    private readonly string _name;

    private PostgresTemplate(PostgresCluster cluster, string name)
    {
        _cluster = cluster;
        _name = name;
    }

    public static Task<PostgresTemplate> GetAsync() => Shared.Value;

    /// <summary>A fresh database; its URL.</summary>
    public async Task<string> CopyAsync()
    {
        var name = NewName();
        await RunAsync(_cluster, $"create database {name} template {_name}");
        return _cluster.UrlOf(name);
    }

    /// <summary>A database without tables; its URL.</summary>
    public async Task<string> EmptyAsync()
    {
        var name = NewName();
        await RunAsync(_cluster, $"create database {name} template template0");
        return _cluster.UrlOf(name);
    }

    public async Task DropAsync(string url)
    {
        var name = PostgreSqlUrl.Parse(url).Database;
        await RunAsync(_cluster, $"drop database {name} with (force)");
    }

    private static string NewName() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}_{Interlocked.Increment(ref _made)}");

    private static async Task<PostgresTemplate> CreateAsync()
    {
        var cluster = await PostgresCluster.FindOrStartAsync(new PostgresOptions(Fsync: false));
        var name = NewName();
        await RunAsync(cluster, $"create database {name} template template0");
        await using var database = new PostgreSqlDatabase(cluster.UrlOf(name));
        await database.MigrateAsync(CancellationToken.None);
        return new PostgresTemplate(cluster, name);
    }

    private static async Task RunAsync(PostgresCluster cluster, string sql)
    {
        var builder = PostgreSqlUrl.Parse(cluster.Url);
        builder.Pooling = false;
        await using var connection = new NpgsqlConnection(builder.ToString());
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
