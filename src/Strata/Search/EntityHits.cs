using Strata.Database;
using Strata.Entities;
using Strata.Indexing;
using Strata.Indexing.Postings;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Search;

/// <summary>Reads the entities that the index found.</summary>
internal sealed class EntityHits
{
    /// <param name="documents">Numbers of the index.</param>
    /// <param name="mayLackDay">Whether those without a day of their own are read too where days are asked for: a passage may have it.</param>
    public async Task<List<Thing>> ReadAsync(
        UserConnection c,
        IReadOnlyList<FoundDocument> documents,
        SearchFilter filter,
        Matching matching,
        SchemaSet schemas,
        bool mayLackDay = false
    )
    {
        var scores = new Dictionary<long, (double Score, int Words)>();
        foreach (var document in documents)
        {
            scores.TryAdd(document.Row, (document.Score, document.Words));
        }
        var records = await EntityRecords.ByNoAsync(c, [.. scores.Keys]);
        var shown = records.Values.Where(r => r is { State: EntityRecord.Active, ParentNo: null }).ToList();
        var fragments = await LatestFragments.OfRootsAsync(c, [.. shown.Where(r => r.IsUntyped).Select(r => r.EntityNo)]);
        var withdrawn = await WithdrawnEntities.OfAsync(c, shown);
        var things = new List<Thing>();
        foreach (var record in shown.Where(r => !withdrawn.Contains(r.EntityNo)))
        {
            var schema = schemas.Get(record.EntityType);
            var undeclared = fragments.GetValueOrDefault(record.EntityNo);
            var fields = FieldList.Parse(record.Fields);
            var view = EntityReader.View(record, fields, schema) with { Fragments = LatestFragments.Shown(undeclared) };
            var (score, words) = scores[record.EntityNo];
            if (
                Thing(record.EntityNo, view, schema, UntypedTexts.Beside(fields, undeclared), score, words, filter, matching, mayLackDay) is
                { } thing
            )
            {
                things.Add(thing);
            }
        }
        return things;
    }

    /// <summary>Returns null if the entity is not what is asked for.</summary>
    public static Thing? Thing(
        long entityNo,
        EntityView view,
        SchemaDefinition schema,
        FieldList fields,
        double score,
        int words,
        SearchFilter filter,
        Matching matching,
        bool mayLackDay
    )
    {
        var texts = FieldTexts.Of(fields, schema.TitleFields);
        var date = HitFacts.Date(view, schema);
        return
            (filter.Type is null || string.Equals(filter.Type, view.EntityType, StringComparison.Ordinal))
            && (filter.Admits(date) || (mayLackDay && date is null))
            && matching.Holds(texts)
            && (!filter.AsksFrom || filter.IsFrom([.. texts.Where(t => t.Field is { } f && SearchFilter.Senders.Contains(f))]))
            ? new Thing
            {
                EntityNo = entityNo,
                Entity = view,
                Texts = texts,
                OwnDate = date,
                Amount = HitFacts.Amount(view, schema),
                Own = score,
                Words = words,
                IsPhrase = matching.IsPhrase(texts),
            }
            : null;
    }
}
