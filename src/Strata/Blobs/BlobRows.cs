using Strata.Database;

namespace Strata.Blobs;

/// <summary>Bytes in a row of <c>blobs</c>.</summary>
internal sealed record PackedBytes(byte[] Bytes, bool Compressed);

/// <param name="Bytes">Null: stored elsewhere.</param>
internal sealed record BlobRow(string Location, long ByteSize, long Compressed, byte[]? Bytes);

/// <summary>The table of contents and their places.</summary>
internal static class BlobRows
{
    public static readonly BulkTable Table = new(
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

    public static PendingResult<BlobRow> Ask(UserConnection connection, string digest) =>
        connection.Ask<BlobRow>(
            "select location, byte_size, compressed, bytes from blobs where user_id = @user and digest = @digest",
            new { digest }
        );

    /// <param name="asked">Result of <see cref="Ask"/>, if called before.</param>
    /// <exception cref="StrataException">SOURCE_NOT_FOUND</exception>
    public static async Task<BlobRow> GetAsync(UserConnection connection, string digest, PendingResult<BlobRow>? asked = null) =>
        (await (asked ?? Ask(connection, digest)).RowsAsync()).FirstOrDefault()
        ?? throw new StrataException(ErrorCode.SourceNotFound, $"Content {digest} does not exist.");

    /// <summary>Returns null if there is no such row.</summary>
    public static Task<string?> LocationAsync(UserConnection connection, string digest) =>
        connection.QueryFirstOrDefaultAsync<string>(
            "select location from blobs where user_id = @user and digest = @digest",
            new { digest }
        );

    /// <summary>Records that the store has the content.</summary>
    public static async Task<int> UploadedAsync(UserTransaction tx, string digest, string location)
    {
        await tx.ExecuteAsync(
            "update blobs set location = @location where user_id = @user and digest = @digest and location = 'spool'",
            new { digest, location }
        );
        await SayAsync(tx, digest, StorageStatus.Uploaded);
        return await Spool.LetGoAsync(tx, digest);
    }

    public static Task<int> SayAsync(UserTransaction tx, string digest, StorageStatus status) =>
        tx.ExecuteAsync(
            "update sources set storage_status = @status where user_id = @user and digest = @digest",
            new { digest, status = status.Name() }
        );
}
