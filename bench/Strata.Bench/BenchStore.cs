using Strata.Database;
using Strata.Testing;

namespace Strata.Bench;

/// <summary>A fresh store on the engine, gone at the end. PostgreSQL is a private cluster that waits for the disk.</summary>
internal sealed class BenchStore : IAsyncDisposable
{
    private readonly PostgresCluster? _cluster;

    private BenchStore(Engine engine, string folder, PostgresCluster? cluster, StrataStore store) =>
        (Engine, Folder, _cluster, Store) = (engine, folder, cluster, store);

    public StrataStore Store { get; }
    public Engine Engine { get; }
    public string Folder { get; }
    public IStrata Local => Store.For(UserId.Local, "bench");

    public static async Task<BenchStore> OpenAsync(Engine engine)
    {
        var folder = Directory.CreateTempSubdirectory("strata-bench-").FullName;
        var cluster = engine == Engine.Sqlite ? null : await PostgresCluster.StartAsync(new PostgresOptions(Fsync: true));
        var options = new StoreOptions { DataFolder = folder, DatabaseUrl = cluster?.Url };
        return new BenchStore(engine, folder, cluster, await StrataStore.OpenAsync(options, TimeProvider.System, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
        Directory.Delete(Folder, recursive: true);
    }
}
