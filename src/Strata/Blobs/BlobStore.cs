using System.Security.Cryptography;
using Strata.Blobs.Backends;
using Strata.Database;
using Strata.Jobs;

namespace Strata.Blobs;

/// <summary>
/// A user's bytes by digest: files in the blob store, or in the spool while that fails; structured records in the database itself.
/// </summary>
/// <param name="store">Destination of files.</param>
/// <param name="files">The blob folder: files there are read, whatever the store is.</param>
internal sealed class BlobStore(
    IDatabase database,
    IBlobBackend store,
    FileBlobBackend files,
    BlobCache copies,
    Spool spool,
    JobQueue jobs,
    CircuitBreaker outage
)
{
    private const int CompressFrom = 1024;
    private static readonly TimeSpan TakingBack = TimeSpan.FromSeconds(10);

    public IBlobBackend Store => store;

    /// <summary>
    /// Stores bytes durably, in constant memory, before any row refers to them. FILE_TOO_LARGE past <paramref name="limit"/>.
    /// </summary>
    /// <param name="admit">Throws to refuse content of that digest and size; nothing is left behind then.</param>
    /// <param name="ofNewUser">Whether the user is added after their bytes.</param>
    /// <exception cref="StrataException">
    /// UPLOAD_QUEUE_FULL: the store fails, and too much waits for it. UNAUTHENTICATED: the user is being erased, or there is none.
    /// </exception>
    public async Task<StoredBlob> KeepAsync(
        UserId user,
        Stream content,
        long limit,
        IProgress<Progress>? progress,
        CancellationToken ct,
        Func<string, long, Task>? admit = null,
        bool ofNewUser = false
    )
    {
        using var staged = await StagedFile.WriteAsync(await StagingAsync(user, ct), content, limit, progress, ct);
        await (admit?.Invoke(staged.Digest, staged.ByteSize) ?? Task.CompletedTask);
        try
        {
            if (!outage.IsOn)
            {
                var isNew = await store.PutAsync(user, staged, replace: false, ct);
                outage.Ended();
                if (!isNew)
                {
                    await MendAsync(store, user, staged, ct);
                }
                if (store != files)
                {
                    await (files.Exists(user, staged.Digest) ? MendAsync(files, user, staged, ct) : Task.CompletedTask);
                    await OfferAsync(user, staged, ct);
                }
                await (ofNewUser ? Task.CompletedTask : StayAsync(user, staged.Digest, ct));
                return new StoredBlob(staged.Digest, staged.ByteSize, staged.Head, store.Location, isNew);
            }
        }
        catch (BlobBackendException)
        {
            // The reason is in the errors of the upload's job.
            outage.Began();
        }
        return await SpoolAsync(user, staged, ct);
    }

    /// <summary>Registers stored bytes, in the transaction that uses them.</summary>
    /// <param name="add">Adds a row to the transaction.</param>
    public async Task AddAsync(UserTransaction tx, Action<BulkTable, object?[]> add, StoredBlob blob, long recordedAt)
    {
        if ((blob.SpoolNo is not null || !blob.IsNew) && await BlobRows.LocationAsync(tx, blob.Digest) is not null)
        {
            return;
        }
        if (blob.SpoolNo is { } spoolNo)
        {
            await Spool.HoldAsync(tx, spoolNo);
            await jobs.EnqueueAsync(tx, UploadJob.Of(blob.Digest));
        }
        // Until this transaction holds the user's lock, existing bytes may be swept, and bytes of a concurrent equal request taken back:
        // both happen under that lock (docs/adr/0016-blob-stores.md). In a folder, two may both have been told that theirs are new.
        else if ((!blob.IsNew || store == files) && await store.FindAsync(tx.User, blob.Digest, tx.Cancellation) is null)
        {
            throw new StrataException(
                ErrorCode.StoragePending,
                $"Content {blob.Digest} was removed while it was being ingested. Ingest it again."
            )
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            };
        }
        tx.Shared(_ => new AddedBlobs()).Digests.Add(blob.Digest);
        add(BlobRows.Table, [blob.Digest, blob.ByteSize, blob.Location, 0L, null, recordedAt]);
    }

    /// <summary>Stores small bytes in the database, in the transaction that uses them.</summary>
    public static void AddRow(Action<BulkTable, object?[]> add, string digest, long byteSize, PackedBytes bytes, long recordedAt) =>
        add(BlobRows.Table, [digest, byteSize, "row", bytes.Compressed ? 1L : 0L, bytes.Bytes, recordedAt]);

    public static PackedBytes Pack(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= CompressFrom ? new PackedBytes(FramedBytes.Compress(bytes), true) : new PackedBytes(bytes.ToArray(), false);

    public static string DigestOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Opens the whole content. Throws as <see cref="OpenFileAsync"/>, without CONFLICT.</summary>
    public async Task<Stream> OpenAsync(UserConnection connection, string digest)
    {
        var row = await BlobRows.GetAsync(connection, digest);
        return row.Bytes is null
            ? await OpenAsync(connection.User, digest, row, connection.Cancellation)
            : Unpack(row.Bytes, row.Compressed);
    }

    /// <summary>Opens the bytes of a file: seekable, and with a path.</summary>
    /// <exception cref="StrataException">
    /// SOURCE_NOT_FOUND; CONFLICT: it is no file but records; STORAGE_PENDING: the store does not answer, and there is no copy here;
    /// STORAGE_UPLOAD_FAILED: it has them not, or has others.
    /// </exception>
    public async Task<FileStream> OpenFileAsync(UserId user, string digest, CancellationToken ct)
    {
        if (TryOpen(user, digest) is { } here)
        {
            return here;
        }
        var row = await database.ReadAsync(user, c => BlobRows.GetAsync(c, digest), ct);
        return row.Bytes is null
            ? await OpenAsync(user, digest, row, ct)
            : throw new StrataException(ErrorCode.Conflict, $"Content {digest} holds structured records, not a file.");
    }

    /// <summary>As <see cref="OpenFileAsync"/>, for content in the spool: a file is used only if its bytes match.</summary>
    public async Task<FileStream> OpenSpooledAsync(UserId user, string digest, CancellationToken ct)
    {
        if (TryOpen(user, digest) is { } here)
        {
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(here, ct)) == digest)
            {
                return here;
            }
            await here.DisposeAsync();
            copies.Remove(user, digest);
        }
        var row = await database.ReadAsync(user, c => BlobRows.GetAsync(c, digest), ct);
        await using var content = await OriginalAsync(user, digest, Spool.Location, ct);
        return await copies.FetchAsync(user, digest, row.ByteSize, content, NameOf(Spool.Location), ct);
    }

    /// <summary>Opens a reader of ranges of one content.</summary>
    /// <param name="asked">Its row, if queried before.</param>
    public async Task<BlobReader> ReaderAsync(UserConnection connection, string digest, PendingResult<BlobRow>? asked = null)
    {
        var row = await BlobRows.GetAsync(connection, digest, asked);
        return row.Bytes is null
            ? new BlobReader(await OpenAsync(connection.User, digest, row, connection.Cancellation))
            : new BlobReader(row.Bytes, row.Compressed != 0);
    }

    /// <summary>
    /// Opens the content in its permanent place, bypassing copies, to be verified. Readable once, front to back; holds no connection.
    /// </summary>
    /// <exception cref="StrataException">As <see cref="OpenFileAsync"/>.</exception>
    public async Task<Stream> OpenOriginalAsync(UserId user, string digest, CancellationToken ct)
    {
        var row = await database.ReadAsync(user, connection => BlobRows.GetAsync(connection, digest), ct);
        return row.Bytes is null ? await OriginalAsync(user, digest, row.Location, ct) : Unpack(row.Bytes, row.Compressed);
    }

    /// <summary>
    /// After storing or copying: removes the bytes again if the user is being erased, since the erasure may have missed them.
    /// </summary>
    /// <exception cref="StrataException">UNAUTHENTICATED: the user is being erased.</exception>
    public async Task StayAsync(UserId user, string digest, CancellationToken ct)
    {
        try
        {
            await database.ReadAsync(user, c => BlobRows.LocationAsync(c, digest), ct);
        }
        catch (StrataException e) when (e.Code == ErrorCode.Unauthenticated)
        {
            copies.Remove(user, digest);
            await store.RemoveAsync(user, digest, CancellationToken.None);
            throw;
        }
    }

    /// <summary>
    /// Removes bytes that were stored and then refused. Bytes in use stay; what can't be removed now is left to the sweep.
    /// </summary>
    public async Task TakeBackAsync(UserId user, StoredBlob blob)
    {
        // The caller waits for this before the refusal, and may be gone.
        using var patience = new CancellationTokenSource(TakingBack);
        try
        {
            // If the store can't tell what is new, others may rely on having been first.
            if (
                blob is { IsNew: true, SpoolNo: null }
                && await database.ReadAsync(user, c => BlobRows.LocationAsync(c, blob.Digest), patience.Token) is null
                && await store.ProbeAsync(patience.Token)
                && await database.WriteAsync(
                    user,
                    tx => UnusedBlobRemoval.RemoveAsync(tx, store, blob.Digest, before: null),
                    patience.Token
                )
            )
            {
                copies.Remove(user, blob.Digest);
            }
        }
        catch (Exception e)
            when (e is BlobBackendException or StrataException or OperationCanceledException || DatabaseFailure.Of(e) is not null)
        {
            // The caller must see the refusal; the sweep finds the bytes.
        }
    }

    /// <summary>Where files are looked for, without secrets.</summary>
    public string Place => store == files ? files.Description : $"{store.Description} and {files.Description}";

    /// <summary>Returns the store outside of the database that a row names; null if it is unknown to this process.</summary>
    public IBlobBackend? StoreOf(string location) =>
        location == FileBlobBackend.Name ? files
        : location == store.Location ? store
        : null;

    /// <summary>Removes all bytes of the user outside of the database.</summary>
    /// <exception cref="BlobBackendException">Not now.</exception>
    public async Task RemoveAllAsync(UserId user, CancellationToken ct)
    {
        await copies.RemoveAllAsync(user, ct);
        await files.RemoveAllAsync(user, ct);
        await (store == files ? Task.CompletedTask : store.RemoveAllAsync(user, ct));
    }

    /// <summary>Removes a damaged local copy.</summary>
    public void RemoveCopy(UserId user, string digest) => copies.Remove(user, digest);

    private async Task<StoredBlob> SpoolAsync(UserId user, StagedFile staged, CancellationToken ct)
    {
        var held = await database.ReadAsync(user, c => BlobRows.LocationAsync(c, staged.Digest), ct);
        var spoolNo = held is null ? await spool.WriteAsync(user, staged, ct) : (long?)null;
        await OfferAsync(user, staged, ct);
        return new StoredBlob(staged.Digest, staged.ByteSize, staged.Head, held ?? Spool.Location, IsNew: held is null, spoolNo);
    }

    /// <summary>Replaces damaged bytes in the store when their source comes in again.</summary>
    private static async Task MendAsync(IBlobBackend kept, UserId user, StagedFile staged, CancellationToken ct)
    {
        if (!await BlobUploads.HasAsync(kept, user, staged.Digest, ct))
        {
            await kept.PutAsync(user, staged, replace: true, ct);
        }
    }

    /// <summary>A copy saves reading the bytes again; without one they are read from the store.</summary>
    private async Task OfferAsync(UserId user, StagedFile staged, CancellationToken ct)
    {
        try
        {
            await copies.AdoptAsync(user, staged, ct);
        }
        catch (BlobBackendException)
        {
            // Failing to copy is no reason to refuse stored bytes.
        }
    }

    /// <summary>Staging on the file system of the destination makes copying unnecessary; elsewhere while that fails.</summary>
    private async Task<string> StagingAsync(UserId user, CancellationToken ct)
    {
        try
        {
            if (store == files)
            {
                await files.NeedFolderAsync(ct);
                Directory.CreateDirectory(files.IncomingOf(user));
                return files.IncomingOf(user);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BlobBackendException)
        {
            outage.Began();
        }
        return copies.IncomingOf(user);
    }

    private FileStream? TryOpen(UserId user, string digest)
    {
        try
        {
            if (files.Exists(user, digest))
            {
                return files.Open(user, digest);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Swept between lookup and opening.
        }
        return copies.TryOpen(user, digest);
    }

    private async Task<FileStream> OpenAsync(UserId user, string digest, BlobRow row, CancellationToken ct)
    {
        if (TryOpen(user, digest) is { } here)
        {
            return here;
        }
        await using var content = await OriginalAsync(user, digest, row.Location, ct);
        try
        {
            var copy = await copies.FetchAsync(user, digest, row.ByteSize, content, NameOf(row.Location), ct);
            try
            {
                await StayAsync(user, digest, ct);
                return copy;
            }
            catch
            {
                await copy.DisposeAsync();
                throw;
            }
        }
        catch (BlobBackendException e)
        {
            throw Unreachable(digest, e);
        }
    }

    private async Task<Stream> OriginalAsync(UserId user, string digest, string location, CancellationToken ct)
    {
        if (await TryOriginalAsync(user, digest, location, ct) is { } content)
        {
            return content;
        }
        // It may just have moved from the spool to the store, so the caller's location may be outdated.
        var now = await database.ReadAsync(user, c => BlobRows.LocationAsync(c, digest), ct) ?? location;
        var moved = now == location ? null : await TryOriginalAsync(user, digest, now, ct);
        return moved ?? throw Missing(digest, now);
    }

    private async Task<Stream?> TryOriginalAsync(UserId user, string digest, string location, CancellationToken ct)
    {
        try
        {
            return location switch
            {
                Spool.Location => await spool.OpenAsync(user, digest, ct),
                FileBlobBackend.Name => await files.OpenAsync(user, digest, ct),
                _ when location == store.Location => await store.OpenAsync(user, digest, ct),
                // No BlobBackendException inside: waiting doesn't help, so that a job that needs the bytes ends.
                _ => throw new StrataException(
                    ErrorCode.StoragePending,
                    $"Content {digest} is in {location}, which this process is not configured for: start it with --blobs."
                ),
            };
        }
        catch (BlobBackendException e)
        {
            throw Unreachable(digest, e);
        }
    }

    private static MemoryStream Unpack(byte[] bytes, long compressed) =>
        new(compressed != 0 ? FramedBytes.Decompress(bytes) : bytes, writable: false);

    private static string NameOf(string location) =>
        location switch
        {
            Spool.Location => "the spool",
            FileBlobBackend.Name => "the blob folder",
            _ => "the blob store",
        };

    private static StrataException Missing(string digest, string location) =>
        new(
            ErrorCode.StorageUploadFailed,
            $"The bytes of {digest} are missing from {NameOf(location)}. Run 'strata verify' to find all damage, and restore them from a backup."
        );

    private static StrataException Unreachable(string digest, BlobBackendException e) =>
        new(ErrorCode.StoragePending, $"The bytes of {digest} cannot be read now: {e.Message} Nothing is lost; try again later.", e);
}
