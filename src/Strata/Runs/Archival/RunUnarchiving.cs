using System.Text.Json.Nodes;
using Strata.Archive;
using Strata.Database;
using Strata.Documents;
using Strata.Ledger;

namespace Strata.Runs.Archival;

/// <summary>Restores an archived run and its pages. Its age then counts from the restore.</summary>
internal sealed class RunUnarchiving(IDatabase database, LedgerServices services)
{
    /// <summary>Restores a run. Cancelling keeps what has been restored; the next call continues.</summary>
    /// <exception cref="StrataException">
    /// RUN_NOT_FOUND. CONFLICT: the run is not archived. STORAGE_UPLOAD_FAILED: the archive is damaged.
    /// </exception>
    public async Task<RunView> RestoreAsync(UserId user, string actor, string runId, CancellationToken ct)
    {
        var run = await database.ReadAsync(user, c => RunQueries.FindAsync(c, runId), ct);
        var ended = false;
        for (var moved = run.ArchivedAt is not null; !ended; moved = true)
        {
            var piece = await database.ReadAsync(user, c => ArchivePieces.NextPagesAsync(c, run.RunNo), ct);
            if (piece is null && !moved)
            {
                throw new StrataException(ErrorCode.Conflict, $"Run '{runId}' is not archived.");
            }
            ended = piece is null
                ? await database.WriteAsync(user, tx => EndAsync(tx, actor, run.RunNo), ct)
                : await PagesAsync(user, piece, ct);
        }
        return await database.ReadAsync(user, c => RunQueries.GetAsync(c, runId), ct);
    }

    private async Task<bool> PagesAsync(UserId user, ArchivePiece piece, CancellationToken ct)
    {
        var restored = Restored(piece);
        return await database.WriteAsync(
            user,
            async tx =>
            {
                if (await RemoveAsync(tx, piece) == 0)
                {
                    return false; // another process restored it
                }
                foreach (var (first, page) in restored)
                {
                    var put = await tx.ExecuteAsync(
                        """
                        update block_pages set packed = @packed, details = @details
                        where user_id = @user and document_no = @documentNo and first_block = @first and length(packed) = 0
                        """,
                        new
                        {
                            documentNo = piece.DocumentNo,
                            first,
                            packed = page.Packed,
                            details = page.Details,
                        }
                    );
                    if (put != 1)
                    {
                        throw ArchiveCompression.Damaged(piece.Path); // the piece stays until the rows that it replaces are repaired
                    }
                }
                return false;
            },
            ct
        );
    }

    private static List<(long First, (byte[] Packed, byte[]? Details) Page)> Restored(ArchivePiece piece)
    {
        try
        {
            var pages = new PagePiece(piece.Unpack());
            return [.. pages.FirstBlocks.Select(first => (first, pages.Restore(first)))];
        }
        catch (InvalidDataException)
        {
            throw ArchiveCompression.Damaged(piece.Path);
        }
    }

    /// <summary>Restores the run's own row; false if pages were archived meanwhile.</summary>
    private async Task<bool> EndAsync(UserTransaction tx, string actor, long runNo)
    {
        if (await ArchivePieces.NextPagesAsync(tx, runNo) is not null)
        {
            return false;
        }
        var run = await RunQueries.FindAsync(tx, Ids.Run(runNo));
        foreach (var piece in await ArchivePieces.OfRunsAsync(tx, [runNo]))
        {
            await RemoveAsync(tx, piece);
        }
        await tx.ExecuteAsync(
            """
            update runs set archived_at = null, restored_at = @now, configuration = @configuration, errors = @errors
            where user_id = @user and run_no = @runNo
            """,
            new
            {
                runNo,
                now = UnixTime.Microseconds(services.Time.GetUtcNow()),
                configuration = run.Configuration,
                errors = run.Errors,
            }
        );
        await tx.ExecuteAsync(
            """
            delete from run_configurations where user_id = @user and config_hash = @hash and not exists (
                select 1 from runs r where r.user_id = @user and r.config_hash = @hash and r.archived_at is not null)
            """,
            new { hash = run.ConfigHash }
        );
        await AdministrativeActions.RecordAsync(tx, services, "restore_run", new JsonObject { ["run"] = Ids.Run(runNo) }, actor);
        return true;
    }

    private static Task<int> RemoveAsync(UserTransaction tx, ArchivePiece piece) =>
        tx.ExecuteAsync(
            "delete from run_archives where user_id = @user and run_no = @runNo and piece_no = @pieceNo",
            new { runNo = piece.RunNo, pieceNo = piece.PieceNo }
        );
}
