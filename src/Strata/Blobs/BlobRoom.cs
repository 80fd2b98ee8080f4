using Strata.Blobs.S3;
using Strata.Database;
using Strata.Jobs;

namespace Strata.Blobs;

/// <summary>The room put together: the store that the options name, the folder, the copies, the spool.</summary>
internal sealed class BlobRoom : IDisposable
{
    private readonly S3Blobs? _s3;

    public BlobRoom(IDatabase database, JobQueue jobs, JobDesk desk, TimeProvider time, StoreOptions options)
    {
        var files = new FileBlobs(Path.Combine(options.Folder, "blobs"));
        _s3 = options.BlobsUrl is { } url ? new S3Blobs(S3Address.Parse(url)) : null;
        var copies = new LocalCopies(Path.Combine(options.Folder, "cache", "blobs"), options.MaxCopiedBytes, time);
        var spool = new Spool(database, time, options.MaxSpooledBytes);
        Blobs = new BlobStore(database, _s3 is null ? files : _s3, files, copies, spool, jobs, new Outage(time));
        UploadJob = new UploadJob(database, Blobs, spool);
        Desk = new BlobDesk(database, Blobs, jobs, desk);
        Sweep = new BlobSweep(database, Blobs, spool, time);
    }

    public BlobStore Blobs { get; }
    public UploadJob UploadJob { get; }
    public BlobDesk Desk { get; }
    public BlobSweep Sweep { get; }

    public async Task<BlobProbe> ProbeAsync(CancellationToken ct)
    {
        var store = Blobs.Store;
        try
        {
            return new BlobProbe(store.Description, await store.ProbeAsync(ct), Failure: null);
        }
        catch (ByteStoreException e)
        {
            return new BlobProbe(store.Description, CanBeSwept: false, e.Message);
        }
    }

    public void Dispose() => _s3?.Dispose();
}
