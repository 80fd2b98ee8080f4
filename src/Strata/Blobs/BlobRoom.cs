using Strata.Blobs.S3;
using Strata.Database;
using Strata.Jobs;

namespace Strata.Blobs;

/// <summary>The room put together: the store that the options name, the folder, the copies, the spool.</summary>
internal sealed class BlobRoom : IDisposable
{
    /// <summary>Nobody waits so long between two writes to one file.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly S3Blobs? _s3;
    private readonly FileBlobs _files;
    private readonly LocalCopies _copies;
    private readonly FolderMark? _mark;
    private readonly TimeProvider _time;

    public BlobRoom(IDatabase database, JobQueue jobs, JobDesk desk, TimeProvider time, StoreOptions options)
    {
        _time = time;
        _files = new FileBlobs(Path.GetFullPath(Path.Combine(options.Folder, "blobs")));
        _s3 = options.BlobsUrl is { } url ? new S3Blobs(S3Address.Parse(url)) : null;
        _mark = _s3 is null ? new FolderMark(database, _files) : null;
        _copies = new LocalCopies(Path.Combine(options.Folder, "cache", "blobs"), options.MaxCopiedBytes, time);
        var spool = new Spool(database, time, options.MaxSpooledBytes);
        Blobs = new BlobStore(database, _s3 is null ? _files : _s3, _files, _copies, spool, jobs, new Outage(time));
        UploadJob = new UploadJob(database, Blobs, spool);
        Desk = new BlobDesk(database, Blobs, jobs, desk);
        Sweep = new BlobSweep(database, Blobs, spool, time);
    }

    public BlobStore Blobs { get; }
    public UploadJob UploadJob { get; }
    public BlobDesk Desk { get; }
    public BlobSweep Sweep { get; }

    /// <summary>At start-up: sees to it that another folder than the store's is known for what it is.</summary>
    public Task KnowFolderAsync(CancellationToken ct) => _mark?.RequireAsync(ct) ?? Task.CompletedTask;

    /// <summary>At start-up: removes what processes that were killed had begun to write on this machine.</summary>
    public async Task ClearIncomingAsync()
    {
        var before = _time.GetUtcNow() - LongestPause;
        try
        {
            await _files.ClearIncomingAsync(before);
            await _copies.ClearIncomingAsync(before);
        }
        catch (ByteStoreException)
        {
            // Another process has done so, or the folder fails, which who needs it will hear.
        }
    }

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
