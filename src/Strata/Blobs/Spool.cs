using System.Buffers;
using Strata.Blobs.Backends;
using Strata.Database;

namespace Strata.Blobs;

/// <summary>
/// Bytes in the database while the store is unavailable, in pieces, so that neither memory nor a transaction holds them whole.
/// </summary>
/// <param name="limit">Bytes per user.</param>
internal sealed class Spool(IDatabase database, TimeProvider time, long limit)
{
    /// <summary>Bytes of one user that may wait here.</summary>
    public const long DefaultMaxBytes = 4L * 1024 * 1024 * 1024;

    public const string Location = "spool";
    private const int PieceSize = 1 << 20;
    private const int PiecesAtOnce = 4;
    private static readonly TimeSpan MaxWrite = TimeSpan.FromHours(1);

    private static readonly BulkTable Pieces = new(
        "spool_pieces",
        ["spool_no", "piece_no"],
        [new("spool_no", BulkType.Integer), new("piece_no", BulkType.Integer), new("bytes", BulkType.Bytes)]
    );

    public long Limit => limit;

    /// <summary>Writes the file's bytes; they stay only if <see cref="HoldAsync"/> follows within an hour of the last piece.</summary>
    /// <exception cref="StrataException">UPLOAD_QUEUE_FULL; STORAGE_PENDING: writing paused for an hour.</exception>
    public async Task<long> WriteAsync(UserId user, StagedFile file, CancellationToken ct)
    {
        await RemoveLeftoversAsync(user, ct);
        var spoolNo = await database.WriteAsync(user, tx => ReserveAsync(tx, file), ct);
        await using var content = File.OpenRead(file.Path);
        var buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            for (long piece = 0; piece * PieceSize < file.ByteSize; )
            {
                var rows = new List<object?[]>(PiecesAtOnce);
                while (
                    rows.Count < PiecesAtOnce
                    && await content.ReadAtLeastAsync(buffer.AsMemory(0, PieceSize), PieceSize, false, ct) is > 0 and var count
                )
                {
                    rows.Add([spoolNo, piece++, buffer[..count]]);
                }
                if (rows.Count == 0)
                {
                    break;
                }
                await database.WriteAsync(user, tx => InsertAsync(tx, spoolNo, rows), ct);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return spoolNo;
    }

    /// <summary>Makes a row of <c>blobs</c> rely on it, from this transaction on.</summary>
    public static async Task HoldAsync(UserTransaction tx, long spoolNo)
    {
        var held = await tx.QueryFirstOrDefaultAsync<Held>(
            """
            update spools set is_held = 1 where user_id = @user and spool_no = @spoolNo
            returning byte_size, (select count(*) from spool_pieces p where p.user_id = @user and p.spool_no = @spoolNo) as pieces
            """,
            new { spoolNo }
        );
        if (held is null || held.Pieces != (held.ByteSize + PieceSize - 1) / PieceSize)
        {
            throw GivenUp();
        }
    }

    /// <summary>Ends the reliance on a content; <see cref="RemoveAsync"/> may remove it.</summary>
    public static Task<int> LetGoAsync(UserTransaction tx, string digest) =>
        tx.ExecuteAsync(
            "update spools set is_held = 0, spooled_at = 0 where user_id = @user and digest = @digest and is_held = 1",
            new { digest }
        );

    /// <summary>Removes released pieces of a content, a few per transaction. Pieces that others are writing stay.</summary>
    public Task RemoveAsync(UserId user, string digest, CancellationToken ct) =>
        RemoveAllAsync(user, "digest = @digest and spooled_at = 0", new { digest }, ct);

    /// <summary>Removes released pieces, and old ones that nothing ever relied on.</summary>
    public Task RemoveLeftoversAsync(UserId user, CancellationToken ct) =>
        RemoveAllAsync(user, "spooled_at < @before", new { before = UnixTime.Microseconds(time.GetUtcNow() - MaxWrite) }, ct);

    /// <summary>Opens the bytes, piece by piece; null if the content is not in the spool.</summary>
    public async Task<Stream?> OpenAsync(UserId user, string digest, CancellationToken ct)
    {
        var held = await database.ReadAsync(
            user,
            c =>
                c.QueryFirstOrDefaultAsync<Open>(
                    "select spool_no, byte_size from spools where user_id = @user and digest = @digest and is_held = 1 order by spool_no limit 1",
                    new { digest }
                ),
            ct
        );
        return held is null ? null : new SpoolStream(held.ByteSize, piece => PieceAsync(user, held.SpoolNo, piece, ct));
    }

    private Task<byte[]?> PieceAsync(UserId user, long spoolNo, long piece, CancellationToken ct) =>
        database.ReadAsync(
            user,
            c =>
                c.QueryFirstOrDefaultAsync<byte[]>(
                    "select bytes from spool_pieces where user_id = @user and spool_no = @spoolNo and piece_no = @piece",
                    new { spoolNo, piece }
                ),
            ct
        );

    private async Task<long> ReserveAsync(UserTransaction tx, StagedFile file)
    {
        var spooled = await tx.QueryFirstOrDefaultAsync<Use>(
            """
            select cast(coalesce(sum(byte_size), 0) as bigint) as bytes, coalesce(max(spool_no), 0) as last from spools where user_id = @user
            """
        );
        var (used, last) = (spooled?.Bytes ?? 0, spooled?.Last ?? 0);
        if (used + file.ByteSize > limit)
        {
            throw new StrataException(
                ErrorCode.UploadQueueFull,
                $"The blob store is unavailable, and with these {file.ByteSize} bytes the spool would exceed {limit} (STRATA_SPOOL_LIMIT; {used} in use). "
                    + "Try again when the store is available, or see 'strata blobs retry'."
            );
        }
        // Never reuses a number: an abandoned writer must not write into another's spool.
        var now = UnixTime.Microseconds(time.GetUtcNow());
        var spoolNo = Math.Max(last + 1, now);
        await tx.ExecuteAsync(
            """
            insert into spools (user_id, spool_no, digest, byte_size, is_held, spooled_at)
            values (@user, @spoolNo, @digest, @byteSize, 0, @now)
            """,
            new
            {
                spoolNo,
                digest = file.Digest,
                byteSize = file.ByteSize,
                now,
            }
        );
        return spoolNo;
    }

    private async Task<int> InsertAsync(UserTransaction tx, long spoolNo, List<object?[]> rows)
    {
        // A slow writer is not abandoned; until this transaction ends, nobody removes the row of its pieces.
        var there = await tx.ExecuteAsync(
            "update spools set spooled_at = @now where user_id = @user and spool_no = @spoolNo",
            new { spoolNo, now = UnixTime.Microseconds(time.GetUtcNow()) }
        );
        if (there == 0)
        {
            throw GivenUp();
        }
        await tx.BulkAsync(Pieces, BulkMode.Insert, rows);
        return rows.Count;
    }

    private static StrataException GivenUp() =>
        new(ErrorCode.StoragePending, "Handing in took too long, and the bytes were given up. Hand them in again.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    private async Task RemoveAllAsync(UserId user, string which, object args, CancellationToken ct)
    {
        var spoolNos = await database.ReadAsync(
            user,
            c => c.QueryAsync<long>($"select spool_no from spools where user_id = @user and is_held = 0 and {which}", args),
            ct
        );
        foreach (var spoolNo in spoolNos)
        {
            while (await database.WriteAsync(user, tx => RemovePiecesAsync(tx, spoolNo), ct) > 0)
            {
                // A few at a time, so that other writers get a turn.
            }
        }
    }

    private static async Task<int> RemovePiecesAsync(UserTransaction tx, long spoolNo)
    {
        var removed = await tx.ExecuteAsync(
            """
            delete from spool_pieces where user_id = @user and spool_no = @spoolNo and piece_no in (
                select piece_no from spool_pieces where user_id = @user and spool_no = @spoolNo order by piece_no limit 64)
            and exists (select 1 from spools s where s.user_id = @user and s.spool_no = @spoolNo and s.is_held = 0)
            """,
            new { spoolNo }
        );
        if (removed == 0)
        {
            await tx.ExecuteAsync("delete from spools where user_id = @user and spool_no = @spoolNo and is_held = 0", new { spoolNo });
        }
        return removed;
    }

    private sealed record Held(long ByteSize, long Pieces);

    private sealed record Open(long SpoolNo, long ByteSize);

    private sealed record Use(long Bytes, long Last);
}
