using Strata.Database;
using Strata.Database.Sqlite;

namespace Strata.Testing;

/// <summary>A store of its own for one test: migrated, with no users yet. Gone when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly Func<IDatabase> _open;

    private TestDatabase(string folder, Func<IDatabase> open)
    {
        Folder = folder;
        _open = open;
        Database = open();
    }

    public IDatabase Database { get; }

    /// <summary>An empty folder for whatever the test keeps beside the database (SQLite: the file is in it).</summary>
    public string Folder { get; }

    public static async Task<TestDatabase> CreateAsync(Engine engine)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(engine, Engine.Sqlite);
        var folder = Directory.CreateTempSubdirectory("strata-test-").FullName;
        var file = Path.Combine(folder, "strata.db");
        var test = new TestDatabase(folder, () => new SqliteDatabase(file));
        await test.Database.MigrateAsync(CancellationToken.None);
        return test;
    }

    /// <summary>The same store as another process would open it.</summary>
    public IDatabase OpenAgain() => _open();

    public async Task<UserId> AddUserAsync(string name = "alice")
    {
        var user = new UserId(name);
        await Database.AddUserAsync(user, displayName: null, now: 1_700_000_000_000_000, CancellationToken.None);
        return user;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
