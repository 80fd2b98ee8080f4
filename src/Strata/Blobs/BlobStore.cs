using System.Security.Cryptography;
using Strata.Database;

namespace Strata.Blobs;

/// <summary>Bytes that are kept under their SHA-256 and not yet a row: <see cref="BlobStore.AddAsync"/> makes them one.</summary>
/// <param name="Head">The first bytes, up to 64 KiB: what media type detection looks at.</param>
/// <param name="Location">Where they lie, as in <c>blobs</c>.</param>
/// <param name="IsNew">False: the store had them before.</param>
internal sealed record StoredBlob(string Digest, long ByteSize, byte[] Head, string Location, bool IsNew);

/// <summary>A user's bytes by digest: handed-in files in the store of bytes, structured records in the database itself.</summary>
internal sealed class BlobStore(IDatabase database, FileBlobs files)
{
    private const int CompressFrom = 1024;

    private static readonly BulkTable Table = new(
        "blobs",
        ["digest"],
        [
            new("digest", BulkType.Text),
            new("byte_size", BulkType.Integer),
            new("location", BulkType.Text),
            new("compressed", BulkType.Integer),
            new("bytes", BulkType.Bytes),
            new("recorded_at", BulkType.Integer),
        ]
    );

    /// <summary>Keeps bytes durably, in constant memory, before any row speaks of them. FILE_TOO_LARGE past <paramref name="limit"/>.</summary>
    /// <param name="admit">Throws where content of that digest and size is not to be kept; nothing is left behind then.</param>
    public async Task<StoredBlob> KeepAsync(
        UserId user,
        Stream content,
        long limit,
        IProgress<Progress>? progress,
        CancellationToken ct,
        Func<string, long, Task>? admit = null
    )
    {
        using var staged = await StagedFile.WriteAsync(files.Incoming, content, limit, progress, ct);
        await (admit?.Invoke(staged.Digest, staged.ByteSize) ?? Task.CompletedTask);
        var isNew = await files.PutAsync(user, staged, replace: false, ct);
        return new StoredBlob(staged.Digest, staged.ByteSize, staged.Head, files.Location, isNew);
    }

    /// <summary>Notes kept bytes, in the transaction that makes use of them.</summary>
    /// <param name="add">Adds a row to the transaction under way.</param>
    public async Task AddAsync(UserTransaction tx, Action<BulkTable, object?[]> add, StoredBlob blob, long recordedAt)
    {
        // What was there before may be swept until this transaction holds the user's lock, under which the sweep removes (docs/adr/0016-blob-stores.md).
        if (!blob.IsNew && await files.FindAsync(tx.User, blob.Digest, tx.Cancellation) is null)
        {
            throw new StrataException(ErrorCode.StorageUploadFailed, $"The bytes of {blob.Digest} were swept while they were handed in. Hand them in again.");
        }
        add(Table, [blob.Digest, blob.ByteSize, blob.Location, 0L, null, recordedAt]);
    }

    /// <summary>Keeps small bytes in the database, in the transaction that uses them.</summary>
    public static void AddRow(Action<BulkTable, object?[]> add, string digest, long byteSize, PackedBytes bytes, long recordedAt) =>
        add(Table, [digest, byteSize, "row", bytes.Compressed ? 1L : 0L, bytes.Bytes, recordedAt]);

    public static PackedBytes Pack(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= CompressFrom ? new PackedBytes(FramedBytes.Compress(bytes), true) : new PackedBytes(bytes.ToArray(), false);

    public static string DigestOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The whole content. STORAGE_PENDING or SOURCE_NOT_FOUND where it can't be had.</summary>
    public async Task<Stream> OpenAsync(UserConnection connection, string digest)
    {
        var row = await RowAsync(connection, digest);
        return row.Bytes switch
        {
            null => OpenFile(connection.User, digest),
            _ => new MemoryStream(row.Compressed != 0 ? FramedBytes.Decompress(row.Bytes) : row.Bytes, writable: false),
        };
    }

    /// <summary>The bytes of a handed-in file, as a file: seekable, and with a path.</summary>
    /// <exception cref="StrataException">
    /// SOURCE_NOT_FOUND; CONFLICT: it is no file but records; STORAGE_PENDING: the store does not answer; STORAGE_UPLOAD_FAILED: it has them not.
    /// </exception>
    public async Task<FileStream> OpenFileAsync(UserId user, string digest, CancellationToken ct)
    {
        if (!files.Exists(user, digest) && await database.ReadAsync(user, c => RowAsync(c, digest), ct) is { Bytes: not null })
        {
            throw new StrataException(ErrorCode.Conflict, $"The content {digest} holds records that were stated as they are, not a file.");
        }
        return OpenFile(user, digest);
    }

    /// <summary>A reader of ranges of one content.</summary>
    public async Task<BlobReader> ReaderAsync(UserConnection connection, string digest)
    {
        var row = await RowAsync(connection, digest);
        return row.Bytes is null
            ? new BlobReader(OpenFile(connection.User, digest))
            : new BlobReader(row.Bytes, row.Compressed != 0);
    }

    private FileStream OpenFile(UserId user, string digest) =>
        files.Exists(user, digest)
            ? files.Open(user, digest)
            : throw new StrataException(
                ErrorCode.StorageUploadFailed,
                $"The bytes of {digest} are missing from the blob folder. Run 'strata verify' to see what else is, and restore them from a backup."
            );

    private static async Task<Row> RowAsync(UserConnection connection, string digest) =>
        await connection.QueryFirstOrDefaultAsync<Row>(
            "select compressed, bytes from blobs where user_id = @user and digest = @digest",
            new { digest }
        ) ?? throw new StrataException(ErrorCode.SourceNotFound, $"There is no content {digest}.");

    private sealed record Row(long Compressed, byte[]? Bytes);
}

/// <summary>Bytes as a row of <c>blobs</c> holds them.</summary>
internal sealed record PackedBytes(byte[] Bytes, bool Compressed);
