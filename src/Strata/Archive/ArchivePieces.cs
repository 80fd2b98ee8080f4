using Strata.Database;

namespace Strata.Archive;

/// <summary>Finds pieces of archived runs.</summary>
internal static class ArchivePieces
{
    private static readonly ArchivePieceCache Memory = new();

    /// <summary>Returns the plain bytes of the piece with the page that begins with this block.</summary>
    /// <exception cref="StrataException">STORAGE_UPLOAD_FAILED: the piece is damaged or missing.</exception>
    public static async Task<byte[]> OfPageAsync(UserConnection connection, long documentNo, long firstBlock)
    {
        var head =
            await connection.QueryFirstOrDefaultAsync<Head>(
                """
                select run_no, piece_no, last_block, digest from run_archives
                where user_id = @user and document_no = @documentNo and first_block <= @firstBlock
                order by first_block desc limit 1
                """,
                new { documentNo, firstBlock }
            ) ?? throw Missing(documentNo, firstBlock);
        if (head.LastBlock < firstBlock)
        {
            throw Missing(documentNo, firstBlock);
        }
        if (Memory.Find(connection.User, head.Digest) is { } known)
        {
            return known;
        }
        var piece =
            await connection.QueryFirstOrDefaultAsync<ArchivePiece>(
                $"select {ArchivePiece.Columns} from run_archives where user_id = @user and run_no = @runNo and piece_no = @pieceNo",
                new { runNo = head.RunNo, pieceNo = head.PieceNo }
            ) ?? throw Missing(documentNo, firstBlock);
        var plain = piece.Unpack();
        Memory.Keep(connection.User, head.Digest, plain);
        return plain;
    }

    /// <summary>Returns the pieces of these runs that belong to no document.</summary>
    public static Task<IReadOnlyList<ArchivePiece>> OfRunsAsync(UserConnection connection, IReadOnlyList<long> runNos) =>
        connection.QueryAsync<ArchivePiece>(
            $"select {ArchivePiece.Columns} from run_archives where user_id = @user and run_no IN_LIST(@runNos) and document_no is null",
            new { runNos }
        );

    /// <summary>Returns the run's first piece of pages; null if it has none.</summary>
    public static Task<ArchivePiece?> NextPagesAsync(UserConnection connection, long runNo) =>
        connection.QueryFirstOrDefaultAsync<ArchivePiece>(
            $"""
            select {ArchivePiece.Columns} from run_archives
            where user_id = @user and run_no = @runNo and document_no is not null order by piece_no limit 1
            """,
            new { runNo }
        );

    /// <summary>Returns the error for a page missing from the archive.</summary>
    public static StrataException Missing(long documentNo, long firstBlock) =>
        ArchiveCompression.Damaged($"of document {documentNo}, block {firstBlock},");

    private sealed record Head(long RunNo, long PieceNo, long LastBlock, byte[] Digest);
}
