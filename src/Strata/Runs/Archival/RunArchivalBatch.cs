using Strata.Archive;
using Strata.Database;

namespace Strata.Runs.Archival;

/// <summary>What is to be moved of one run in one transaction, compressed already.</summary>
/// <param name="Ends">Whether the run is archived with it: all its pages are moved.</param>
/// <param name="Configuration">Null where the row keeps it, or has given it up already.</param>
internal sealed record RunArchivalBatch(OldRun Run, IReadOnlyList<PackedPiece> Pages, bool Ends, RunConfiguration? Configuration)
{
    private const int ShortErrors = 512;

    /// <summary>Null where the row keeps them: they are no longer than a row of the archive.</summary>
    public ArchivePiece? Errors { get; } =
        Ends && Encoding.UTF8.GetByteCount(Run.Errors) > ShortErrors
            ? ArchivePiece.Of(Run.RunNo, Encoding.UTF8.GetBytes(Run.Errors))
            : null;

    /// <summary>Bytes in the rows that it empties.</summary>
    public long Before =>
        Pages.Sum(p => p.Before)
        + (Configuration is null ? 0 : Encoding.UTF8.GetByteCount(Run.Configuration))
        + (Errors is null ? 0 : Encoding.UTF8.GetByteCount(Run.Errors));

    /// <summary>Bytes of the archive's rows, but for the configuration, which runs share.</summary>
    public long After => Pages.Sum(p => p.Piece.Size) + (Errors?.Size ?? 0);

    /// <summary>Moves it, if everything is still as it was when this was made; whether it did.</summary>
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
