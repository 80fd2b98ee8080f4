using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Entities;
using Strata.Findings;
using Strata.Ledger;
using Strata.Parsing.Writing;
using Strata.Schemas;

namespace Strata.Rendering;

/// <summary>What people have confirmed that blocks should read, by fields of annotation schemas that revise the text.</summary>
internal sealed class BlockRevisions(EntityReader entities, BlobStore blobs)
{
    /// <summary>Returns the revisions that stand, by document and block, and those that nobody has confirmed.</summary>
    public async Task<(IReadOnlyList<BlockText> Standing, IReadOnlyList<RevisionNotConfirmed> Open)> OfAsync(
        UserConnection connection,
        IReadOnlyList<DocumentRecord> documents
    )
    {
        var point = await ReadPoint.AtAsync(connection, ReadAt.Now, entities.Schemas);
        var revising = point
            .Schemas.All.Where(s => s.Kind == SchemaKind.Annotation)
            .SelectMany(s => s.Fields.Values.Where(f => f.Revises == DeclaredRevisions.Text).Select(f => (s.EntityType, f.Name)))
            .ToDictionary(f => f.EntityType, f => f.Name, StringComparer.Ordinal);
        var (standing, open) = (new List<BlockText>(), new List<RevisionNotConfirmed>());
        foreach (var document in revising.Count == 0 ? [] : documents)
        {
            var blocks = new Dictionary<long, BlockText>();
            foreach (var stated in await StatedAsync(connection, document.DocumentNo, [.. revising.Keys]))
            {
                var record = await EntityReader.RecordAsync(connection, stated.EntityNo);
                if (
                    await entities.FindStateAsync(connection, record, point) is not { Deleted: false } state
                    || !state.Snapshot.Fields.TryGetValue(revising[stated.EntityType], out var winner)
                    || winner.Json == JsonText.Null
                )
                {
                    continue;
                }
                var text = JsonText.Plain(winner.Json);
                if (winner.Stamp.Class == ObservationClass.Correction || winner.Stamp.Priority >= Reducer.ConfirmedPriority)
                {
                    blocks.TryAdd(stated.Block, new(document, (int)stated.Block, state.Record.EntityId, revising[stated.EntityType], text));
                }
                else
                {
                    open.Add(new(document.DocumentId, stated.Block, text));
                }
            }
            standing.AddRange(blocks.Values.OrderBy(b => b.Block));
            open.AddRange(await StagedAsync(connection, document, revising));
        }
        return (standing, open);
    }

    /// <summary>Returns splices of revised blocks, and what can't be put in.</summary>
    public async Task<(IReadOnlyList<Splice> Splices, IReadOnlyList<RevisionNotApplied> NotApplied)> PlacedAsync(
        UserConnection connection,
        string digest,
        IEnumerable<BlockText> revisions,
        BlockSplices writing
    )
    {
        var placed = new List<BlockText>();
        foreach (var of in revisions.GroupBy(r => r.Document.DocumentNo))
        {
            var document = of.First().Document;
            using var reader = await blobs.ReaderAsync(connection, DocumentRecord.BytesOf(document, digest));
            var encoding = Encodings.Get(document.Encoding);
            IReadOnlyList<Block> page = [];
            foreach (var revision in of)
            {
                if (page.Count == 0 || revision.Block > page[^1].Index)
                {
                    var stored = await StoredDocuments.PageAsync(connection, document.DocumentNo, revision.Block);
                    page = stored?.Blocks(reader.Read(stored.ByteStart, stored.ByteEnd - stored.ByteStart), encoding) ?? [];
                }
                placed.Add(revision with { Range = page.FirstOrDefault(b => b.Index == revision.Block)?.Range });
            }
        }
        var refused = new List<RevisionNotApplied>();
        foreach (var gone in placed.Where(r => r.Range is null))
        {
            refused.Add(gone.NotApplied(BlockSplices.NotFound));
        }
        var (splices, notApplied) = await writing.OfAsync([.. placed.Where(r => r.Range is not null)], connection.Cancellation);
        return (splices, [.. refused, .. notApplied]);
    }

    private static Task<IReadOnlyList<Stated>> StatedAsync(UserConnection connection, long documentNo, List<string> schemas) =>
        connection.QueryAsync<Stated>(
            """
            select distinct o.block, o.entity_no, e.entity_type from observations o
            join entities e on e.user_id = o.user_id and e.entity_no = o.entity_no
            where o.user_id = @user and o.document_no = @documentNo and o.block is not null and e.entity_type IN_LIST(@schemas)
            order by o.block, o.entity_no
            """,
            new { documentNo, schemas }
        );

    private static async Task<IEnumerable<RevisionNotConfirmed>> StagedAsync(
        UserConnection connection,
        DocumentRecord document,
        Dictionary<string, string> revising
    )
    {
        var rows = await connection.QueryAsync<FindingRecord>(
            $"""
            select {FindingRecord.Columns} from findings f
            where f.user_id = @user and f.source_no = @sourceNo and f.document_no = @documentNo and f.review = 'staged'
              and f.entity_type IN_LIST(@schemas)
            order by f.block, f.finding_no
            """,
            new
            {
                sourceNo = document.SourceNo,
                documentNo = document.DocumentNo,
                schemas = revising.Keys.ToList(),
            }
        );
        return rows.Where(f => f.Field == revising[f.EntityType])
            .Select(f => new RevisionNotConfirmed(document.DocumentId, f.Block, JsonText.Plain(f.Value))
            {
                FindingId = Ids.Finding(f.FindingNo),
            });
    }

    private sealed record Stated(long Block, long EntityNo, string EntityType);
}

/// <summary>What a block should read; empty: it goes.</summary>
internal sealed record BlockText(DocumentRecord Document, int Block, string EntityId, string Field, string Text)
{
    /// <summary>The block's, when it was read; null: any.</summary>
    public ByteRange? Range { get; init; }

    public RevisionNotApplied NotApplied(string reason) => new(EntityId, Field, Text) { Reason = reason };

    public DeclaredValue Value(ByteRange range) => new(EntityId, Field, new NewValue(Text, JsonText.String(Text)), Document, range);
}
