using Strata.Blobs;
using Strata.Database;
using Strata.Entities;
using Strata.Indexing;
using Strata.Indexing.Postings;
using Strata.Ledger;

namespace Strata.Search;

/// <summary>Full-text search over entities and blocks (docs/adr/0042-postings.md).</summary>
internal sealed class SearchIndex(EntityReader reader, BlobStore blobs, SearchLimits limits)
{
    private readonly SegmentCache _cache = new();
    private readonly EntityHits _entities = new();
    private readonly PastSearch _past = new(reader, limits);
    private readonly Passages _passages = new(blobs);

    /// <summary>
    /// Returns numbers of all entities, deleted ones included, that may match now: complete, to be checked. Null if they are more than
    /// <paramref name="max"/>.
    /// </summary>
    public async Task<IReadOnlyList<long>?> MatchEntitiesAsync(UserConnection connection, SearchTerms terms, int max)
    {
        var index = await PostingIndex.OpenAsync(connection, _cache);
        return index.IsBeingMade ? null : await EntityMatches.AllAsync(index, terms, max);
    }

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
        var question = SearchQuestion.Parse(query.Text).With(query.EntityType, query.From, query.Before, query.After);
        var type = question.Type is { } named ? SchemaNames.TypeOf(point.Schemas, named) : null;
        blocks &= type is null;
        var index = await PostingIndex.OpenAsync(connection, _cache);
        var filter = new SearchFilter(question, type);
        var (widened, lists) = await Widening.OfAsync(index, question, point.Schemas, filter.Terms);
        widened = point.IsNow ? widened : widened.OfThePast();
        var matching = new Matching(widened);
        var missed = new List<string>();
        if (index.IsBeingMade)
        {
            missed.Add("The index of this store is being made; until then only what was written since is found.");
        }
        var found = new List<Thing>();
        var isCut = false;
        if (entities && point.IsNow)
        {
            var top = Top(SegmentKind.Entities, limits.Entities);
            var documents = await index.ResolveAsync(top);
            var things = await _entities.ReadAsync(connection, documents, filter, matching, point.Schemas);
            found.AddRange(things);
            isCut = top.Matches > limits.Entities;
            Compared(top, limits.Entities, "things", isFiltered: false);
        }
        else if (entities)
        {
            var (things, passed) = await _past.FindAsync(connection, index, lists, filter, widened, matching, point);
            found.AddRange(things);
            missed.AddRange(passed is null ? [] : [passed]);
        }
        if (blocks || entities)
        {
            var most = filter.AsksDays ? limits.DatedBlocks : limits.Blocks;
            var top = Top(SegmentKind.Blocks, most);
            var documents = await index.ResolveAsync(top);
            var passages = await _passages.ReadAsync(connection, [.. documents.Where(d => !d.IsUndeclared)], point);
            // What was undeclared in the past was read with its entity.
            var undeclared = point.IsNow ? await UndeclaredFields.ReadAsync(connection, [.. documents.Where(d => d.IsUndeclared)]) : [];
            passages.RemoveAll(p => !filter.Admits(p) || (p.Index >= 0 && !matching.Holds([p.Text])));
            isCut |= top.Matches > most;
            Compared(top, most, "passages", filter.AsksDays);
            await Joining.JoinAsync(
                connection,
                found,
                passages,
                undeclared,
                joins: entities,
                keeps: blocks,
                _entities,
                _past,
                widened,
                filter,
                matching,
                point
            );
        }
        found.Sort(Thing.BestFirst);
        var hits = await HitsAsync(connection, [.. found.Take(limit)], matching, point);
        return new SearchResults(hits, missed.Count == 0 ? null : string.Join(' ', missed))
        {
            Facets = found.Count == 0 ? null : FacetCounting.Of(found, isCut),
            Tried = found.Count == 0 ? Attempt(widened, index) : null,
        };

        // The order by words is exact; phrases, and filters that the index doesn't have, are compared in the best of it only.
        void Compared(TopDocuments top, int most, string what, bool isFiltered)
        {
            var candidates =
                filter.ChecksTexts || isFiltered ? top.Matches
                : widened.Words.Count > 1 ? top.Whole
                : 0;
            if (candidates > most)
            {
                missed.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{candidates} {what} have the words; only the best {most} of them were read for phrases and filters. Use rarer words, or a type or dates."
                    )
                );
            }
        }

        TopDocuments Top(SegmentKind kind, int most) =>
            index.Top(
                kind,
                most,
                lists,
                widened.Words,
                widened.All,
                kind == SegmentKind.Entities ? filter.Required : filter.RequiredOfBlocks,
                filter.Excluded
            );
    }

    private static async Task<IReadOnlyList<SearchHit>> HitsAsync(
        UserConnection c,
        IReadOnlyList<Thing> shown,
        Matching matching,
        ReadPoint point
    )
    {
        var hits = shown.Select(t => t.ToHit(matching)).ToList();
        if (!point.IsNow)
        {
            return hits;
        }
        var nos = shown.Where(t => t.Entity is not null).Select(t => t.EntityNo).ToList();
        if (nos.Count == 0)
        {
            return hits;
        }
        var views = await EntityReader.WithMergedAsync(c, [.. hits.Select(h => h.Entity).OfType<EntityView>()], nos);
        var next = 0;
        return hits.ConvertAll(h => h.Entity is null ? h : h with { Entity = views[next++] });
    }

    private static SearchAttempt Attempt(WidenedQuestion question, PostingIndex index)
    {
        var forms = new WordForms([.. index.Summaries.Select(s => s.Words)]);
        var words = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (asked, of) in question.Question.Words.GroupBy(w => w.Choice).Select(g => g.First()).Zip(question.Forms))
        {
            words[asked.Text] = [.. of.Select(f => f.Word).Where(w => w != asked.Text).Take(10)];
        }
        var unknown = question.Question.Words.Where((_, i) => i < question.Words.Count && (question.All & (1 << i)) == 0);
        return new SearchAttempt(
            words,
            question.Question.Filters(),
            [.. unknown.SelectMany(w => forms.Near(w.Text)).Distinct(StringComparer.Ordinal).Take(5)]
        );
    }
}
