using System.Security.Cryptography;
using Strata.Database;
using Strata.Jobs;

namespace Strata.Blobs;

/// <summary>
/// Hashes every content of a user in its permanent place. Holds no snapshot: one content can take longer than the database lets a
/// transaction idle.
/// </summary>
internal static class BlobCheck
{
    private const int Batch = 200;

    /// <param name="fault">Called with path and reason for each damaged content.</param>
    public static async Task<(long Count, long Bytes)> RunAsync(
        BlobStore blobs,
        IDatabase database,
        UserId user,
        Action<string, string> fault,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        (long count, long bytes, string after) = (0, 0, "");
        while (true)
        {
            var at = after;
            var rows = await database.ReadAsync(
                user,
                connection =>
                    connection.QueryAsync<Row>(
                        "select digest, byte_size, location from blobs where user_id = @user and digest > @at order by digest limit @batch",
                        new { at, batch = (long)Batch }
                    ),
                ct
            );
            foreach (var row in rows)
            {
                if (await FaultAsync(blobs, database, user, row, ct) is { } reason)
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

    private static async Task<string?> FaultAsync(BlobStore blobs, IDatabase database, UserId user, Row row, CancellationToken ct)
    {
        if (await FaultAsync(() => blobs.OpenOriginalAsync(user, row.Digest, ct), row.Digest, ct) is not { } reason)
        {
            return null;
        }
        // Meanwhile a waiting upload may have been completed, and an unused content swept.
        var now = await database.ReadAsync(user, connection => BlobRows.LocationAsync(connection, row.Digest), ct);
        return now is null ? null
            : now == row.Location ? reason
            : await FaultAsync(() => blobs.OpenOriginalAsync(user, row.Digest, ct), row.Digest, ct);
    }

    /// <summary>An unreachable store says nothing about its bytes; that is thrown, not reported as a fault.</summary>
    private static async Task<string?> FaultAsync(Func<Task<Stream>> open, string digest, CancellationToken ct)
    {
        try
        {
            await using var content = await open();
            var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
            return string.Equals(found, digest, StringComparison.Ordinal) ? null : $"its bytes hash to {found}";
        }
        catch (Exception e)
            when ((e is IOException or StrataException or InvalidDataException)
                && JobFailure.Of(e) is not (JobOutcome.Postponed or JobOutcome.Cut)
            )
        {
            return e.Message;
        }
    }

    private sealed record Row(string Digest, long ByteSize, string Location);
}
