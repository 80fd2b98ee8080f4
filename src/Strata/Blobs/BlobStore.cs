using System.Security.Cryptography;
using Strata.Database;

namespace Strata.Blobs;

/// <summary>A user's bytes by digest: handed-in files in the blob folder, structured records in the database itself.</summary>
internal sealed class BlobStore(FileBlobs files)
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

    public FileBlobs Files => files;

    /// <summary>Notes a file that <see cref="FileBlobs.PutAsync"/> has put on disk.</summary>
    /// <param name="add">Adds a row to the transaction under way.</param>
    public static void AddFile(Action<BulkTable, object?[]> add, StoredBlob blob, long recordedAt) =>
        add(Table, [blob.Digest, blob.ByteSize, "file", 0L, null, recordedAt]);

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

/// <summary>Reads ranges of one content: the bytes that a locator points to.</summary>
internal sealed class BlobReader : IDisposable
{
    private readonly FileStream? _file;
    private readonly byte[] _bytes = [];
    private readonly bool _compressed;

    public BlobReader(FileStream file) => _file = file;

    public BlobReader(byte[] bytes, bool compressed) => (_bytes, _compressed) = (bytes, compressed);

    /// <summary>The bytes of the range; shorter where the content ends before it.</summary>
    public byte[] Read(long start, long length)
    {
        if (_file is null)
        {
            return _compressed ? FramedBytes.Read(_bytes, start, length)
                : start >= _bytes.Length ? []
                : _bytes.AsSpan((int)start, (int)Math.Min(length, _bytes.Length - start)).ToArray();
        }
        var buffer = new byte[length];
        var read = 0;
        while (read < buffer.Length && RandomAccess.Read(_file.SafeFileHandle, buffer.AsSpan(read), start + read) is > 0 and var count)
        {
            read += count;
        }
        return read == buffer.Length ? buffer : buffer[..read];
    }

    public void Dispose() => _file?.Dispose();
}
