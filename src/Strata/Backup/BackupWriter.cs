using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Strata.Blobs;
using Strata.Database;
using Strata.Operations;
using Strata.Verification;

namespace Strata.Backup;

/// <summary>
/// Writes a user's data as one ZIP, in one pass: an entry per table, contents by digest, and a manifest at the end, so that a truncated
/// file is never taken for a whole one (docs/adr/0019-backup-and-erasure.md).
/// </summary>
internal sealed class BackupWriter(IDatabase database, BlobStore blobs, BackupOrder tables, TimeProvider time)
{
    private const int ReportBlobs = 200;
    private const int FlushFrom = 1 << 16;
    private const int ReportEvery = 4_096;

    /// <param name="destination">Write-only, need not be seekable. Discard what was written if this throws.</param>
    /// <exception cref="StrataException">UNAUTHENTICATED: no such user. STORAGE_*: bytes can't be had, or are damaged.</exception>
    /// <exception cref="StrataException">
    /// CONFLICT: a newer program has added to the database what this one knows nothing of, or a content was swept meanwhile.
    /// </exception>
    public async Task<BackupReport> WriteAsync(UserId user, Stream destination, IProgress<Progress>? progress, CancellationToken ct)
    {
        var known = Migration.Embedded(database.Engine)[^1].Number;
        if ((await database.AppliedAsync(ct)).Any(applied => applied.Number > known))
        {
            throw new StrataException(
                ErrorCode.Conflict,
                "The database is newer than this program, so the backup would be incomplete: use the version of Strata that migrated it."
            );
        }
        await database.ReadAsync(user, HeadAsync, ct); // refuse before anything is written
        await using var zip = await ZipArchive.CreateAsync(destination, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct);
        var taken = await database.ReadAsync(user, connection => TablesAsync(connection, zip, progress), ct);
        // The snapshot has ended: fetching and sending one content can take longer than the database lets a transaction idle. Content never
        // changes.
        var bytes = await BlobsAsync(user, zip, taken.Digests, progress, ct);
        var manifest = taken.Manifest with { BlobBytes = bytes };
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, StrataJson.Options);
        await AddAsync(zip, BackupManifest.Entry, json, ct);
        await AddAsync(zip, BackupManifest.HashEntry, Encoding.ASCII.GetBytes(BlobStore.DigestOf(json)), ct);
        return new BackupReport
        {
            UserId = manifest.UserId,
            Seq = manifest.Seq,
            StateHash = manifest.StateHash,
            ChainHead = manifest.ChainHead,
            Rows = manifest.Tables.Sum(t => t.Rows),
            Blobs = manifest.Blobs,
            Bytes = bytes,
        };
    }

    /// <summary>Writes all rows and collects the digests they name, in one snapshot.</summary>
    private async Task<Taken> TablesAsync(UserConnection connection, ZipArchive zip, IProgress<Progress>? progress)
    {
        var head = await HeadAsync(connection);
        var written = new List<BackupEntry>();
        foreach (var table in tables.All)
        {
            written.Add(await TableAsync(connection, zip, table, progress));
        }
        var digests = await DigestsAsync(connection);
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
            ChainHead = Convert.ToHexStringLower(head.ChainHash ?? []),
            Tables = written,
            Blobs = digests.Length / SHA256.HashSizeInBytes,
            BlobBytes = 0,
        };
        return new Taken(manifest, digests);
    }

    private static async Task<Head> HeadAsync(UserConnection connection) =>
        await connection.QueryFirstOrDefaultAsync<Head>(
            """
            select h.seq, h.recorded_at, h.chain_hash, u.display_name from ledger_heads h join users u on u.user_id = h.user_id
            where h.user_id = @user
            """
        ) ?? throw new StrataException(ErrorCode.Forbidden, $"There is no user '{connection.User}'.");

    private static async Task<BackupEntry> TableAsync(
        UserConnection connection,
        ZipArchive zip,
        StoredTable table,
        IProgress<Progress>? progress
    )
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

    /// <summary>Returns the digests of contents outside of rows, concatenated: there can be millions.</summary>
    private static async Task<ReadOnlyMemory<byte>> DigestsAsync(UserConnection connection)
    {
        var digests = new ArrayBufferWriter<byte>();
        await foreach (
            var digest in connection.StreamAsync<string>("select digest from blobs where user_id = @user and bytes is null order by digest")
        )
        {
            digests.Write(Convert.FromHexString(digest));
        }
        return digests.WrittenMemory;
    }

    private async Task<long> BlobsAsync(
        UserId user,
        ZipArchive zip,
        ReadOnlyMemory<byte> digests,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        (long count, long bytes) = (0, 0);
        for (; !digests.IsEmpty; digests = digests[SHA256.HashSizeInBytes..])
        {
            var digest = Convert.ToHexStringLower(digests.Span[..SHA256.HashSizeInBytes]);
            await using var content = await OpenAsync(user, digest, ct);
            await using var entry = await zip.CreateEntry(BackupManifest.BlobFolder + digest, CompressionLevel.Fastest).OpenAsync(ct);
            bytes += await CopyAsync(content, entry, digest, ct);
            count++;
            if (count % ReportBlobs == 0 || digests.Length == SHA256.HashSizeInBytes)
            {
                progress?.Report(new Progress(BackupOrder.Blobs, count, null));
            }
        }
        return bytes;
    }

    private async Task<FileStream> OpenAsync(UserId user, string digest, CancellationToken ct)
    {
        try
        {
            return await blobs.OpenFileAsync(user, digest, ct);
        }
        catch (StrataException e) when (e.Code == ErrorCode.SourceNotFound)
        {
            throw new StrataException(ErrorCode.Conflict, $"Content {digest} was removed during the backup. Start the backup again.", e);
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
                    $"The bytes of {digest} are damaged, so the backup was stopped. Run 'strata verify' to find all damage."
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

    /// <param name="Manifest">Without the size of the contents.</param>
    /// <param name="Digests">32 bytes each.</param>
    private sealed record Taken(BackupManifest Manifest, ReadOnlyMemory<byte> Digests);

    private sealed record Head(long Seq, long RecordedAt, byte[]? ChainHash, string? DisplayName);
}
