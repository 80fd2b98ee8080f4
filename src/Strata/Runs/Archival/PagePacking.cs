using Strata.Archive;
using Strata.Database;
using Strata.Documents;

namespace Strata.Runs.Archival;

/// <summary>Packs the pages of a source's documents into pieces: consecutive pages of one document, about 1 MiB each.</summary>
internal static class PagePacking
{
    private const int MaxPages = 128;
    private const long DefaultBytes = 1 << 20;
    private const long PagesAtOnce = 16;

    /// <summary>Packs pages from the place on that are not archived yet, up to so many bytes of their rows.</summary>
    /// <returns>The pieces, and the place to continue from; null at the end.</returns>
    public static async Task<(IReadOnlyList<PackedPiece> Moves, ArchivePlace? Next)> PrepareAsync(
        UserConnection connection,
        ArchivableRun run,
        ArchivePlace place,
        long most
    )
    {
        var moves = new List<PackedPiece>();
        var open = new List<DocumentPage>();
        var (bytes, openBytes) = (0L, 0L);
        while (bytes + openBytes < most)
        {
            var pages = await PagesAsync(connection, run.SourceNo, place);
            foreach (var page in pages)
            {
                if (open is [.., var last] && (!last.IsFollowedBy(page) || open.Count >= MaxPages || openBytes >= DefaultBytes))
                {
                    Close();
                }
                open.Add(page);
                openBytes += page.Size;
                place = place with { DocumentNo = page.DocumentNo, FirstBlock = page.FirstBlock + 1 };
            }
            if (pages.Count < PagesAtOnce)
            {
                Close();
                return (moves, null);
            }
        }
        Close();
        return (moves, place);

        void Close()
        {
            if (open.Count > 0 && PackedPiece.Of(run, open) is { } move)
            {
                moves.Add(move);
                bytes += move.Before;
            }
            open.Clear();
            openBytes = 0;
        }
    }

    private static Task<IReadOnlyList<DocumentPage>> PagesAsync(UserConnection connection, long sourceNo, ArchivePlace place) =>
        connection.QueryAsync<DocumentPage>(
            """
            select p.document_no, p.first_block, p.block_count, p.byte_start, p.byte_end, p.packed, p.details from documents d
            join block_pages p on p.user_id = d.user_id and p.document_no = d.document_no
            where d.user_id = @user and d.source_no = @sourceNo and length(p.packed) > 0
              and (p.document_no > @documentNo or (p.document_no = @documentNo and p.first_block >= @firstBlock))
            order by p.document_no, p.first_block limit @most
            """,
            new
            {
                sourceNo,
                documentNo = place.DocumentNo,
                firstBlock = place.FirstBlock,
                most = PagesAtOnce,
            }
        );
}

/// <summary>A page with its document.</summary>
internal sealed record DocumentPage(
    long DocumentNo,
    long FirstBlock,
    long BlockCount,
    long ByteStart,
    long ByteEnd,
    byte[] Packed,
    byte[]? Details
)
{
    public long Size => Packed.Length + (Details?.Length ?? 0);

    public StoredPage Stored => new(FirstBlock, BlockCount, ByteStart, ByteEnd, Packed, Details);

    public bool IsFollowedBy(DocumentPage next) => next.DocumentNo == DocumentNo && next.FirstBlock == FirstBlock + BlockCount;
}

/// <summary>A piece of the archive that replaces pages.</summary>
/// <param name="Before">Bytes of the pages in their rows.</param>
internal sealed record PackedPiece(ArchivePiece Piece, long Before)
{
    /// <summary>Packs pages; null if nothing would be saved or the piece would be too long, so that the pages stay.</summary>
    public static PackedPiece? Of(ArchivableRun run, List<DocumentPage> pages)
    {
        var before = pages.Sum(p => p.Size);
        if (
            before <= ArchivePiece.RowBytes
            || PagePiece.Write(pages.ConvertAll(p => p.Stored)) is not { Length: <= ArchiveCompression.MaxBytes } plain
        )
        {
            return null;
        }
        var piece = ArchivePiece.Of(run.RunNo, plain) with
        {
            DocumentNo = pages[0].DocumentNo,
            FirstBlock = pages[0].FirstBlock,
            LastBlock = pages[^1].FirstBlock,
            Pages = pages.Count,
        };
        return piece.Size + ArchivePiece.RowBytes < before ? new PackedPiece(piece, before) : null;
    }

    /// <summary>Whether all pages of the piece are still in their rows.</summary>
    public async Task<bool> StandsAsync(UserConnection connection) =>
        await connection.QueryFirstOrDefaultAsync<long>(
            """
            select count(*) from block_pages
            where user_id = @user and document_no = @DocumentNo and first_block >= @FirstBlock and first_block <= @LastBlock and length(packed) > 0
            """,
            Piece
        ) == Piece.Pages;

    public Task<int> EmptyAsync(UserTransaction tx) =>
        tx.ExecuteAsync(
            """
            update block_pages set packed = @empty, details = null
            where user_id = @user and document_no = @documentNo and first_block >= @firstBlock and first_block <= @lastBlock
            """,
            new
            {
                empty = Array.Empty<byte>(),
                documentNo = Piece.DocumentNo,
                firstBlock = Piece.FirstBlock,
                lastBlock = Piece.LastBlock,
            }
        );
}
