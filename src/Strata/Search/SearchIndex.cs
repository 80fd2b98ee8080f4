using Strata.Blobs;
using Strata.Database;
using Strata.Entities;
using Strata.Indexing;
using Strata.Ledger;

namespace Strata.Search;

/// <summary>Full-text search over entities and blocks.</summary>
internal sealed class SearchIndex(EntityReader reader, BlobStore blobs, SearchLimits limits)
{
    private readonly EntitySearch _entities = new(reader, limits);
    private readonly BlockSearch _blocks = new(blobs, limits);

    /// <summary>
    /// Returns numbers of all entities, deleted ones included, that may match now: complete, to be checked. Null if they are, or a look at
    /// the newest suggests, more than <paramref name="max"/>.
    /// </summary>
    public Task<IReadOnlyList<long>?> MatchEntitiesAsync(UserConnection connection, SearchTerms terms, int max) =>
        Candidates.AllEntitiesAsync(connection, terms, max);

    /// <summary>Ranks the newest matches by <see cref="Ranking"/> (docs/adr/0005-search.md).</summary>
    public async Task<SearchResults> SearchAsync(UserConnection connection, SearchQuery query, ReadPoint point)
    {
        var limit = Paging.Limit(query.Limit);
        var (entities, blocks) = query.Kind switch
        {
            null => (true, query.EntityType is null),
            "entity" or "entities" => (true, false),
            "block" or "blocks" => (false, true),
            var kind => throw new StrataException(
                ErrorCode.InvalidContent,
                $"'kind' must be entity or block, or omitted for both; got '{kind}'."
            ),
        };
        var terms = SearchTerms.Parse(query.Text);
        var scored = new List<Scored>();
        var missed = new List<string>(2);
        var pages = blocks ? BlockSearch.Ask(connection, terms, point) : null;
        if (entities)
        {
            Take(await _entities.FindAsync(connection, terms, query.EntityType, point));
        }
        if (pages is not null)
        {
            Take(await _blocks.FindAsync(connection, terms, limit, point, pages));
        }
        scored.Sort(Scored.BestFirst);
        var shown = scored.Take(limit).ToList();
        var nos = shown.Where(s => s.IsRow).Select(s => s.No).ToList();
        var merged = EntityReader.AskMerged(connection, nos);
        var records = await EntityRecords.ByNoAsync(connection, nos);
        var hits = shown.ConvertAll(s => s.ToHit(records));
        var incomplete = missed.Count == 0 ? null : string.Join(' ', missed);
        if (!point.IsNow)
        {
            return new SearchResults(hits, incomplete);
        }
        if (nos.Count == 0)
        {
            return new SearchResults(hits, incomplete);
        }
        var views = await EntityReader.WithMergedAsync(
            connection,
            [.. hits.Select(h => h.Entity).OfType<EntityView>()],
            await merged.RowsAsync()
        );
        var next = 0;
        return new SearchResults(hits.ConvertAll(h => h.Entity is null ? h : h with { Entity = views[next++] }), incomplete);

        void Take(Found found)
        {
            scored.AddRange(found.Matches);
            if (found.Missed is { } passed)
            {
                missed.Add(passed);
            }
        }
    }
}

/// <summary>A scored match; details are read only for those shown.</summary>
/// <param name="No">Number of the entity or page; later is newer.</param>
/// <param name="Index">Position of the block in its document; 0 for entities.</param>
/// <param name="ToHit">Makes the hit, given the rows of the entities shown.</param>
/// <param name="IsRow">Whether it needs the entity's row.</param>
internal sealed record Scored(
    double Score,
    bool IsBlock,
    long No,
    int Index,
    Func<IReadOnlyDictionary<long, EntityRecord>, SearchHit> ToHit,
    bool IsRow = false
)
{
    public static int BestFirst(Scored a, Scored b) =>
        a.Score != b.Score ? b.Score.CompareTo(a.Score)
        : a.IsBlock != b.IsBlock ? a.IsBlock.CompareTo(b.IsBlock)
        : a.No != b.No ? b.No.CompareTo(a.No)
        : a.Index.CompareTo(b.Index);
}
