using Strata.Database;

namespace Strata.Documents;

/// <summary>Reads stored documents.</summary>
internal static class StoredDocuments
{
    private const int PagesAtOnce = 8;

    /// <summary>Returns the rendered documents that a parser made of a source, in order; empty if none.</summary>
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

    /// <summary>Returns the rendered documents of the latest complete parse, by any parser; empty if none.</summary>
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

    /// <summary>Returns the readable documents of the latest parse, in order; empty if none.</summary>
    public static async Task<IReadOnlyList<DocumentRecord>> AllAsync(UserConnection connection, long sourceNo)
    {
        var all = await connection.QueryAsync<DocumentRecord>(
            $"select {DocumentRecord.Columns} from documents where user_id = @user and source_no = @sourceNo order by document_no",
            new { sourceNo }
        );
        return all.LastOrDefault() is { } last
            ? [.. all.Where(d => d.IsReadable && d.Parser == last.Parser && d.ParserVersion == last.ParserVersion)]
            : [];
    }

    /// <summary>Whether these are all documents of their source.</summary>
    public static bool AreWhole(IReadOnlyList<DocumentRecord> documents) => documents.Any(d => d.IsLast != 0);

    /// <summary>Returns a rendered document as its parser did, except for diagnostics, which the row has as text.</summary>
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

    /// <summary>Returns a block with its place, without text; null if the document has none.</summary>
    public static async Task<Block?> BlockAsync(UserConnection connection, DocumentRecord document, int block)
    {
        var page = await PageAsync(connection, document.DocumentNo, block);
        return page is not null && block < page.FirstBlock + page.BlockCount
            ? page.Blocks([], Encodings.Get(document.Encoding))[block - (int)page.FirstBlock]
            : null;
    }

    /// <summary>Returns the page with the block, or the last one before it.</summary>
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

    /// <summary>Returns the next pages, beginning with the one that starts at the block; empty at the end.</summary>
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
