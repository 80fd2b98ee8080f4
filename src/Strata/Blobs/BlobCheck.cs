using System.Security.Cryptography;
using Strata.Database;
using Strata.Jobs;

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
                "select digest, byte_size, location from blobs where user_id = @user and digest > @after order by digest limit @batch",
                new { after, batch = (long)Batch }
            );
            foreach (var row in rows)
            {
                if (await FaultAsync(blobs, connection, row) is { } reason)
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

    private static async Task<string?> FaultAsync(BlobStore blobs, UserConnection connection, Row row)
    {
        var reason = await FaultAsync(() => blobs.OpenOriginalAsync(connection, row.Digest), row.Digest, connection.Cancellation);
        // What waited for the store when this began may have come there since, where this connection does not see it.
        return reason is null || row.Location != Spool.Location
            ? reason
            : await FaultAsync(() => blobs.OpenOriginalAsync(connection.User, row.Digest, connection.Cancellation), row.Digest, connection.Cancellation);
    }

    /// <summary>A store that is away says nothing about its bytes: that is no fault of theirs, and thrown.</summary>
    private static async Task<string?> FaultAsync(Func<Task<Stream>> open, string digest, CancellationToken ct)
    {
        try
        {
            await using var content = await open();
            var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
            return string.Equals(found, digest, StringComparison.Ordinal) ? null : $"its bytes hash to {found}";
        }
        catch (Exception e) when ((e is IOException or StrataException or InvalidDataException) && JobFailure.Of(e) is not (JobOutcome.Postponed or JobOutcome.Cut))
        {
            return e.Message;
        }
    }

    private sealed record Row(string Digest, long ByteSize, string Location);
}
