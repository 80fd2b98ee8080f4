using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Indexing;
using Strata.Indexing.Postings;
using Strata.Ledger;

namespace Strata.Search;

/// <summary>A block, or the names of a document (<see cref="Block"/> null), with its text as the bytes have it now.</summary>
internal sealed record Passage(PassageRow Row, PackedBlock? Block, string Raw, double Score, int Words)
{
    /// <summary>Position of the block in its document; −1 for names.</summary>
    public int Index => Block?.Index ?? -1;

    /// <summary>When the block was written, if it says so itself (a mail, a message); else the source's time.</summary>
    public DateTimeOffset ObservedAt { get; init; } = UnixTime.Time(Row.ObservedAt);

    public string Day => ObservedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public SearchText Text { get; } = new(Tokens.OfBlock(Raw), IsName: Block is not { Type: not BlockType.Heading });
}

/// <summary>A document's row with a page of it; the page is empty for names.</summary>
internal sealed record PassageRow(
    long PageNo,
    long DocumentNo,
    long FirstBlock,
    long BlockCount,
    long ByteStart,
    long ByteEnd,
    byte[] Packed,
    byte[]? Details,
    string DocumentId,
    long IsRendered,
    long IsRecords,
    string? Title,
    string Encoding,
    string SourceId,
    string Digest,
    string? FileName,
    string? Origin,
    long ObservedAt,
    string MediaType
)
{
    public StoredPage Stored => new(FirstBlock, BlockCount, ByteStart, ByteEnd, Packed, Details);

    public bool IsMail => MediaType is MediaTypes.Mail or MediaTypes.Mbox;

    public string Names => DocumentNames.Of(FileName, Title, Origin);
}

/// <summary>Reads blocks that the index found from their sources, so that a hit shows the current bytes.</summary>
internal sealed class Passages(BlobStore blobs)
{
    /// <param name="found">Documents of the index, by number.</param>
    public async Task<List<Passage>> ReadAsync(UserConnection c, IReadOnlyList<FoundDocument> found, ReadPoint point)
    {
        var passages = new List<Passage>();
        if (found.Count == 0)
        {
            return passages;
        }
        var rows = (await RowsAsync(c, [.. found.Select(f => f.Row).Distinct()], point)).ToDictionary(r => r.PageNo);
        BlobReader? bytes = null;
        string? digest = null;
        try
        {
            foreach (var page in found.GroupBy(f => f.Row))
            {
                if (!rows.TryGetValue(page.Key, out var row))
                {
                    continue;
                }
                foreach (var names in page.Where(f => f.Place < 0))
                {
                    passages.Add(new Passage(row, Block: null, row.Names, names.Score, names.Words));
                }
                if (row.BlockCount == 0)
                {
                    continue;
                }
                if (!string.Equals(digest, row.Digest, StringComparison.Ordinal))
                {
                    bytes?.Dispose();
                    bytes = null;
                    bytes = await OpenAsync(c, row.Digest);
                    digest = row.Digest;
                }
                if (bytes is null || await WholeAsync(c, row) is not { } whole)
                {
                    continue;
                }
                var content = bytes.Read(whole.ByteStart, whole.ByteEnd - whole.ByteStart);
                var blocks = PackedBlocks.Unpack(whole.Packed, (int)whole.FirstBlock, whole.ByteStart);
                var written = whole.IsMail ? whole.Stored.Blocks([], Encodings.Get(whole.Encoding)) : null;
                foreach (var block in page.Where(f => f.Place >= 0 && f.Place < blocks.Count))
                {
                    var text = whole.Stored.Slice(content, Encodings.Get(whole.Encoding), blocks[block.Place].Range);
                    var passage = new Passage(whole, blocks[block.Place], text, block.Score, block.Words);
                    passages.Add(written?[block.Place].Traits?.Time is { } time ? passage with { ObservedAt = time } : passage);
                }
            }
        }
        finally
        {
            bytes?.Dispose();
        }
        return passages;
    }

    /// <summary>Returns null if the bytes are unavailable: one missing file must not hide the others; <c>verify</c> reports it.</summary>
    private async Task<BlobReader?> OpenAsync(UserConnection c, string digest)
    {
        try
        {
            return await blobs.ReaderAsync(c, digest);
        }
        catch (StrataException e) when (e.Code is ErrorCode.StorageUploadFailed or ErrorCode.StoragePending or ErrorCode.SourceNotFound)
        {
            return null;
        }
    }

    /// <summary>Returns the page with its blocks; null if the archive is damaged, for the same reason.</summary>
    private static async Task<PassageRow?> WholeAsync(UserConnection c, PassageRow page)
    {
        try
        {
            var whole = await ArchivedPages.WholeAsync(c, page.DocumentNo, page.Stored);
            return page with { Packed = whole.Packed, Details = whole.Details };
        }
        catch (StrataException e) when (e.Code == ErrorCode.StorageUploadFailed)
        {
            return null;
        }
    }

    /// <summary>Returns pages and documents as of the point, of the latest parse of each part of a source.</summary>
    private static async Task<IReadOnlyList<PassageRow>> RowsAsync(UserConnection c, IReadOnlyList<long> nos, ReadPoint point)
    {
        const string Latest = """
              and s.observed_at <= @observedBy and d.document_no <= @seq
              and (d.is_rendered = 0 or d.text_digest is not null)
              and not exists (
                select 1 from documents n
                where n.user_id = d.user_id and n.source_no = d.source_no and n.part = d.part
                  and n.document_no > d.document_no and n.document_no <= @seq
                  and (n.is_rendered = 0 or n.text_digest is not null))
            """;
        // Cross joins are joined in the order that they are written, on SQLite: from the pages, not from all sources.
        const string OfDocument = "s.user_id = d.user_id and s.source_no = d.source_no";
        const string Document = """
            d.document_id, d.is_rendered, d.is_records, d.title, d.encoding, s.source_id,
                coalesce(nullif(d.text_digest, ''), s.digest) as digest, s.file_name, s.origin, s.observed_at, s.media_type
            """;
        var args = new
        {
            nos,
            observedBy = point.ObservedBy,
            seq = point.Seq,
        };
        var names = c.Ask<PassageRow>(
            $"""
            select d.document_no as page_no, d.document_no, 0 as first_block, 0 as block_count, 0 as byte_start, 0 as byte_end,
                {(c.Engine == Engine.Sqlite ? "x''" : "''::bytea")} as packed, {(
                c.Engine == Engine.Sqlite ? "x''" : "''::bytea"
            )} as details, {Document}
            from documents d
            cross join sources s
            where d.user_id = @user and d.document_no IN_LIST(@nos) and {OfDocument}
            {Latest}
            """,
            args
        );
        var pages = await c.QueryAsync<PassageRow>(
            $"""
            select p.page_no, p.document_no, p.first_block, p.block_count, p.byte_start, p.byte_end, p.packed, p.details, {Document}
            from block_pages p
            cross join documents d
            cross join sources s
            where p.user_id = @user and p.page_no IN_LIST(@nos)
              and d.user_id = p.user_id and d.document_no = p.document_no and {OfDocument}
            {Latest}
            """,
            args
        );
        return [.. pages, .. await names.RowsAsync()];
    }
}
