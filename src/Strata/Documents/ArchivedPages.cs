using Strata.Archive;
using Strata.Database;

namespace Strata.Documents;

/// <summary>Completes pages whose blocks are archived (docs/adr/0020-archival.md). Every reader of <c>block_pages</c> uses it.</summary>
internal static class ArchivedPages
{
    /// <summary>Returns the pages of one document with their blocks.</summary>
    /// <exception cref="StrataException">STORAGE_UPLOAD_FAILED: the archive is damaged.</exception>
    public static async Task<IReadOnlyList<StoredPage>> WholeAsync(
        UserConnection connection,
        long documentNo,
        IReadOnlyList<StoredPage> pages
    )
    {
        PagePiece? open = null;
        StoredPage[]? whole = null;
        for (var i = 0; i < pages.Count; i++)
        {
            var page = pages[i];
            if (!page.IsArchived)
            {
                continue;
            }
            whole ??= [.. pages];
            open = open?.Has(page.FirstBlock) == true ? open : await OpenAsync(connection, documentNo, page.FirstBlock);
            var (packed, details) = open.Read(page.FirstBlock);
            whole[i] = page with { Packed = packed, Details = details };
        }
        return whole ?? pages;
    }

    private static async Task<PagePiece> OpenAsync(UserConnection connection, long documentNo, long firstBlock)
    {
        var plain = await ArchivePieces.OfPageAsync(connection, documentNo, firstBlock);
        try
        {
            var piece = new PagePiece(plain);
            return piece.Has(firstBlock) ? piece : throw ArchivePieces.Missing(documentNo, firstBlock);
        }
        catch (InvalidDataException)
        {
            throw ArchivePieces.Missing(documentNo, firstBlock);
        }
    }

    public static async Task<StoredPage> WholeAsync(UserConnection connection, long documentNo, StoredPage page) =>
        page.IsArchived ? (await WholeAsync(connection, documentNo, [page]))[0] : page;
}
