using Strata.Blobs;
using Strata.Database;
using Strata.Projects.Filtering;

namespace Strata.Documents;

/// <summary>Lists documents and their blocks.</summary>
internal sealed class DocumentQueries(BlobStore blobs)
{
    /// <summary>Maximum pages (of up to 512 blocks) examined per answer; the cursor continues from there.</summary>
    private const int MaxPages = 64;

    private const string Readable = "(is_rendered = 0 or text_digest is not null)";

    /// <summary>Lists documents newest first, without those not parsed to their end.</summary>
    public static async Task<Page<DocumentView>> ListAsync(UserConnection connection, DocumentQuery query)
    {
        var limit = Paging.Limit(query.Limit);
        var source = query.SourceId is { } id ? await SourceAsync(connection, id) : null;
        var project = await ProjectRecord.NumberAsync(connection, query.Project);
        var rows = await connection.QueryAsync<DocumentRecord>(
            $"""
            select {DocumentRecord.Columns} from documents
            where user_id = @user and document_no < @before and {Readable} {(source is null ? "" : "and source_no = @sourceNo")}
                {(project is null ? "" : $"and {ProjectRecord.HasSource}")}
            order by document_no desc limit @limit
            """,
            new
            {
                before = Paging.Number(query.Cursor, long.MaxValue),
                sourceNo = source?.SourceNo,
                project,
                limit = (long)limit + 1,
            }
        );
        var shown = rows.Take(limit).ToList();
        var sources = await SourcesAsync(connection, shown.Select(d => d.SourceNo));
        return new Page<DocumentView>(
            shown.ConvertAll(d => View(d, sources[d.SourceNo])),
            rows.Count > limit ? shown[^1].DocumentNo.ToString(CultureInfo.InvariantCulture) : null
        );
    }

    public static async Task<DocumentView> GetAsync(UserConnection connection, string documentId)
    {
        var document = await FindAsync(connection, documentId);
        return View(document, (await SourcesAsync(connection, [document.SourceNo]))[document.SourceNo]);
    }

    /// <exception cref="StrataException">SOURCE_NOT_FOUND, also where it is not parsed to its end.</exception>
    public static async Task<DocumentRecord> FindAsync(UserConnection connection, string documentId) =>
        await connection.QueryFirstOrDefaultAsync<DocumentRecord>(
            $"select {DocumentRecord.Columns} from documents where user_id = @user and document_id = @documentId and {Readable}",
            new { documentId }
        ) ?? throw new StrataException(ErrorCode.SourceNotFound, $"There is no document '{documentId}'.");

    public async Task<Page<BlockView>> BlocksAsync(UserConnection connection, string documentId, BlockQuery query)
    {
        var limit = Paging.Limit(query.Limit);
        var type = query.Type is { } name ? BlockViews.TypeOf(name) : (BlockType?)null;
        var next = Paging.Number(query.Cursor);
        var document = await FindAsync(connection, documentId);
        var source = (await SourcesAsync(connection, [document.SourceNo]))[document.SourceNo];
        var encoding = Encodings.Get(document.Encoding);
        var locatorIn = DocumentRecord.LocatorIn(document);
        var found = new List<BlockView>();
        using var bytes = await blobs.ReaderAsync(connection, DocumentRecord.BytesOf(document, source.Digest));
        using var raws = new RawTexts(blobs, connection, source.Digest, DocumentRecord.EncodingOfSource(document));
        for (var looked = 0; looked < MaxPages; )
        {
            var pages = await PagesAsync(connection, document.DocumentNo, next);
            foreach (var page in pages)
            {
                var text = bytes.Read(page.ByteStart, page.ByteEnd - page.ByteStart);
                foreach (var block in page.Blocks(text, encoding).Where(b => b.Index >= next && Matches(b, type, query)))
                {
                    if (found.Count == limit)
                    {
                        return new Page<BlockView>(found, block.Index.ToString(CultureInfo.InvariantCulture));
                    }
                    var raw =
                        block.Source is { } at ? await raws.ReadAsync(at)
                        : document.IsRendered == 0 ? page.Slice(text, encoding, block.Range)
                        : null;
                    found.Add(BlockViews.Of(block, documentId, locatorIn, raw));
                }
                next = page.FirstBlock + page.BlockCount;
                looked++;
            }
            if (pages.Count == 0)
            {
                return new Page<BlockView>(found, null);
            }
        }
        return new Page<BlockView>(found, next.ToString(CultureInfo.InvariantCulture));
    }

    public static bool Matches(Block block, BlockType? type, BlockQuery query) =>
        (type is null || block.Type == type)
        && !(query.Main && block.Traits is { IsBeside: true })
        && (query.Page is not { } page || block.Spans.Any(s => s.Place.Page == page))
        && (query.Text is not { } text || block.Text.Contains(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns the page with the block, and the following ones.</summary>
    private static async Task<IReadOnlyList<StoredPage>> PagesAsync(UserConnection connection, long documentNo, long block) =>
        await ArchivedPages.WholeAsync(
            connection,
            documentNo,
            await connection.QueryAsync<StoredPage>(
                $"""
                select {StoredPage.Columns} from block_pages
                where user_id = @user and document_no = @documentNo and first_block + block_count > @block and first_block >= (
                    select coalesce(max(first_block), 0) from block_pages
                    where user_id = @user and document_no = @documentNo and first_block <= @block)
                order by first_block limit 8
                """,
                new { documentNo, block }
            )
        );

    private static async Task<SourceRow> SourceAsync(UserConnection connection, string source) =>
        (await SourcesAsync(connection, [await SourceNames.NumberAsync(connection, source)])).Values.Single();

    private static async Task<Dictionary<long, SourceRow>> SourcesAsync(UserConnection connection, IEnumerable<long> sourceNos)
    {
        var nos = sourceNos.Distinct().ToList();
        var rows = await connection.QueryAsync<SourceRow>(
            $"select {SourceRow.Columns} from sources where user_id = @user and source_no IN_LIST(@nos)",
            new { nos }
        );
        return rows.ToDictionary(r => r.SourceNo);
    }

    private static DocumentView View(DocumentRecord d, SourceRow source) =>
        new()
        {
            DocumentId = d.DocumentId,
            SourceId = source.SourceId,
            FileName = source.FileName,
            MediaType = source.MediaType,
            Parser = d.Parser,
            ParserVersion = (int)d.ParserVersion,
            Part = d.Part.Length > 0 ? d.Part : null,
            Title = d.Title,
            Encoding = d.Encoding,
            IsRecords = d.IsRecords != 0,
            LocatorIn = DocumentRecord.LocatorIn(d),
            BlockCount = d.BlockCount,
            Complete = d.Complete != 0,
            Facts = Texts(d.Facts),
            Diagnostics = [.. JsonElement.Parse(d.Diagnostics).EnumerateArray().Select(e => e.GetString() ?? "")],
            RecordedAt = UnixTime.Time(d.RecordedAt),
        };

    /// <summary>Returns the parser's facts from the row.</summary>
    public static SortedDictionary<string, string> Texts(string json)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var fact in JsonElement.Parse(json).EnumerateObject())
        {
            texts[fact.Name] = fact.Value.GetString() ?? "";
        }
        return texts;
    }

    private sealed record SourceRow(long SourceNo, string SourceId, string? FileName, string MediaType, string Digest)
    {
        public const string Columns = "source_no, source_id, file_name, media_type, digest";
    }
}
