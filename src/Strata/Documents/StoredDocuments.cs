using Strata.Database;

namespace Strata.Documents;

/// <summary>Reads documents back from what was stored of them.</summary>
internal static class StoredDocuments
{
    private const int PagesAtOnce = 8;

    /// <summary>The rendered documents that a parser made of a source, in order; empty where it made none yet.</summary>
    public static Task<IReadOnlyList<DocumentRecord>> RenderedAsync(UserConnection connection, long sourceNo, string parser, int version) =>
        connection.QueryAsync<DocumentRecord>(
            $"""
            select {DocumentRecord.Columns} from documents
            where user_id = @user and source_no = @sourceNo and parser = @parser and parser_version = @version and is_rendered = 1
            order by document_no
            """,
            new
            {
                sourceNo,
                parser,
                version = (long)version,
            }
        );

    /// <summary>
    /// The rendered documents of a source that the latest whole parse made, by whichever parser; empty where there is none.
    /// </summary>
    public static async Task<IReadOnlyList<DocumentRecord>> LatestAsync(UserConnection connection, long sourceNo)
    {
        var all = await connection.QueryAsync<DocumentRecord>(
            $"""
            select {DocumentRecord.Columns} from documents
            where user_id = @user and source_no = @sourceNo and is_rendered = 1 and text_digest is not null
            order by document_no
            """,
            new { sourceNo }
        );
        return all.Where(d => d.IsLast != 0).MaxBy(d => d.DocumentNo) is { } last
            ? [.. all.Where(d => d.Parser == last.Parser && d.ParserVersion == last.ParserVersion)]
            : [];
    }

    /// <summary>Whether these are all documents of their source.</summary>
    public static bool AreWhole(IReadOnlyList<DocumentRecord> documents) => documents.Any(d => d.IsLast != 0);

    /// <summary>A rendered document as its parser gave it, without its diagnostics, which the row has in words.</summary>
    public static ParsedDocument Parsed(DocumentRecord document, IEnumerable<Block> blocks) =>
        new()
        {
            Part = document.Part,
            Title = document.Title,
            Encoding = Encodings.Get(document.Encoding),
            IsRendered = true,
            IsRecords = document.IsRecords != 0,
            Facts = DocumentQueries.Texts(document.Facts),
            Blocks = blocks,
        };

    /// <summary>A block and where it stands, its text left out; null where the document has no such block.</summary>
    public static async Task<Block?> BlockAsync(UserConnection connection, DocumentRecord document, int block)
    {
        var page = await PageAsync(connection, document.DocumentNo, block);
        return page is not null && block < page.FirstBlock + page.BlockCount
            ? page.Blocks([], Encodings.Get(document.Encoding))[block - (int)page.FirstBlock]
            : null;
    }

    /// <summary>The page that holds the block, or the last one before it.</summary>
    public static async Task<StoredPage?> PageAsync(UserConnection connection, long documentNo, int block) =>
        await connection.QueryFirstOrDefaultAsync<StoredPage>(
            $"""
            select {StoredPage.Columns} from block_pages
            where user_id = @user and document_no = @documentNo and first_block <= @block
            order by first_block desc limit 1
            """,
            new { documentNo, block = (long)block }
        )
            is { } page
            ? await ArchivedPages.WholeAsync(connection, documentNo, page)
            : null;

    /// <summary>The next pages, from the one that begins with this block on; empty at the end.</summary>
    public static async Task<IReadOnlyList<StoredPage>> PagesAsync(UserConnection connection, long documentNo, long firstBlock) =>
        await ArchivedPages.WholeAsync(
            connection,
            documentNo,
            await connection.QueryAsync<StoredPage>(
                $"""
                select {StoredPage.Columns} from block_pages
                where user_id = @user and document_no = @documentNo and first_block >= @firstBlock
                order by first_block limit @limit
                """,
                new
                {
                    documentNo,
                    firstBlock,
                    limit = (long)PagesAtOnce,
                }
            )
        );
}
