using Strata.Blobs.Backends;
using Strata.Blobs.S3;
using Strata.Database;
using Strata.Jobs;

namespace Strata.Blobs;

/// <summary>Composes the blob services: the configured backend, the folder, the cache, the spool.</summary>
internal sealed class BlobServices : IDisposable
{
    /// <summary>Longest pause between two writes to one file.</summary>
    private static readonly TimeSpan MaxPause = TimeSpan.FromHours(1);

    private readonly S3BlobBackend? _s3;
    private readonly FileBlobBackend _files;
    private readonly BlobCache _copies;
    private readonly FolderMarker? _mark;
    private readonly TimeProvider _time;

    public BlobServices(IDatabase database, JobQueue jobs, JobService jobService, TimeProvider time, BlobOptions options)
    {
        _time = time;
        _files = new FileBlobBackend(Path.GetFullPath(Path.Combine(options.Folder, "blobs")));
        _s3 = options.Url is { } url ? new S3BlobBackend(S3Address.Parse(url)) : null;
        _mark = _s3 is null ? new FolderMarker(database, _files) : null;
        _copies = new BlobCache(Path.Combine(options.Folder, "cache", "blobs"), options.MaxCopiedBytes, time);
        var spool = new Spool(database, time, options.MaxSpooledBytes);
        Blobs = new BlobStore(database, _s3 is null ? _files : _s3, _files, _copies, spool, jobs, new CircuitBreaker(time));
        UploadJob = new UploadJob(database, Blobs, spool);
        Service = new BlobService(database, Blobs, jobs, jobService);
        Sweep = new BlobSweep(database, Blobs, spool, time);
    }

    public BlobStore Blobs { get; }
    public UploadJob UploadJob { get; }
    public BlobService Service { get; }
    public BlobSweep Sweep { get; }

    /// <summary>At start: makes sure that a folder of another store is recognised.</summary>
    public Task KnowFolderAsync(CancellationToken ct) => _mark?.RequireAsync(ct) ?? Task.CompletedTask;

    /// <summary>At start: removes partial files of killed processes on this machine.</summary>
    public async Task ClearIncomingAsync()
    {
        var before = _time.GetUtcNow() - MaxPause;
        try
        {
            await _files.ClearIncomingAsync(before);
            await _copies.ClearIncomingAsync(before);
        }
        catch (BlobBackendException)
        {
            // Another process did so, or the folder fails, which its users will see.
        }
    }

    public async Task<BlobProbe> ProbeAsync(CancellationToken ct)
    {
        var store = Blobs.Store;
        try
        {
            return new BlobProbe(store.Description, await store.ProbeAsync(ct), Failure: null);
        }
        catch (BlobBackendException e)
        {
            return new BlobProbe(store.Description, CanBeSwept: false, e.Message);
        }
    }

    public void Dispose() => _s3?.Dispose();
}
