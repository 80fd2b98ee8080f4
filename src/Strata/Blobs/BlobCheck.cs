using System.Security.Cryptography;
using Strata.Database;

namespace Strata.Blobs;

/// <summary>Hashes every content of a user where it lies for good.</summary>
internal static class BlobCheck
{
    private const int Batch = 200;

    /// <param name="fault">Called with a path and a reason for each content that is not what it should be.</param>
    public static async Task<(long Count, long Bytes)> RunAsync(
        BlobStore blobs,
        UserConnection connection,
        Action<string, string> fault,
        IProgress<Progress>? progress
    )
    {
        (long count, long bytes, string after) = (0, 0, "");
        while (true)
        {
            var rows = await connection.QueryAsync<Row>(
                "select digest, byte_size from blobs where user_id = @user and digest > @after order by digest limit @batch",
                new { after, batch = (long)Batch }
            );
            foreach (var row in rows)
            {
                if (await FaultAsync(blobs, connection, row.Digest) is { } reason)
                {
                    fault($"blobs/{row.Digest}", reason);
                }
                count++;
                bytes += row.ByteSize;
            }
            progress?.Report(new Progress("blobs", count, null));
            if (rows.Count == 0)
            {
                return (count, bytes);
            }
            after = rows[^1].Digest;
        }
    }

    private static async Task<string?> FaultAsync(BlobStore blobs, UserConnection connection, string digest)
    {
        try
        {
            await using var content = await blobs.OpenOriginalAsync(connection, digest);
            var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, connection.Cancellation));
            return string.Equals(found, digest, StringComparison.Ordinal) ? null : $"its bytes hash to {found}";
        }
        catch (Exception e) when (e is IOException or StrataException or InvalidDataException or ByteStoreException)
        {
            return e.Message;
        }
    }

    private sealed record Row(string Digest, long ByteSize);
}
