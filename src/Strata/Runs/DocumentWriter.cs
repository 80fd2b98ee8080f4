using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Indexing;
using Strata.Indexing.Postings;
using Strata.Ledger;
using Strata.Parsing.Detection;

namespace Strata.Runs;

/// <summary>
/// Writes the documents of a source. A document is the same whoever writes it, so stored parts are left alone and two runs may write the
/// same document concurrently.
/// </summary>
/// <param name="detected">Detected type of the source, and the reason.</param>
internal sealed class DocumentWriter(BlobStore blobs, UserId user, SourceRecord source, IParser parser, Lazy<DetectedType> detected)
{
    private static readonly BulkTable Pages = new(
        "block_pages",
        ["document_no", "first_block"],
        [
            new("document_no", BulkType.Integer),
            new("first_block", BulkType.Integer),
            new("page_no", BulkType.Integer),
            new("block_count", BulkType.Integer),
            new("byte_start", BulkType.Integer),
            new("byte_end", BulkType.Integer),
            new("packed", BulkType.Bytes),
            new("details", BulkType.Bytes),
        ]
    );

    /// <summary>Returns the number of the document's row, adding it if missing.</summary>
    public async Task<long> RowAsync(LedgerSession session, RunDocument document)
    {
        var parsed = document.Parsed;
        var search = new SearchChanges();
        var documentId = Ids.Document(user, source.Digest, parser.Id, parser.Version, parsed.Part);
        var known = await session.Transaction.QueryFirstOrDefaultAsync<long?>(
            "select document_no from documents where user_id = @user and document_id = @documentId",
            new { documentId }
        );
        if (known is { } no)
        {
            return no;
        }
        var (seq, recordedAt) = session.Next();
        var row = new DocumentRecord(
            seq,
            documentId,
            source.SourceNo,
            parser.Id,
            parser.Version,
            parsed.Part,
            parsed.Title is { } title ? Storable(title) : null,
            parsed.Encoding.WebName,
            parsed.IsRecords ? 1 : 0,
            BlockCount: 0,
            Complete: 0,
            Facts(parsed),
            Diagnostics: "[]",
            recordedAt,
            parsed.IsRendered ? 1 : 0,
            TextDigest: null,
            IsLast: 0
        );
        await session.Transaction.ExecuteAsync(
            $"""
            insert into documents (user_id, {DocumentRecord.Columns})
            values (@user, @DocumentNo, @DocumentId, @SourceNo, @Parser, @ParserVersion, @Part, @Title, @Encoding, @IsRecords, @BlockCount,
                    @Complete, @Facts, @Diagnostics, @RecordedAt, @IsRendered, @TextDigest, @IsLast)
            """,
            row
        );
        session.Chain(
            ChainedTable.Documents,
            row.DocumentNo,
            row.DocumentId,
            row.SourceNo,
            row.Parser,
            row.ParserVersion,
            row.Part,
            row.Title,
            row.Encoding,
            row.IsRecords,
            row.Facts,
            row.RecordedAt,
            row.IsRendered
        );
        search.Names(row.DocumentNo, DocumentNames.Of(source.FileName, row.Title, source.Origin));
        await search.WriteAsync(session.Transaction);
        return seq;
    }

    public static async Task PagesAsync(LedgerSession session, long documentNo, IReadOnlyList<BlockPage> pages)
    {
        if (pages.Count == 0)
        {
            return;
        }
        var held = await session.Transaction.QueryFirstOrDefaultAsync<long>(
            "select coalesce(max(first_block + block_count), 0) as held from block_pages where user_id = @user and document_no = @documentNo",
            new { documentNo }
        );
        var rows = new List<object?[]>();
        var search = new SearchChanges();
        foreach (var page in pages.Where(p => p.FirstBlock >= held))
        {
            var (seq, _) = session.Next();
            rows.Add([documentNo, (long)page.FirstBlock, seq, (long)page.Count, page.ByteStart, page.ByteEnd, page.Packed, page.Details]);
            search.Page(seq, page.Terms);
        }
        if (rows.Count > 0)
        {
            await session.Transaction.BulkAsync(Pages, BulkMode.Insert, rows);
            await search.WriteAsync(session.Transaction);
        }
    }

    /// <summary>Ends a document: all its pages are written.</summary>
    /// <param name="text">Blob with the text of a rendered document; null if empty, and for other documents.</param>
    public async Task<int> CloseAsync(LedgerSession session, long documentNo, RunDocument document, int blocks, StoredBlob? text)
    {
        if (text is not null)
        {
            await blobs.AddAsync(session.Transaction, session.Add, text, session.Next().RecordedAt);
        }
        return await session.Transaction.ExecuteAsync(
            """
            update documents set block_count = @blocks, complete = @complete, diagnostics = @diagnostics, text_digest = @text
            where user_id = @user and document_no = @documentNo
            """,
            new
            {
                documentNo,
                blocks = (long)blocks,
                complete = document.IsFatal ? 0L : 1L,
                diagnostics = RunRecord.ErrorsJson(document.Errors.Select(Storable)),
                text = document.Parsed.IsRendered ? text?.Digest ?? "" : null,
            }
        );
    }

    /// <summary>Marks the last document of a rendered source.</summary>
    public static Task<int> EndAsync(LedgerSession session, long documentNo) =>
        session.Transaction.ExecuteAsync(
            "update documents set is_last = 1 where user_id = @user and document_no = @documentNo",
            new { documentNo }
        );

    /// <summary>Returns the parser's facts and why the parser was chosen.</summary>
    private string Facts(ParsedDocument parsed)
    {
        var (mediaType, by, why) = detected.Value;
        var facts = new Dictionary<string, string>(parsed.Facts, StringComparer.Ordinal)
        {
            ["detected_by"] = mediaType == source.MediaType ? by.ToString().ToLowerInvariant() : "declared",
            ["detected_why"] = mediaType == source.MediaType ? why : $"taken in as {source.MediaType}",
        };
        return FieldList.From(facts.Select(f => KeyValuePair.Create(f.Key, JsonText.String(Storable(f.Value))))).ToJson();
    }

    // Titles and facts of a file may contain NUL, which databases refuse.
    private static string Storable(string text) => text.Replace('\0', '\uFFFD');
}
