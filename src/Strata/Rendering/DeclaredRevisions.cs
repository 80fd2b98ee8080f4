using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Entities;
using Strata.Ledger;
using Strata.Parsing.Writing;

namespace Strata.Rendering;

/// <summary>Corrected values of fields that revise the text by their schema, at the places of the original values.</summary>
internal sealed class DeclaredRevisions(EntityReader entities, BlobStore blobs)
{
    public const string Text = "text";
    private const int Batch = 500;
    private const string InTags = "its old text stands partly inside of tags";

    /// <param name="only">Only values of this document; null: of all documents of the source.</param>
    /// <returns>Splices, not overlapping, and values that can't be spliced.</returns>
    public async Task<(IReadOnlyList<Splice> Splices, IReadOnlyList<RevisionNotApplied> NotApplied)> OfAsync(
        UserConnection connection,
        RenderSubject subject,
        DocumentRecord? only,
        ValueSplices writing,
        (IReadOnlyList<Splice> Splices, IReadOnlyList<RevisionNotApplied> NotApplied) blocks
    )
    {
        // What a person says of a whole block comes before what was read in it.
        List<DeclaredValue> values = [.. await ValuesAsync(connection, subject.Source.SourceNo, only)];
        var splices = new List<Splice>(blocks.Splices);
        var refused = new List<RevisionNotApplied>(blocks.NotApplied);
        values.RemoveAll(v =>
            blocks.Splices.Any(r =>
                r.Declared is { } d
                && d.Document.DocumentNo == v.Document.DocumentNo
                && d.Range.Start <= v.Range.Start
                && d.Range.End >= v.Range.End
            )
        );
        foreach (var document in values.GroupBy(v => v.Document.DocumentId))
        {
            var record = document.First().Document;
            if (!DocumentRecord.IsOfText(record))
            {
                refused.AddRange(document.Select(v => v.NotApplied($"the bytes of {subject.Source.MediaType} are not its text")));
            }
            else if (record.IsRendered != 0)
            {
                await OfPageAsync(connection, record, subject.Source.Digest, [.. document], splices, refused);
            }
        }
        var (written, unwritten) = await writing.OfAsync([.. values.Where(v => v.Document.IsRendered == 0)], connection.Cancellation);
        splices.AddRange(written.Where(w => !splices.Exists(w.Overlaps)));
        refused.AddRange(unwritten);
        // Another run may have read the value at a place that is known.
        return (
            splices,
            [.. refused.Distinct().Where(n => !splices.Exists(s => s.Declared is { } d && d.EntityId == n.EntityId && d.Field == n.Field))]
        );
    }

    private async Task OfPageAsync(
        UserConnection connection,
        DocumentRecord document,
        string digest,
        IReadOnlyList<DeclaredValue> values,
        List<Splice> splices,
        List<RevisionNotApplied> refused
    )
    {
        using var page = new PageSource(connection, blobs, document, digest);
        var encoding = DocumentRecord.EncodingOfSource(document);
        foreach (var value in values)
        {
            if (await page.FindAsync(value.Range, value.Value.Text) is not var (range, written))
            {
                refused.Add(value.NotApplied(InTags));
                continue;
            }
            try
            {
                var splice = value.At(range, written, encoding);
                if (!splices.Exists(splice.Overlaps))
                {
                    splices.Add(splice);
                }
            }
            catch (EncoderFallbackException e)
            {
                refused.Add(value.NotApplied(DeclaredValue.Missing(encoding, e)));
            }
        }
    }

    /// <summary>Returns values that differ from the documents, latest reading first.</summary>
    private async Task<IReadOnlyList<DeclaredValue>> ValuesAsync(UserConnection connection, long sourceNo, DocumentRecord? only)
    {
        var point = await ReadPoint.AtAsync(connection, ReadAt.Now, entities.Schemas);
        var revising = point
            .Schemas.All.SelectMany(s => s.Fields.Values.Where(f => f.Revises == Text).Select(f => (s.EntityType, f.Name)))
            .ToLookup(f => f.EntityType, f => f.Name, StringComparer.Ordinal);
        var values = new List<DeclaredValue>();
        var documents = new Dictionary<long, DocumentRecord?>();
        foreach (var observation in revising.Count == 0 ? [] : await CorrectedAsync(connection, sourceNo, only))
        {
            var record = await EntityReader.RecordAsync(connection, observation.EntityNo);
            if (
                observation.DocumentNo is not { } documentNo
                || await entities.FindStateAsync(connection, record, point) is not { Deleted: false } state
            )
            {
                continue;
            }
            foreach (var evidence in Evidence.Read(observation.Evidence, FieldList.Parse(observation.Fields)))
            {
                if (
                    revising[state.Record.EntityType].Contains(evidence.Field, StringComparer.Ordinal)
                    && state.Snapshot.Fields.TryGetValue(evidence.Field, out var winner)
                    && winner.Stamp.Class == ObservationClass.Correction
                    && winner.Json != JsonText.Null
                    && JsonText.Plain(winner.Json) is var text
                    && !string.Equals(text, evidence.Raw, StringComparison.Ordinal)
                    && (
                        documents.TryGetValue(documentNo, out var known)
                            ? known
                            : documents[documentNo] = await DocumentAsync(connection, documentNo)
                    )
                        is { } document
                )
                {
                    values.Add(
                        new DeclaredValue(state.Record.EntityId, evidence.Field, new NewValue(text, winner.Json), document, evidence.Range)
                    );
                }
            }
        }
        return values;
    }

    private static Task<DocumentRecord?> DocumentAsync(UserConnection connection, long documentNo) =>
        connection.QueryFirstOrDefaultAsync<DocumentRecord>(
            $"select {DocumentRecord.Columns} from documents where user_id = @user and document_no = @documentNo",
            new { documentNo }
        );

    /// <summary>Returns what runs read from the source about corrected entities, latest first.</summary>
    private static async Task<IReadOnlyList<ObservationRecord>> CorrectedAsync(
        UserConnection connection,
        long sourceNo,
        DocumentRecord? only
    )
    {
        var corrected = new List<ObservationRecord>();
        var before = long.MaxValue;
        while (true)
        {
            var page = await connection.QueryAsync<ObservationRecord>(
                $"""
                select {ObservationRecord.Columns} from runs r
                join observations o on o.user_id = r.user_id and o.seq > r.run_no and o.seq <= r.last_seq and o.run_no = r.run_no
                join entities t on t.user_id = o.user_id and t.entity_no = o.entity_no
                left join sources s on s.user_id = o.user_id and s.source_no = o.source_no
                where r.user_id = @user and r.source_no = @sourceNo and (@documentNo < 0 or o.document_no = @documentNo) and o.seq < @before
                  and exists (
                    select 1 from observations c
                    where c.user_id = @user and (c.entity_no = o.entity_no or c.entity_no = t.root_no) and c.class = 2)
                order by o.seq desc limit @batch
                """,
                new
                {
                    sourceNo,
                    documentNo = only?.DocumentNo ?? -1L,
                    before,
                    batch = (long)Batch,
                }
            );
            corrected.AddRange(page);
            if (page.Count < Batch)
            {
                return corrected;
            }
            before = page[^1].Seq;
        }
    }
}
