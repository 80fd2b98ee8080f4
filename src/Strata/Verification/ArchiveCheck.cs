using Strata.Archive;
using Strata.Database;
using Strata.Documents;

namespace Strata.Verification;

/// <summary>Unpacks every row of the archive and compares it with the rows it replaced.</summary>
internal static class ArchiveCheck
{
    private const long PiecesAtOnce = 16;
    private const long ConfigurationsAtOnce = 500;

    /// <summary>Returns the number of rows compared.</summary>
    public static async Task<long> RunAsync(UserConnection connection, Action<string, string> fault, IProgress<Progress>? progress)
    {
        var rows = await PiecesAsync(connection, fault, progress) + await ConfigurationsAsync(connection, fault);
        foreach (
            var runNo in await connection.QueryAsync<long>(
                """
                select r.run_no from runs r
                where r.user_id = @user and r.archived_at is not null and r.configuration = '{}' and not exists (
                    select 1 from run_configurations c where c.user_id = @user and c.config_hash = r.config_hash)
                """
            )
        )
        {
            fault($"runs/{Ids.Run(runNo)}", "its configuration is not in the archive");
        }
        foreach (
            var runNo in await connection.QueryAsync<long>(
                """
                select r.run_no from runs r
                where r.user_id = @user and r.archived_at is not null and r.errors = '{}' and not exists (
                    select 1 from run_archives a where a.user_id = @user and a.run_no = r.run_no and a.document_no is null)
                """
            )
        )
        {
            fault($"runs/{Ids.Run(runNo)}", "its errors are not in the archive");
        }
        foreach (
            var (document, block) in await connection.QueryAsync<(string, long)>(
                """
                select d.document_id, p.first_block from block_pages p
                join documents d on d.user_id = p.user_id and d.document_no = p.document_no
                where p.user_id = @user and length(p.packed) = 0 and not exists (
                    select 1 from run_archives a
                    where a.user_id = @user and a.document_no = p.document_no and a.first_block <= p.first_block and a.last_block >= p.first_block)
                """
            )
        )
        {
            fault($"documents/{document}/{block}", "its blocks are not in the archive");
        }
        return rows;
    }

    private static async Task<long> PiecesAsync(UserConnection connection, Action<string, string> fault, IProgress<Progress>? progress)
    {
        (long count, long runNo, long pieceNo) = (0, 0, 0);
        while (true)
        {
            var pieces = await connection.QueryAsync<ArchivePiece>(
                $"""
                select {ArchivePiece.Columns} from run_archives
                where user_id = @user and (run_no > @runNo or (run_no = @runNo and piece_no > @pieceNo))
                order by run_no, piece_no limit @most
                """,
                new
                {
                    runNo,
                    pieceNo,
                    most = PiecesAtOnce,
                }
            );
            if (pieces.Count == 0)
            {
                return count;
            }
            foreach (var piece in pieces)
            {
                if (await FaultAsync(connection, piece) is { } reason)
                {
                    fault(piece.Path, reason);
                }
            }
            count += pieces.Count;
            (runNo, pieceNo) = (pieces[^1].RunNo, pieces[^1].PieceNo);
            progress?.Report(new Progress("archive", count, null));
        }
    }

    private static async Task<string?> FaultAsync(UserConnection connection, ArchivePiece piece)
    {
        try
        {
            var plain = piece.Unpack();
            return piece.DocumentNo is null ? null : await FaultAsync(connection, piece, new PagePiece(plain));
        }
        catch (Exception e) when (e is StrataException or InvalidDataException or FormatException)
        {
            return e is StrataException ? "its bytes are not what was archived" : e.Message;
        }
    }

    private static async Task<string?> FaultAsync(UserConnection connection, ArchivePiece piece, PagePiece pages)
    {
        var rows = await connection.QueryAsync<Row>(
            """
            select first_block, block_count, byte_start from block_pages
            where user_id = @user and document_no = @DocumentNo and first_block >= @FirstBlock and first_block <= @LastBlock and length(packed) = 0
            order by first_block
            """,
            piece
        );
        if (!rows.Select(r => r.FirstBlock).SequenceEqual(pages.FirstBlocks))
        {
            return "it does not hold the pages that are archived";
        }
        var other = rows.FirstOrDefault(r =>
            PackedBlocks.Unpack(pages.Read(r.FirstBlock).Packed, (int)r.FirstBlock, r.ByteStart).Count != r.BlockCount
        );
        return other is null ? null : $"the page of block {other.FirstBlock} has another number of blocks than its row says";
    }

    private static async Task<long> ConfigurationsAsync(UserConnection connection, Action<string, string> fault)
    {
        (long count, string after) = (0, "");
        while (true)
        {
            var configurations = await connection.QueryAsync<RunConfiguration>(
                $"select {RunConfiguration.Columns} from run_configurations where user_id = @user and config_hash > @after order by config_hash limit @most",
                new { after, most = ConfigurationsAtOnce }
            );
            foreach (var configuration in configurations)
            {
                try
                {
                    _ = configuration.Unpack();
                }
                catch (StrataException)
                {
                    fault(RunConfiguration.PathOf(configuration.ConfigHash), "its bytes are not what was archived");
                }
            }
            if (configurations.Count == 0)
            {
                return count;
            }
            count += configurations.Count;
            after = configurations[^1].ConfigHash;
        }
    }

    private sealed record Row(long FirstBlock, long BlockCount, long ByteStart);
}
