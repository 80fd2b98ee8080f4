using Strata.Blobs.Backends;

namespace Strata.Blobs;

/// <summary>
/// Local copies of files in S3 or the spool, each verified by its digest before it gets its name. Limited in size, least recently used go
/// first; the folder may be emptied at any time.
/// </summary>
internal sealed class BlobCache(string folder, long limit, TimeProvider time)
{
    public const long DefaultMaxBytes = 10L * 1024 * 1024 * 1024;

    private readonly FileBlobBackend _files = new(folder);
    private readonly FolderLimit _limit = new(limit);

    /// <summary>Removes partial copies of killed processes.</summary>
    public Task ClearIncomingAsync(DateTimeOffset before) => _files.ClearIncomingAsync(before);

    public string IncomingOf(UserId user) => _files.IncomingOf(user);

    /// <summary>Returns null if there is none.</summary>
    public FileStream? TryOpen(UserId user, string digest)
    {
        try
        {
            if (!_files.Exists(user, digest))
            {
                return null;
            }
            File.SetLastAccessTimeUtc(_files.PathOf(user, digest), time.GetUtcNow().UtcDateTime);
            return _files.Open(user, digest);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Moves a staged file into the cache, unless there is a copy.</summary>
    public async Task AdoptAsync(UserId user, StagedFile file, CancellationToken ct)
    {
        if (await _files.PutAsync(user, file, replace: false, ct))
        {
            _limit.Added(file.ByteSize, keep: file.Digest, _files.Kept);
        }
    }

    /// <summary>Copies the bytes if they match the digest.</summary>
    /// <exception cref="StrataException">STORAGE_UPLOAD_FAILED: they don't match.</exception>
    public async Task<FileStream> FetchAsync(UserId user, string digest, long byteSize, Stream content, string from, CancellationToken ct)
    {
        string found;
        try
        {
            using var staged = await StagedFile.WriteAsync(IncomingOf(user), content, byteSize, progress: null, ct);
            if (string.Equals(staged.Digest, digest, StringComparison.Ordinal))
            {
                await AdoptAsync(user, staged, ct);
                return _files.Open(user, digest);
            }
            found = $"hash to {staged.Digest}";
        }
        catch (StrataException e) when (e.Code is ErrorCode.InvalidContent or ErrorCode.FileTooLarge)
        {
            found = e.Code == ErrorCode.InvalidContent ? "are none" : $"are more than {byteSize}";
        }
        throw new StrataException(
            ErrorCode.StorageUploadFailed,
            $"The bytes of {digest} in {from} {found}: they are damaged and not used. Run 'strata blobs verify', and ingest the file again or restore it from a backup."
        );
    }

    public void Remove(UserId user, string digest) => _files.Remove(user, digest);

    public Task RemoveAllAsync(UserId user, CancellationToken ct) => _files.RemoveAllAsync(user, ct);
}
