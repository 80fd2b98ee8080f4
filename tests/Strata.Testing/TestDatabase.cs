using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Database.Sqlite;

namespace Strata.Testing;

/// <summary>A store of its own for one test. Gone when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresTemplate? _template;

    private TestDatabase(Engine engine, string folder, string location, PostgresTemplate? template)
    {
        Engine = engine;
        Folder = folder;
        Location = location;
        _template = template;
        Database = OpenAgain();
    }

    public Engine Engine { get; }

    public IDatabase Database { get; }

    /// <summary>An empty folder for whatever the test keeps beside the database (SQLite: the file is in it).</summary>
    public string Folder { get; }

    /// <summary>SQLite: the file. PostgreSQL: the URL.</summary>
    public string Location { get; }

    /// <summary>Migrated.</summary>
    /// <param name="users">Whether it has those of a <see cref="TestStore"/>.</param>
    public static async Task<TestDatabase> CreateAsync(Engine engine, bool users = false)
    {
        if (engine == Engine.PostgreSql)
        {
            var template = await PostgresTemplate.GetAsync();
            return new TestDatabase(engine, TestFolder.New(), await template.CopyAsync(users), template);
        }
        var folder = TestFolder.New();
        await SqliteTemplate.CopyToAsync(SqliteFile(folder), users);
        return new TestDatabase(engine, folder, SqliteFile(folder), template: null);
    }

    /// <summary>Without any table.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(Engine engine)
    {
        var folder = TestFolder.New();
        if (engine == Engine.Sqlite)
        {
            return new TestDatabase(engine, folder, SqliteFile(folder), template: null);
        }
        var template = await PostgresTemplate.GetAsync();
        return new TestDatabase(engine, folder, await template.EmptyAsync(), template);
    }

    /// <summary>The same store as another process would open it.</summary>
    public IDatabase OpenAgain() => Engine == Engine.Sqlite ? new SqliteDatabase(Location) : new PostgreSqlDatabase(Location);

    /// <summary>Adds a step to it as another process of a newer program does.</summary>
    /// <param name="name"><c>9001_name</c>.</param>
    public async Task MigrateAheadAsync(string name, string sql)
    {
        var ahead = new Migration(long.Parse(name.AsSpan(0, name.IndexOf('_')), CultureInfo.InvariantCulture), name, sql);
        await using var other = OpenAgain();
        await MigrateAsync(other, [.. Migration.Embedded(Engine), ahead]);
    }

    private static Task MigrateAsync(IDatabase database, IReadOnlyList<Migration> migrations) =>
        database switch
        {
            SqliteDatabase sqlite => sqlite.MigrateAsync(migrations, CancellationToken.None),
            PostgreSqlDatabase postgreSql => postgreSql.MigrateAsync(migrations, CancellationToken.None),
            _ => throw new InvalidOperationException("There is no such engine."),
        };

    public async Task<UserId> AddUserAsync(string name = "alice")
    {
        var user = new UserId(name);
        await Database.AddUserAsync(user, displayName: null, now: 1_700_000_000_000_000, prepare: null, CancellationToken.None);
        return user;
    }

    /// <summary>Has PostgreSQL end all connections that call themselves so.</summary>
    public async Task CutAsync(string applicationName)
    {
        await using var connection = new NpgsqlConnection(PostgreSqlUrl.Parse(Location) + ";Pooling=false");
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1",
            connection
        );
        command.Parameters.AddWithValue(applicationName);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        if (_template is not null)
        {
            await _template.DropAsync(Location);
        }
    }

    internal static string SqliteFile(string folder) => Path.Combine(folder, "strata.db");
}
