using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Strata.Blobs;
using Strata.Database;
using Strata.Proof;

namespace Strata.Backup;

/// <summary>
/// Writes all that a user has into one ZIP, from front to back: a line-by-line entry per table, the contents by digest, and a manifest at
/// the end, so that a part is never taken for the whole (docs/adr/0019-backup-and-erasure.md).
/// </summary>
internal sealed class BackupWriter(IDatabase database, BlobStore blobs, TimeProvider time)
{
    private const int BlobsAtOnce = 200;
    private const int FlushFrom = 1 << 16;
    private const int ReportEvery = 4_096;

    /// <param name="destination">Only written to; it need not be seekable. What was written is of no use where this throws.</param>
    /// <exception cref="StrataException">UNAUTHENTICATED: no such user. STORAGE_*: bytes can't be had, or are damaged.</exception>
    /// <exception cref="StrataException">CONFLICT: a newer program has added to the database what this one knows nothing of.</exception>
    public async Task<BackupReport> WriteAsync(UserId user, Stream destination, IProgress<Progress>? progress, CancellationToken ct)
    {
        var known = Migration.Embedded(database.Engine)[^1].Number;
        if ((await database.AppliedAsync(ct)).Any(applied => applied.Number > known))
        {
            throw new StrataException(
                ErrorCode.Conflict,
                "The database is newer than this program, which would leave things out: take the backup with the version of Strata that migrated it."
            );
        }
        return await database.ReadAsync(user, connection => WriteAsync(connection, destination, progress), ct);
    }

    private async Task<BackupReport> WriteAsync(UserConnection connection, Stream destination, IProgress<Progress>? progress)
    {
        var ct = connection.Cancellation;
        var head =
            await connection.QueryFirstOrDefaultAsync<Head>(
                """
                select h.seq, h.recorded_at, u.display_name from ledger_heads h join users u on u.user_id = h.user_id
                where h.user_id = @user
                """
            ) ?? throw new StrataException(ErrorCode.Forbidden, $"There is no user '{connection.User}'.");
        await using var zip = await ZipArchive.CreateAsync(destination, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct);
        var tables = new List<BackupEntry>();
        foreach (var table in BackupTables.All)
        {
            tables.Add(await TableAsync(connection, zip, table, progress));
        }
        var (count, bytes) = await BlobsAsync(connection, zip, progress);
        var manifest = new BackupManifest
        {
            Format = BackupManifest.ThisFormat,
            StoreVersion = Migration.Embedded(connection.Engine)[^1].Number,
            UserId = connection.User.Value,
            DisplayName = head.DisplayName,
            TakenAt = time.GetUtcNow(),
            Seq = head.Seq,
            RecordedAt = head.RecordedAt,
            StateHash = await StateHash.OfAsync(connection),
            Tables = tables,
            Blobs = count,
            BlobBytes = bytes,
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, StrataJson.Options);
        await AddAsync(zip, BackupManifest.Entry, json, ct);
        await AddAsync(zip, BackupManifest.HashEntry, Encoding.ASCII.GetBytes(BlobStore.DigestOf(json)), ct);
        return new BackupReport
        {
            UserId = manifest.UserId,
            Seq = manifest.Seq,
            StateHash = manifest.StateHash,
            Rows = tables.Sum(t => t.Rows),
            Blobs = count,
            Bytes = bytes,
        };
    }

    private static async Task<BackupEntry> TableAsync(UserConnection connection, ZipArchive zip, BackupTable table, IProgress<Progress>? progress)
    {
        var ct = connection.Cancellation;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>();
        (long rows, long bytes) = (0, 0);
        await using (var entry = await zip.CreateEntry(BackupManifest.TableEntry(table.Name), CompressionLevel.Fastest).OpenAsync(ct))
        {
            RowText.WriteHeader(buffer, table.Columns);
            await foreach (var row in connection.StreamAsync<object?[]>(table.Select))
            {
                RowText.Write(buffer, row);
                rows++;
                if (buffer.WrittenCount >= FlushFrom)
                {
                    await FlushAsync(entry);
                }
                if (rows % ReportEvery == 0)
                {
                    progress?.Report(new Progress(table.Name, rows, null));
                }
            }
            await FlushAsync(entry);
        }
        return new BackupEntry(table.Name, rows, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));

        async Task FlushAsync(Stream entry)
        {
            hash.AppendData(buffer.WrittenSpan);
            bytes += buffer.WrittenCount;
            await entry.WriteAsync(buffer.WrittenMemory, ct);
            buffer.ResetWrittenCount();
        }
    }

    private async Task<(long Count, long Bytes)> BlobsAsync(UserConnection connection, ZipArchive zip, IProgress<Progress>? progress)
    {
        (long count, long bytes, string after) = (0, 0, "");
        while (true)
        {
            var digests = await connection.QueryAsync<string>(
                "select digest from blobs where user_id = @user and digest > @after and bytes is null order by digest limit @most",
                new { after, most = (long)BlobsAtOnce }
            );
            foreach (var digest in digests)
            {
                await using var content = await blobs.OpenAsync(connection, digest);
                await using var entry = await zip.CreateEntry(BackupManifest.BlobFolder + digest, CompressionLevel.Fastest)
                    .OpenAsync(connection.Cancellation);
                bytes += await CopyAsync(content, entry, digest, connection.Cancellation);
                count++;
            }
            progress?.Report(new Progress(BackupTables.Blobs, count, null));
            if (digests.Count == 0)
            {
                return (count, bytes);
            }
            after = digests[^1];
        }
    }

    private static async Task<long> CopyAsync(Stream content, Stream entry, string digest, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(FlushFrom);
        try
        {
            var bytes = 0L;
            while (await content.ReadAsync(buffer, ct) is > 0 and var read)
            {
                hash.AppendData(buffer, 0, read);
                await entry.WriteAsync(buffer.AsMemory(0, read), ct);
                bytes += read;
            }
            return string.Equals(Convert.ToHexStringLower(hash.GetHashAndReset()), digest, StringComparison.Ordinal)
                ? bytes
                : throw new StrataException(
                    ErrorCode.StorageUploadFailed,
                    $"The bytes of {digest} are damaged, so there is no backup of them. Run 'strata verify' to see what else is."
                );
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task AddAsync(ZipArchive zip, string name, byte[] content, CancellationToken ct)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(ct);
        await entry.WriteAsync(content, ct);
    }

    private sealed record Head(long Seq, long RecordedAt, string? DisplayName);
}
