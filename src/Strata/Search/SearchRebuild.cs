using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Search;

/// <summary>Rebuilds a user's missing text index from entities and blocks.</summary>
internal sealed class SearchRebuild(BlobStore blobs)
{
    private const long EntitiesAtOnce = 2_000;
    private const long PagesAtOnce = 50;

    public async Task RunAsync(UserTransaction tx, IProgress<Progress>? progress)
    {
        await EntitiesAsync(tx, progress);
        await PagesAsync(tx, progress);
    }

    private static async Task EntitiesAsync(UserTransaction tx, IProgress<Progress>? progress)
    {
        (long done, long after) = (0, 0);
        while (true)
        {
            var rows = await tx.QueryAsync<EntityRow>(
                """
                select entity_no, entity_type, fields from entities
                where user_id = @user and entity_no > @after and parent_no is null order by entity_no limit @most
                """,
                new { after, most = EntitiesAtOnce }
            );
            if (rows.Count == 0)
            {
                return;
            }
            var changes = new SearchChanges();
            foreach (var row in rows.Where(r => !SchemaSet.IsUntyped(r.EntityType)))
            {
                changes.Entity(row.EntityNo, before: null, FieldList.Parse(row.Fields));
            }
            var untyped = rows.Where(r => SchemaSet.IsUntyped(r.EntityType)).Select(r => (r.EntityNo, FieldList.Parse(r.Fields)));
            foreach (var (no, texts) in await UntypedTexts.OfRootsAsync(tx, untyped))
            {
                changes.Entity(no, before: null, texts);
            }
            await changes.WriteAsync(tx);
            done += rows.Count;
            after = rows[^1].EntityNo;
            progress?.Report(new Progress("search", done, null));
        }
    }

    private async Task PagesAsync(UserTransaction tx, IProgress<Progress>? progress)
    {
        BlobReader? bytes = null;
        string? digest = null;
        try
        {
            (long done, long after) = (0, 0);
            while (true)
            {
                // Pages beyond the stored end of a text can't be read.
                var rows = await tx.QueryAsync<PageRow>(
                    """
                    select p.page_no, p.document_no, p.first_block, p.byte_start, p.byte_end, p.packed, d.encoding, coalesce(nullif(d.text_digest, ''), s.digest) as digest
                    from block_pages p
                    join documents d on d.user_id = p.user_id and d.document_no = p.document_no
                    join sources s on s.user_id = d.user_id and s.source_no = d.source_no
                    where p.user_id = @user and p.page_no > @after and (d.is_rendered = 0 or d.text_digest is not null)
                    order by p.page_no limit @most
                    """,
                    new { after, most = PagesAtOnce }
                );
                if (rows.Count == 0)
                {
                    return;
                }
                var changes = new SearchChanges();
                foreach (var row in rows)
                {
                    if (bytes is null || !string.Equals(digest, row.Digest, StringComparison.Ordinal))
                    {
                        bytes?.Dispose();
                        bytes = null;
                        bytes = await blobs.ReaderAsync(tx, row.Digest);
                        digest = row.Digest;
                    }
                    var stored = new StoredPage(row.FirstBlock, 0, row.ByteStart, row.ByteEnd, row.Packed, Details: null);
                    var page = await ArchivedPages.WholeAsync(tx, row.DocumentNo, stored);
                    changes.Page(
                        row.PageNo,
                        RowTerms.Of(Texts(page, Encodings.Get(row.Encoding), bytes.Read(row.ByteStart, row.ByteEnd - row.ByteStart)))
                    );
                }
                await changes.WriteAsync(tx);
                done += rows.Count;
                after = rows[^1].PageNo;
                progress?.Report(new Progress("search", done, null));
            }
        }
        finally
        {
            bytes?.Dispose();
        }
    }

    private static List<string> Texts(StoredPage page, Encoding encoding, byte[] content) =>
        [.. PackedBlocks.Unpack(page.Packed, (int)page.FirstBlock, page.ByteStart).Select(b => page.Slice(content, encoding, b.Range))];

    private sealed record EntityRow(long EntityNo, string EntityType, string Fields);

    private sealed record PageRow(
        long PageNo,
        long DocumentNo,
        long FirstBlock,
        long ByteStart,
        long ByteEnd,
        byte[] Packed,
        string Encoding,
        string Digest
    );
}
