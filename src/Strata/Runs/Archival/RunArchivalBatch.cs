using Strata.Archive;
using Strata.Database;

namespace Strata.Runs.Archival;

/// <summary>Compressed data of one run to be moved to the archive in one transaction.</summary>
/// <param name="Ends">Whether this batch moves the run's last pages and so archives the run.</param>
/// <param name="Configuration">Null if the row keeps its configuration, or it was moved before.</param>
internal sealed record RunArchivalBatch(ArchivableRun Run, IReadOnlyList<PackedPiece> Pages, bool Ends, RunConfiguration? Configuration)
{
    private const int ShortErrors = 512;

    /// <summary>Null if the row keeps its errors, being no longer than a row of the archive.</summary>
    public ArchivePiece? Errors { get; } =
        Ends && Encoding.UTF8.GetByteCount(Run.Errors) > ShortErrors
            ? ArchivePiece.Of(Run.RunNo, Encoding.UTF8.GetBytes(Run.Errors))
            : null;

    /// <summary>Bytes in the rows to be emptied.</summary>
    public long Before =>
        Pages.Sum(p => p.Before)
        + (Configuration is null ? 0 : Encoding.UTF8.GetByteCount(Run.Configuration))
        + (Errors is null ? 0 : Encoding.UTF8.GetByteCount(Run.Errors));

    /// <summary>Bytes of the archive's rows, without the configuration, which runs share.</summary>
    public long After => Pages.Sum(p => p.Piece.Size) + (Errors?.Size ?? 0);

    /// <summary>Moves the batch unless something has changed since it was made; returns whether it did.</summary>
    public async Task<bool> WriteAsync(UserTransaction tx, long cutoff, long now)
    {
        if (!await Run.StandsAsync(tx, cutoff) || (Pages.Count > 0 && !await Run.IsLastAsync(tx, cutoff)))
        {
            return false;
        }
        foreach (var page in Pages)
        {
            if (!await page.StandsAsync(tx))
            {
                return false;
            }
        }
        var last = await tx.QueryFirstOrDefaultAsync<long>(
            "select coalesce(max(piece_no), 0) from run_archives where user_id = @user and run_no = @runNo",
            new { runNo = Run.RunNo }
        );
        var pieces = Pages
            .Select(p => p.Piece)
            .Concat(Errors is null ? [] : [Errors])
            .Select((p, i) => p with { PieceNo = last + 1 + i, ArchivedAt = now })
            .ToList();
        if (pieces.Count > 0)
        {
            await ArchivePiece.AddAsync(tx, pieces);
        }
        foreach (var page in Pages)
        {
            await page.EmptyAsync(tx);
        }
        if (Ends)
        {
            await EndAsync(tx, now);
        }
        return true;
    }

    private async Task EndAsync(UserTransaction tx, long now)
    {
        if (Configuration is not null)
        {
            await RunConfiguration.AddAsync(tx, [Configuration]);
        }
        await tx.ExecuteAsync(
            """
            update runs set archived_at = @now, configuration = @configuration, errors = @errors
            where user_id = @user and run_no = @runNo
            """,
            new
            {
                runNo = Run.RunNo,
                now,
                configuration = Configuration is null ? Run.Configuration : RunConfiguration.Moved,
                errors = Errors is null ? Run.Errors : RunConfiguration.Moved,
            }
        );
    }
}
