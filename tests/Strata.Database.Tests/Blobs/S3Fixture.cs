using Microsoft.Extensions.Logging.Abstractions;
using Strata.Testing;

namespace Strata.Blobs;

/// <summary>All tests that need the S3 server, one after the other: they share it, and its clock is the machine's.</summary>
[CollectionDefinition(Name)]
public sealed class S3Collection
{
    public const string Name = "s3";
}

/// <summary>A store whose bytes go to a bucket through a proxy that can fail.</summary>
internal sealed class S3Fixture : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private S3Fixture(TestStore store, S3Bucket bucket, FaultProxy proxy) => (Store, Bucket, Proxy) = (store, bucket, proxy);

    public TestStore Store { get; }
    public S3Bucket Bucket { get; }
    public FaultProxy Proxy { get; }
    public IStrata Alice => Store.Alice;
    public IStrata Bob => Store.Bob;

    /// <param name="timeout">Seconds that the server has for an answer: on a busy machine it takes some where it works.</param>
    public static async Task<S3Fixture> CreateAsync(Engine engine, Func<StoreOptions, StoreOptions>? change = null, int timeout = 600)
    {
        var server = await S3Server.GetAsync();
        var proxy = new FaultProxy(server.Port);
        var bucket = await server.BucketAsync(proxy.Port);
        var store = await TestStore.CreateAsync(
            engine,
            options =>
            {
                options = options with { BlobsUrl = $"{bucket.Url}&timeout={timeout}" };
                return change?.Invoke(options) ?? options;
            }
        );
        return new S3Fixture(store, bucket, proxy);
    }

    public Task<IngestResult> KeepAsync(string name, byte[] bytes) =>
        Alice.IngestAsync(name, bytes, new IngestRequest { Interpret = false });

    public async Task<byte[]> ReadAsync(IStrata strata, string sourceId)
    {
        await using var content = (await strata.Sources.OpenAsync(sourceId, None)).Content;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, None);
        return bytes.ToArray();
    }

    /// <summary>Forgets the copies of this machine, as another machine has none.</summary>
    public void ForgetCopies() => Directory.Delete(Path.Combine(Store.Folder, "cache"), recursive: true);

    /// <summary>A worker works until the source says that; time goes on meanwhile.</summary>
    public async Task<SourceView> WorkUntilAsync(string sourceId, string status)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var working = Store.Store.RunWorkerAsync(
            new WorkerOptions { Poll = TimeSpan.FromMilliseconds(50) },
            NullLogger.Instance,
            stop.Token
        );
        try
        {
            while (true)
            {
                var source = await Alice.Sources.GetAsync(sourceId, None);
                if (source.StorageStatus.Name() == status)
                {
                    return source;
                }
                stop.Token.ThrowIfCancellationRequested();
                if ((await Alice.Jobs.ListAsync(new JobQuery { State = JobState.Waiting }, None)).Items is [var waiting])
                {
                    Store.Time.Advance(waiting.RunAt - Store.Time.GetUtcNow());
                }
                await Task.Delay(20, None);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await working;
        }
    }

    /// <summary>Bytes in the database that wait for the store.</summary>
    public Task<long> SpooledAsync() =>
        Store.Store.Database.ReadAsync(
            new UserId("alice"),
            c =>
                c.QueryFirstOrDefaultAsync<long>(
                    "select cast(coalesce(sum(length(bytes)), 0) as bigint) as n from spool_pieces where user_id = @user"
                ),
            None
        );

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Proxy.DisposeAsync();
    }
}
