using Strata.Testing;

namespace Strata.Bench;

/// <summary>
/// A store to measure: one that is kept where the command line names it, or a fresh one that is gone at the end. Without a URL, PostgreSQL
/// is the one that STRATA_TEST_POSTGRES names, or a private cluster with the server's default settings, which waits for the disk.
/// </summary>
internal sealed class BenchStore : IAsyncDisposable
{
    private readonly TestDatabase? _fresh;

    private BenchStore(StoreOptions options, StrataStore store, TestDatabase? fresh) => (Options, Store, _fresh) = (options, store, fresh);

    public StrataStore Store { get; }
    public StoreOptions Options { get; }
    public Engine Engine => Store.Database.Engine;
    public string Folder => Options.Folder;

    /// <summary>SQLite: the file. PostgreSQL: the URL.</summary>
    public string Location => Options.DatabaseUrl ?? Path.Combine(Folder, "strata.db");
    public IStrata Local => Store.For(UserId.Local, "bench");

    public static async Task<BenchStore> OpenAsync(BenchOptions options)
    {
        var blobs = options.Blobs == "test" ? (await (await S3Server.GetAsync()).BucketAsync()).Url : options.Blobs;
        return options.Database is not null || options.Folder is not null
            ? await OpenAsync(
                new StoreOptions
                {
                    DataFolder = options.Folder ?? Path.Combine(Path.GetTempPath(), "strata-bench-blobs"),
                    DatabaseUrl = options.Database,
                    BlobsUrl = blobs,
                },
                fresh: null
            )
            : await FreshAsync(options.Engine, blobs);
    }

    public static async Task<BenchStore> FreshAsync(Engine engine, string? blobs = null)
    {
        if (engine == Engine.PostgreSql && Environment.GetEnvironmentVariable(PostgresCluster.UrlVariable) is not { Length: > 0 })
        {
            // It ends with this process. The cluster that tests start for themselves does not wait for the disk.
            var cluster = await PostgresCluster.StartAsync(new PostgresOptions());
            Environment.SetEnvironmentVariable(PostgresCluster.UrlVariable, cluster.Url);
        }
        var fresh = await TestDatabase.CreateEmptyAsync(engine);
        return await OpenAsync(
            new StoreOptions
            {
                DataFolder = fresh.Folder,
                DatabaseUrl = engine == Engine.Sqlite ? null : fresh.Location,
                BlobsUrl = blobs,
            },
            fresh
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        if (_fresh is not null)
        {
            await _fresh.DisposeAsync();
        }
    }

    private static async Task<BenchStore> OpenAsync(StoreOptions options, TestDatabase? fresh) =>
        new(options, await StrataStore.OpenAsync(options, TimeProvider.System, CancellationToken.None), fresh);
}
