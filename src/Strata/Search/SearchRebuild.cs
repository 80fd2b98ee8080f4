using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Indexing;
using Strata.Indexing.Postings;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Search;

/// <summary>Makes a user's text index anew from entities and blocks, some rows at a time.</summary>
internal sealed class SearchRebuild(BlobStore blobs)
{
    private const long EntitiesAtOnce = 2_000;
    private const long PagesAtOnce = 20;

    /// <summary>Makes the whole index in one transaction, for a user who has none.</summary>
    public async Task RunAsync(UserTransaction tx, IProgress<Progress>? progress)
    {
        var done = 0L;
        foreach (var part in Enum.GetValues<IndexPart>())
        {
            for (long? after = 0; after is { } from; )
            {
                var segment = new Segment();
                after = await NextAsync(tx, part, from, long.MaxValue, segment);
                await SegmentWriter.AddAsync(tx, KindOf(part), segment);
                done += segment.Documents.Count;
                progress?.Report(new Progress("search", done, null));
            }
        }
    }

    /// <summary>
    /// Makes the index beside the one that answers, up to the present end of the ledger; what changes meanwhile is written to newer
    /// segments. The last transaction swaps them.
    /// </summary>
    public async Task<long> RunAsync(IUserWrites writes)
    {
        var (place, last) = await writes.WriteAsync(BeginAsync);
        var made = new List<long>();
        var done = 0L;
        foreach (var part in Enum.GetValues<IndexPart>())
        {
            for (long? after = 0; after is { } from; )
            {
                after = await writes.WriteAsync(async tx =>
                {
                    var segment = new Segment();
                    var next = await NextAsync(tx, part, from, last, segment);
                    if (!segment.IsEmpty)
                    {
                        var no = await tx.QueryFirstOrDefaultAsync<long>(
                            "select coalesce(max(segment_no), 0) + 1 from search_segments where user_id = @user"
                        );
                        await SegmentWriter.InsertAsync(tx, KindOf(part), no, place, segment, isReady: false);
                        made.Add(no);
                        done += segment.Documents.Count;
                    }
                    return next;
                });
            }
        }
        await writes.WriteAsync(async tx =>
        {
            await tx.ExecuteAsync(
                "update search_segments set is_ready = 2 where user_id = @user and is_ready = 1 and version < @version",
                new { version = SegmentTables.Version }
            );
            return await tx.ExecuteAsync(
                "update search_segments set is_ready = 1 where user_id = @user and is_ready = 0 and segment_no IN_LIST(@made)",
                new { made }
            );
        });
        return done;
    }

    /// <summary>Whether the index was made by an earlier version, or not at all.</summary>
    public static async Task<bool> IsNeededAsync(UserConnection c) =>
        await c.QueryFirstOrDefaultAsync<long>(
            "select count(*) from search_segments where user_id = @user and is_ready = 1 and version < @version",
            new { version = SegmentTables.Version }
        ) > 0;

    private static async Task<(long Place, long Last)> BeginAsync(UserTransaction tx) =>
        (
            await tx.QueryFirstOrDefaultAsync<long>("select coalesce(max(place), 0) from search_segments where user_id = @user"),
            await tx.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user")
        );

    private static SegmentKind KindOf(IndexPart part) => part == IndexPart.Entities ? SegmentKind.Entities : SegmentKind.Blocks;

    private enum IndexPart
    {
        Entities,
        Names,
        Undeclared,
        Pages,
    }

    /// <summary>Adds the next rows; returns the last of them, null at the end.</summary>
    private Task<long?> NextAsync(UserTransaction tx, IndexPart part, long after, long last, Segment segment) =>
        part switch
        {
            IndexPart.Entities => EntitiesAsync(tx, after, last, segment),
            IndexPart.Names => NamesAsync(tx, after, last, segment),
            IndexPart.Undeclared => UndeclaredAsync(tx, after, last, segment),
            _ => PagesAsync(tx, after, last, segment),
        };

    private static async Task<long?> EntitiesAsync(UserTransaction tx, long after, long last, Segment segment)
    {
        var rows = await tx.QueryAsync<EntityRow>(
            """
            select entity_no, entity_type, fields from entities
            where user_id = @user and entity_no > @after and entity_no <= @last and parent_no is null order by entity_no limit @most
            """,
            new
            {
                after,
                last,
                most = EntitiesAtOnce,
            }
        );
        var entities = await IndexedAsync(tx, rows);
        foreach (var row in rows)
        {
            var entity = entities[row.EntityNo];
            segment.Add(row.EntityNo << Segment.PlaceBits, DocumentTerms.OfEntity(entity.Fields, entity.EntityType).EntityImpacts());
        }
        return rows.Count == 0 ? null : rows[^1].EntityNo;
    }

    private static async Task<long?> NamesAsync(UserTransaction tx, long after, long last, Segment segment)
    {
        var rows = await tx.QueryAsync<NamedRow>(
            """
            select d.document_no, s.file_name, d.title, s.origin from documents d
            join sources s on s.user_id = d.user_id and s.source_no = d.source_no
            where d.user_id = @user and d.document_no > @after and d.document_no <= @last order by d.document_no limit @most
            """,
            new
            {
                after,
                last,
                most = EntitiesAtOnce,
            }
        );
        foreach (var row in rows)
        {
            var terms = DocumentTerms.OfText(DocumentNames.Of(row.FileName, row.Title, row.Origin), isName: true);
            segment.Add(row.DocumentNo << Segment.PlaceBits, terms.BlockImpacts());
        }
        return rows.Count == 0 ? null : rows[^1].DocumentNo;
    }

    private static async Task<long?> UndeclaredAsync(UserTransaction tx, long after, long last, Segment segment)
    {
        var rows = await tx.QueryAsync<UndeclaredRow>(
            """
            select o.seq, case when e.entity_type = @generic then null else o.fragments end as fragments from observations o
            join entities e on e.user_id = o.user_id and e.entity_no = o.entity_no
            where o.user_id = @user and o.seq > @after and o.seq <= @last order by o.seq limit @most
            """,
            new
            {
                generic = SchemaSet.GenericType,
                after,
                last,
                most = EntitiesAtOnce,
            }
        );
        foreach (var row in rows)
        {
            if (row.Fragments is { } fragments && UntypedTexts.Of(Fragments.Read(fragments)) is { Count: > 0 } fields)
            {
                segment.Add((row.Seq << Segment.PlaceBits) | Segment.Undeclared, DocumentTerms.OfUndeclared(fields).EntityImpacts());
            }
        }
        return rows.Count == 0 ? null : rows[^1].Seq;
    }

    private async Task<long?> PagesAsync(UserTransaction tx, long after, long last, Segment segment)
    {
        // Pages beyond the stored end of a text can't be read.
        var rows = await tx.QueryAsync<PageRow>(
            """
            select p.page_no, p.document_no, p.first_block, p.byte_start, p.byte_end, p.packed, d.encoding, coalesce(nullif(d.text_digest, ''), s.digest) as digest
            from block_pages p
            join documents d on d.user_id = p.user_id and d.document_no = p.document_no
            join sources s on s.user_id = d.user_id and s.source_no = d.source_no
            where p.user_id = @user and p.page_no > @after and p.page_no <= @last and (d.is_rendered = 0 or d.text_digest is not null)
            order by p.page_no limit @most
            """,
            new
            {
                after,
                last,
                most = PagesAtOnce,
            }
        );
        foreach (var source in rows.GroupBy(r => r.Digest))
        {
            using var bytes = await blobs.ReaderAsync(tx, source.Key);
            foreach (var row in source)
            {
                var stored = new StoredPage(row.FirstBlock, 0, row.ByteStart, row.ByteEnd, row.Packed, Details: null);
                var page = await ArchivedPages.WholeAsync(tx, row.DocumentNo, stored);
                var content = bytes.Read(row.ByteStart, row.ByteEnd - row.ByteStart);
                var place = row.PageNo << Segment.PlaceBits;
                foreach (var block in PackedBlocks.Unpack(page.Packed, (int)page.FirstBlock, page.ByteStart))
                {
                    var text = page.Slice(content, Encodings.Get(row.Encoding), block.Range);
                    segment.Add(++place, DocumentTerms.OfText(text, block.Type == BlockType.Heading).BlockImpacts());
                }
            }
        }
        return rows.Count == 0 ? null : rows[^1].PageNo;
    }

    /// <summary>Indexes entities again, or takes them out where they are merged.</summary>
    public static async Task<int> MendAsync(UserTransaction tx, IReadOnlyList<long> nos)
    {
        var rows = await tx.QueryAsync<EntityRow>(
            "select entity_no, entity_type, fields from entities where user_id = @user and entity_no IN_LIST(@nos) and parent_no is null",
            new { nos }
        );
        var entities = await IndexedAsync(tx, rows);
        var changes = new SearchChanges();
        foreach (var no in nos)
        {
            changes.Entity(no, new IndexedEntity("", FieldList.Empty), entities.GetValueOrDefault(no));
        }
        await changes.WriteAsync(tx);
        return nos.Count;
    }

    /// <summary>Returns what the index should have of root entities.</summary>
    internal static async Task<IReadOnlyDictionary<long, IndexedEntity>> IndexedAsync(UserConnection c, IReadOnlyList<EntityRow> rows)
    {
        var untyped = rows.Where(r => SchemaSet.IsUntyped(r.EntityType)).Select(r => (r.EntityNo, FieldList.Parse(r.Fields)));
        var texts = await UntypedTexts.OfRootsAsync(c, untyped);
        return rows.ToDictionary(
            r => r.EntityNo,
            r => new IndexedEntity(r.EntityType, texts.GetValueOrDefault(r.EntityNo) ?? FieldList.Parse(r.Fields))
        );
    }

    internal sealed record EntityRow(long EntityNo, string EntityType, string Fields);

    private sealed record UndeclaredRow(long Seq, string? Fragments);

    private sealed record NamedRow(long DocumentNo, string? FileName, string? Title, string? Origin);

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
