using Strata.Database;
using Strata.Indexing.Postings;
using Strata.Ledger;

namespace Strata.Search;

/// <summary>
/// Joins passages to the entities that were read from them, so that a thing is one hit: a row of a table belongs to the entity of the row,
/// a text to the few entities it gave. What belongs to no entity is one hit for each source.
/// </summary>
internal static class Joining
{
    /// <summary>A text with more entities than that is a thing of its own.</summary>
    private const int FewEntities = 3;
    private const long MaxMade = 4_000;

    public static async Task JoinAsync(
        UserConnection c,
        List<Thing> found,
        IReadOnlyList<Passage> passages,
        IReadOnlyList<UndeclaredFields> undeclared,
        bool joins,
        bool keeps,
        EntityHits entities,
        PastSearch past,
        WidenedQuestion question,
        SearchFilter filter,
        Matching matching,
        ReadPoint point
    )
    {
        var byNo = found.ToDictionary(t => t.EntityNo);
        var made = joins && passages.Count > 0 ? await MadeAsync(c, passages, past, point) : [];
        var ofDocument = made.Where(m => m.IsRecords == 0).ToLookup(m => m.DocumentNo);
        var ofBlock = made.Where(m => m.IsRecords != 0).ToLookup(m => (m.DocumentNo, m.Block ?? -1));
        var owners = passages.ToDictionary(p => p, p => Owners(p));
        // A mail's own entity before its sender, whom other mails name too.
        var documents = made.GroupBy(m => m.RootNo).ToDictionary(m => m.Key, m => m.Select(o => o.DocumentNo).Distinct().Count());
        var missing = owners
            .Values.Where(o => o.Count is > 0 and <= FewEntities && !o.Exists(byNo.ContainsKey))
            .Select(o => o.MinBy(no => (documents[no], no)))
            .Concat(joins ? undeclared.Select(u => u.EntityNo).Where(no => !byNo.ContainsKey(no)) : [])
            .Distinct()
            .ToList();
        if (missing.Count > 0)
        {
            var bare = missing.ConvertAll(no => new FoundDocument(no << Segment.PlaceBits, 0, 0));
            var read = point.IsNow
                ? await entities.ReadAsync(c, bare, filter, matching, point.Schemas, mayLackDay: true)
                : await past.ReadAsync(c, missing, question, filter, matching, point);
            foreach (var thing in read)
            {
                byNo.Add(thing.EntityNo, thing);
                found.Add(thing);
            }
        }
        var sources = new Dictionary<string, Thing>(StringComparer.Ordinal);
        foreach (var passage in passages)
        {
            var own = owners[passage].Where(byNo.ContainsKey).ToList();
            own.ForEach(no => byNo[no].Take(passage, matching));
            if (own.Count == 0 && keeps && (owners[passage].Count == 0 || !matching.Excludes))
            {
                if (!sources.TryGetValue(passage.Row.SourceId, out var thing))
                {
                    sources.Add(passage.Row.SourceId, thing = new Thing());
                    found.Add(thing);
                }
                thing.Take(passage, matching);
            }
        }
        foreach (var fields in undeclared.Where(u => joins && byNo.ContainsKey(u.EntityNo)))
        {
            byNo[fields.EntityNo].Take(fields, matching);
        }
        found.RemoveAll(t => t.Words == 0 || !filter.Admits(t.Date));
        found.ForEach(t => t.Rank(matching));

        List<long> Owners(Passage passage)
        {
            if (passage.Row.IsRecords != 0)
            {
                return [.. ofBlock[(passage.Row.DocumentNo, passage.Index)].Select(m => m.RootNo).Distinct().Take(FewEntities)];
            }
            var all = ofDocument[passage.Row.DocumentNo].Select(m => m.RootNo).Distinct().Order().ToList();
            return all.Count <= FewEntities ? all : [];
        }
    }

    private static async Task<IReadOnlyList<Made>> MadeAsync(
        UserConnection c,
        IReadOnlyList<Passage> passages,
        PastSearch past,
        ReadPoint point
    )
    {
        var documents = passages.Select(p => p.Row.DocumentNo).Distinct().ToList();
        var texts = passages.Where(p => p.Row.IsRecords == 0).Select(p => p.Row.DocumentNo).Distinct().Append(0).ToList();
        var blocks = passages.Where(p => p.Row.IsRecords != 0 && p.Index >= 0).Select(p => (long)p.Index).Distinct().Append(-1).ToList();
        var made = await c.QueryAsync<Made>(
            """
            select o.document_no, o.block, o.entity_no, e.root_no, d.is_records from observations o
            join entities e on e.user_id = o.user_id and e.entity_no = o.entity_no
            join documents d on d.user_id = o.user_id and d.document_no = o.document_no
            where o.user_id = @user and o.seq <= @known and o.observed_at <= @observed and o.document_no is not null and o.document_no IN_LIST(@documents)
              and (o.document_no IN_LIST(@texts) or o.block IN_LIST(@blocks))
            order by o.document_no, o.block limit @most
            """,
            new
            {
                documents,
                texts,
                blocks,
                known = point.Seq,
                observed = point.ObservedBy,
                most = MaxMade,
            }
        );
        if (point.IsNow)
        {
            return made;
        }
        var roots = await past.RootsAsync(c, [.. made.Select(m => m.EntityNo).Distinct()], point);
        return [.. made.Select(m => m with { RootNo = roots.GetValueOrDefault(m.EntityNo, m.EntityNo) })];
    }

    private sealed record Made(long DocumentNo, long? Block, long EntityNo, long RootNo, long IsRecords);
}
