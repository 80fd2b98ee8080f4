using Npgsql;
using Strata.Database.PostgreSql;

namespace Strata.Testing;

/// <summary>The cluster that the tests of this process share, and the databases in it from which each test's own is copied.</summary>
internal sealed class PostgresTemplate
{
    private static readonly Lazy<Task<PostgresTemplate>> Shared = new(CreateAsync);
    private static readonly string Prefix = "strata_test_" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
    private static int _made;

    private readonly PostgresCluster _cluster;
    private readonly Lazy<Task<string>> _migrated;
    private readonly Lazy<Task<string>> _withUsers;

    private PostgresTemplate(PostgresCluster cluster)
    {
        _cluster = cluster;
        _migrated = new(MigrateAsync);
        _withUsers = new(AddUsersAsync);
    }

    public static Task<PostgresTemplate> GetAsync() => Shared.Value;

    /// <summary>A database with all tables; its URL.</summary>
    /// <param name="users">Whether it has those of a <see cref="TestStore"/>, or none.</param>
    public async Task<string> CopyAsync(bool users) => PatientUrlOf(await NewAsync(await (users ? _withUsers : _migrated).Value));

    /// <summary>A database without tables; its URL.</summary>
    public async Task<string> EmptyAsync() => PatientUrlOf(await NewAsync("template0"));

    /// <summary>
    /// PostgreSQL gives those whom it throws out five seconds to go, which on a busy machine may not do; and it throws out no superuser,
    /// where one that a test has looked with is about to go.
    /// </summary>
    public async Task DropAsync(string url)
    {
        while (true)
        {
            try
            {
                await RunAsync($"drop database {PostgreSqlUrl.Parse(url).Database} with (force)");
                return;
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.ObjectInUse or PostgresErrorCodes.InsufficientPrivilege)
            {
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    private async Task<string> MigrateAsync()
    {
        var name = await NewAsync("template0");
        await using var database = new PostgreSqlDatabase(_cluster.UrlOf(name));
        await database.MigrateAsync(CancellationToken.None);
        return name;
    }

    private async Task<string> AddUsersAsync()
    {
        var name = await NewAsync(await _migrated.Value);
        var folder = TestFolder.New();
        try
        {
            await TestStore.AddUsersAsync(folder, _cluster.UrlOf(name));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return name;
    }

    private async Task<string> NewAsync(string template)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}_{Interlocked.Increment(ref _made)}");
        await RunAsync($"create database {name} template {template}");
        return name;
    }

    /// <summary>Without the limits of time that a store has for a connection and a statement: a slow machine fails no test.</summary>
    private string PatientUrlOf(string database)
    {
        var url = _cluster.UrlOf(database);
        return url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "connect_timeout=0&command_timeout=0";
    }

    private static async Task<PostgresTemplate> CreateAsync() =>
        new(await PostgresCluster.FindOrStartAsync(new PostgresOptions(Autovacuum: false)));

    private async Task RunAsync(string sql)
    {
        var builder = PostgreSqlUrl.Parse(_cluster.Url);
        (builder.Timeout, builder.CommandTimeout) = (0, 0);
        await using var connection = new NpgsqlConnection(builder.ToString());
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
