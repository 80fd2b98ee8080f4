using Strata.Database;
using Strata.Testing;

namespace Strata.Bench;

/// <summary>
/// A fresh store on the engine, gone at the end. PostgreSQL is the one that STRATA_TEST_POSTGRES names; without it, the tests' private
/// cluster, which does not wait for the disk and so measures everything but durability.
/// </summary>
internal sealed class BenchStore : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private BenchStore(TestDatabase database, StrataStore store) => (_database, Store) = (database, store);

    public StrataStore Store { get; }
    public Engine Engine => _database.Engine;
    public string Folder => _database.Folder;
    public IStrata Local => Store.For(UserId.Local, "bench");

    public static async Task<BenchStore> OpenAsync(Engine engine)
    {
        var database = await TestDatabase.CreateEmptyAsync(engine);
        var options = new StoreOptions { DataFolder = database.Folder, DatabaseUrl = engine == Engine.Sqlite ? null : database.Location };
        return new BenchStore(database, await StrataStore.OpenAsync(options, TimeProvider.System, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _database.DisposeAsync();
    }
}
