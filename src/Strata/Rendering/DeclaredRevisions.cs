using System.Text;
using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Entities;
using Strata.Ledger;

namespace Strata.Rendering;

/// <summary>Corrected values of fields that their schema declares to revise the text, where the document's own value stands.</summary>
internal sealed class DeclaredRevisions(EntityReader entities, BlobStore blobs)
{
    public const string Text = "text";
    private const int Batch = 500;

    /// <param name="digest">The source's.</param>
    /// <param name="encoding">The source's.</param>
    /// <returns>What is put in, and what stands in no one text between the tags of a page or of XML and is not.</returns>
    public async Task<(IReadOnlyList<Splice> Splices, IReadOnlyList<RevisionNotApplied> NotApplied)> OfAsync(UserConnection connection, DocumentRecord document, string digest, Encoding encoding)
    {
        var point = await ReadPoint.AtAsync(connection, ReadAt.Now, entities.Schemas);
        var revising = point
            .Schemas.All.SelectMany(s => s.Fields.Values.Where(f => f.Revises == Text).Select(f => (s.EntityType, f.Name)))
            .ToLookup(f => f.EntityType, f => f.Name, StringComparer.Ordinal);
        var splices = new List<Splice>();
        var nowhere = new HashSet<RevisionNotApplied>();
        if (revising.Count == 0)
        {
            return (splices, []);
        }
        using var page = new PageSource(connection, blobs, document, digest);
        var xml = new XmlSource(connection, blobs, document, digest);
        foreach (var observation in await CorrectedAsync(connection, document))
        {
            var record = await EntityReader.RecordAsync(connection, observation.EntityNo);
            if (await entities.FindStateAsync(connection, record, point) is not { Deleted: false } state)
            {
                continue;
            }
            var values = FieldList.Parse(observation.Fields);
            foreach (var evidence in Evidence.Read(observation.Evidence, values))
            {
                if (
                    !revising[state.Record.EntityType].Contains(evidence.Field, StringComparer.Ordinal)
                    || !state.Snapshot.Fields.TryGetValue(evidence.Field, out var winner)
                    || winner.Stamp.Class != ObservationClass.Correction
                    || winner.Json == JsonText.Null
                    || JsonText.Plain(winner.Json) is not { } text
                    || string.Equals(text, evidence.Raw, StringComparison.Ordinal)
                )
                {
                    continue;
                }
                var place = document.IsRendered != 0 ? await page.FindAsync(evidence.Range, text) : xml.IsOne ? await xml.FindAsync(evidence.Range, text) : (evidence.Range, text);
                if (place is not var (range, written))
                {
                    nowhere.Add(new RevisionNotApplied(state.Record.EntityId, evidence.Field, text));
                }
                else if (!splices.Exists(s => s.Range.Start < range.End && s.Range.End > range.Start))
                {
                    splices.Add(new Splice(range, encoding.GetBytes(written), written) { EntityId = state.Record.EntityId, Field = evidence.Field });
                }
            }
        }
        // Another run may have read the value where it can be found.
        return (splices, [.. nowhere.Where(n => !splices.Exists(s => s.EntityId == n.EntityId && s.Field == n.Field))]);
    }

    /// <summary>What runs read out of the document about entities that a person corrected, the latest first.</summary>
    private static async Task<IReadOnlyList<ObservationRecord>> CorrectedAsync(UserConnection connection, DocumentRecord document)
    {
        var corrected = new List<ObservationRecord>();
        var before = long.MaxValue;
        while (true)
        {
            var page = await connection.QueryAsync<ObservationRecord>(
                $"""
                select {ObservationRecord.Columns} from runs r
                join observations o on o.user_id = r.user_id and o.seq > r.run_no and o.seq <= r.last_seq and o.run_no = r.run_no
                join entities e on e.user_id = o.user_id and e.entity_no = o.entity_no
                left join sources s on s.user_id = o.user_id and s.source_no = o.source_no
                where r.user_id = @user and r.source_no = @sourceNo and o.document_no = @documentNo and o.seq < @before
                  and exists (
                    select 1 from observations c
                    where c.user_id = @user and (c.entity_no = o.entity_no or c.entity_no = e.root_no) and c.class = 2)
                order by o.seq desc limit @batch
                """,
                new
                {
                    sourceNo = document.SourceNo,
                    documentNo = document.DocumentNo,
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
