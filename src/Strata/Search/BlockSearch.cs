using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Indexing;
using Strata.Ledger;

namespace Strata.Search;

/// <summary>
/// Finds and scores blocks. The index finds pages; matching blocks are read from the source itself, so a hit shows the current bytes.
/// </summary>
internal sealed class BlockSearch(BlobStore blobs, SearchLimits limits)
{
    /// <summary>Number of newest matches that are ranked.</summary>
    private const int Ranked = 100;

    private const int Batch = 16;

    /// <summary>Queries the first candidate pages.</summary>
    public static PendingResult<long> Ask(UserConnection c, SearchTerms terms, ReadPoint point) =>
        Candidates.AskPages(c, terms, Beyond(point), Batch);

    /// <param name="first">Result of <see cref="Ask"/>.</param>
    public async Task<Found> FindAsync(UserConnection c, SearchTerms terms, int limit, ReadPoint point, PendingResult<long>? first)
    {
        var found = new List<Scored>();
        var filter = new BlockFilter(terms);
        var before = Beyond(point);
        BlobReader? bytes = null;
        string? digest = null;
        try
        {
            var (read, all) = (0, false);
            var enough = Math.Max(limit, Ranked);
            for (; !all && read < limits.Pages && found.Count < enough; read += Batch)
            {
                var nos = await (first ?? Candidates.AskPages(c, terms, before, Batch)).RowsAsync();
                first = null;
                foreach (var page in await PagesAsync(c, nos, point))
                {
                    if (!string.Equals(digest, page.Digest, StringComparison.Ordinal))
                    {
                        bytes?.Dispose();
                        bytes = null;
                        bytes = await OpenAsync(c, page.Digest);
                        digest = page.Digest;
                    }
                    if (bytes is not null && await WholeAsync(c, page) is { } whole)
                    {
                        Search(whole, bytes, terms, filter, found);
                    }
                }
                all = nos.Count < Batch;
                before = all ? before : nos[^1];
            }
            return new Found(
                found,
                all ? null
                    : found.Count < enough
                        ? $"Only the newest {limits.Pages} stretches of text with these words were read; older text may match too. Use rarer words."
                    : $"Only the newest {found.Count} matching blocks were ranked; older text may match too. Use more words, or raise the limit."
            );
        }
        finally
        {
            bytes?.Dispose();
        }
    }

    private static long Beyond(ReadPoint point) => point.Seq == long.MaxValue ? long.MaxValue : point.Seq + 1;

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
    private static async Task<PageRow?> WholeAsync(UserConnection c, PageRow page)
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

    /// <summary>Returns pages as of the point, of the latest parse of each part of a source, newest first.</summary>
    private static async Task<IReadOnlyList<PageRow>> PagesAsync(UserConnection c, IReadOnlyList<long> nos, ReadPoint point)
    {
        if (nos.Count == 0)
        {
            return [];
        }
        return await c.QueryAsync<PageRow>(
            """
            select p.page_no, p.document_no, p.first_block, p.block_count, p.byte_start, p.byte_end, p.packed, p.details, d.document_id, d.is_rendered, d.encoding, s.source_id,
                coalesce(nullif(d.text_digest, ''), s.digest) as digest, s.file_name
            from block_pages p
            join documents d on d.user_id = p.user_id and d.document_no = p.document_no
            join sources s on s.user_id = d.user_id and s.source_no = d.source_no
            where p.user_id = @user and p.page_no IN_LIST(@nos) and s.observed_at <= @observedBy
              and (d.is_rendered = 0 or d.text_digest is not null)
              and not exists (
                select 1 from documents n
                where n.user_id = d.user_id and n.source_no = d.source_no and n.part = d.part
                  and n.document_no > d.document_no and n.document_no <= @seq
                  and (n.is_rendered = 0 or n.text_digest is not null))
            order by p.page_no desc
            """,
            new
            {
                nos,
                observedBy = point.ObservedBy,
                seq = point.Seq,
            }
        );
    }

    private static void Search(PageRow page, BlobReader bytes, SearchTerms terms, BlockFilter filter, List<Scored> found)
    {
        var content = bytes.Read(page.ByteStart, page.ByteEnd - page.ByteStart);
        var encoding = Encodings.Get(page.Encoding);
        foreach (var block in PackedBlocks.Unpack(page.Packed, (int)page.FirstBlock, page.ByteStart))
        {
            if (Slice(content, page.ByteStart, block.Range, encoding) is not { } raw || !filter.MayMatch(raw))
            {
                continue;
            }
            var text = new SearchText(Tokens.OfBlock(raw), IsName: block.Type == BlockType.Heading);
            if (Ranking.Score(terms, [text]) is not { } score)
            {
                continue;
            }
            found.Add(
                new Scored(
                    score,
                    IsBlock: true,
                    page.PageNo,
                    block.Index,
                    _ => Hit(page, block, score, Snippet.Of(raw, text.Tokens, terms))
                )
            );
        }
    }

    /// <summary>Returns null if the source is shorter than its pages say.</summary>
    private static string? Slice(byte[] content, long pageStart, ByteRange range, Encoding encoding)
    {
        var start = range.Start - pageStart;
        return start < 0 || start + range.Length > content.Length ? null : encoding.GetString(content, (int)start, (int)range.Length);
    }

    private static SearchHit Hit(PageRow page, PackedBlock block, double score, string snippet) =>
        new()
        {
            Kind = HitKind.Block,
            Score = score,
            BlockId = page.DocumentId + "/" + block.Index.ToString(CultureInfo.InvariantCulture),
            SourceId = page.SourceId,
            FileName = page.FileName,
            Snippet = snippet,
            Locator = new ByteLocator(block.Range.Start, block.Range.Length),
            LocatorIn = page.IsRendered != 0 ? DocumentRecord.InText : DocumentRecord.InSource,
            Places = page.IsRendered != 0 ? Places(page, block) : null,
        };

    private static IReadOnlyList<PlaceView> Places(PageRow page, PackedBlock block)
    {
        var whole = page.Stored.Blocks([], Encodings.Get(page.Encoding))[block.Index - (int)page.FirstBlock];
        return PlaceFinder.Views(whole.Spans.Select(s => s.Place));
    }

    private sealed record PageRow(
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
        string Encoding,
        string SourceId,
        string Digest,
        string? FileName
    )
    {
        public StoredPage Stored => new(FirstBlock, BlockCount, ByteStart, ByteEnd, Packed, Details);
    }
}
