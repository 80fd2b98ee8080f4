using Strata.Database;
using Strata.Entities;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Search;

/// <summary>Finds and scores entities.</summary>
internal sealed class EntitySearch(EntityReader reader, SearchLimits limits)
{
    /// <summary>Number of newest matches that are ranked, and of matches by name.</summary>
    public const int Ranked = 256;

    /// <summary>Types with at most this many entities are scanned whole.</summary>
    private const int SmallType = 1_000;

    /// <summary>Number of newest entities examined before FTS5 is asked for a prefix that most of them may have.</summary>
    private const int Walked = 512;
    private const int MaxWalked = 8 * Walked;

    private readonly PastSearch _past = new(reader, limits);

    public static string Passed(SearchLimits limits) =>
        $"Only the newest {limits.Examined} candidates were looked at; older entities may match too. Name an entity type, or use rarer words.";

    /// <summary>Reported if enough matches were found before all candidates were examined.</summary>
    public static readonly string Outranked = string.Create(
        CultureInfo.InvariantCulture,
        $"Only the newest {Ranked} matching entities were ranked, and the newest {Ranked} whose name matches; older ones may match too. Name an entity type, use more words, or list entities with 'text', which goes through all of them page by page."
    );

    public async Task<Found> FindAsync(UserConnection c, SearchTerms terms, string? type, ReadPoint point)
    {
        if (type is not null)
        {
            _ = point.Schemas.Get(type);
        }
        if (!point.IsNow)
        {
            return await _past.FindAsync(c, terms, type, point);
        }
        if (type is not null && await OfSmallTypeAsync(c, type) is { } few)
        {
            return new Found(await ScoreAsync(c, terms, type, point.Schemas, few), Missed: null);
        }
        var found = new List<Scored>();
        var seen = new HashSet<long>();
        var ofNames = Candidates.AskEntities(c, terms, names: true, long.MaxValue, Ranked);
        var ofWords = Candidates.AskEntities(c, terms, names: false, long.MaxValue, Ranked);
        // Matches skipped here contain the words too, and are found again.
        await FindAsync(c, terms, type, point.Schemas, names: true, ofNames, seen, found);
        var walked =
            c.Engine == Engine.Sqlite && terms.Clauses.Any(x => x.Prefix)
                ? await WalkNewestAsync(c, terms, type, point.Schemas, seen, found)
                : null;
        var left = walked ?? await FindAsync(c, terms, type, point.Schemas, names: false, ofWords, seen, found);
        return new Found(found, Said(left));
    }

    private string? Said(Left left) =>
        left switch
        {
            Left.Nothing => null,
            Left.Outranked => Outranked,
            _ => Passed(limits),
        };

    /// <summary>What unexamined candidates may contain.</summary>
    private enum Left
    {
        Nothing,

        /// <summary>Matches older than the ranked ones.</summary>
        Outranked,

        /// <summary>Matches that might have ranked.</summary>
        Unseen,
    }

    /// <summary>
    /// FTS5 collects every row of every word with a prefix before it returns the first; this avoids that if the newest entities give enough
    /// matches. PostgreSQL's function does the same itself.
    /// </summary>
    /// <returns>Null if they don't.</returns>
    private static async Task<Left?> WalkNewestAsync(
        UserConnection c,
        SearchTerms terms,
        string? type,
        SchemaSet schemas,
        HashSet<long> seen,
        List<Scored> found
    )
    {
        var (before, all) = (long.MaxValue, new List<Scored>());
        for (var walked = 0; walked < MaxWalked; walked += Walked)
        {
            var rows = await c.QueryAsync<Row>(
                """
                select entity_no, entity_type, fields from entities
                where user_id = @user and entity_no < @before and state = 0 and parent_no is null order by entity_no desc limit @most
                """,
                new { before, most = (long)Walked }
            );
            all.AddRange((await ScoreAsync(c, terms, type, schemas, rows)).Where(s => !seen.Contains(s.No)));
            if (rows.Count < Walked || all.Count >= Ranked)
            {
                found.AddRange(all.Take(Ranked));
                return rows.Count < Walked && all.Count <= Ranked ? Left.Nothing : Left.Outranked;
            }
            if (all.Count * (MaxWalked / (walked + Walked)) < Ranked)
            {
                return null; // too few to meet soon
            }
            before = rows[^1].EntityNo;
        }
        return null;
    }

    /// <param name="first">The first candidates.</param>
    private async Task<Left> FindAsync(
        UserConnection c,
        SearchTerms terms,
        string? type,
        SchemaSet schemas,
        bool names,
        PendingResult<long>? first,
        HashSet<long> seen,
        List<Scored> found
    )
    {
        var missing = Ranked;
        var before = long.MaxValue;
        for (var examined = 0; examined < limits.Examined && missing > 0; examined += Ranked)
        {
            var nos = await (first ?? Candidates.AskEntities(c, terms, names, before, Ranked)).RowsAsync();
            first = null;
            var unseen = nos.Where(no => !seen.Contains(no)).ToList();
            if (unseen.Count > 0)
            {
                var rows = await c.QueryAsync<Row>(
                    """
                    select entity_no, entity_type, fields from entities
                    where user_id = @user and entity_no IN_LIST(@unseen) and state = 0 and parent_no is null
                    order by entity_no desc
                    """,
                    new { unseen }
                );
                foreach (var scored in await ScoreAsync(c, terms, type, schemas, rows))
                {
                    if (missing == 0)
                    {
                        return Left.Outranked;
                    }
                    seen.Add(scored.No);
                    found.Add(scored);
                    missing--;
                }
            }
            if (nos.Count < Ranked)
            {
                return Left.Nothing;
            }
            before = nos[^1];
        }
        return missing == 0 ? Left.Outranked : Left.Unseen;
    }

    private static async Task<IReadOnlyList<Row>?> OfSmallTypeAsync(UserConnection c, string type)
    {
        var numbers = await c.QueryAsync<long>(
            "select entity_no from entities where user_id = @user and entity_type = @type order by entity_no limit @most",
            new { type, most = SmallType + 1L }
        );
        return numbers.Count > SmallType
            ? null
            : await c.QueryAsync<Row>(
                "select entity_no, entity_type, fields from entities where user_id = @user and entity_type = @type and state = 0 and parent_no is null",
                new { type }
            );
    }

    private static async Task<List<Scored>> ScoreAsync(
        UserConnection c,
        SearchTerms terms,
        string? type,
        SchemaSet schemas,
        IReadOnlyList<Row> rows
    )
    {
        var untyped = rows.Where(r => SchemaSet.IsUntyped(r.EntityType) && (type is null || SchemaSet.IsUntyped(type)));
        var fragments = await LatestFragments.OfRootsAsync(c, [.. untyped.Select(r => r.EntityNo)]);
        var scored = new List<Scored>(rows.Count);
        foreach (var row in rows)
        {
            if (type is not null && !string.Equals(type, row.EntityType, StringComparison.Ordinal))
            {
                continue;
            }
            var schema = schemas.Get(row.EntityType);
            var undeclared = fragments.GetValueOrDefault(row.EntityNo);
            var texts = FieldTexts.Of(UntypedTexts.Beside(FieldList.Parse(row.Fields), undeclared), schema.TitleFields);
            if (Ranking.Score(terms, texts) is { } score)
            {
                scored.Add(
                    new Scored(
                        score,
                        IsBlock: false,
                        row.EntityNo,
                        0,
                        records =>
                        {
                            var record = records[row.EntityNo];
                            var view = EntityReader.View(record, FieldList.Parse(record.Fields), schema);
                            return Hit(terms, score, view with { Fragments = LatestFragments.Shown(undeclared) }, texts);
                        },
                        IsRow: true
                    )
                );
            }
        }
        return scored;
    }

    internal static SearchHit Hit(SearchTerms terms, double score, EntityView view, IReadOnlyList<SearchText> texts) =>
        new()
        {
            Kind = HitKind.Entity,
            Score = score,
            Entity = view,
            Snippet = Ranking.Best(terms, texts) is { } text ? Snippet.Of(text.Text, text.Tokens, terms) : null,
        };

    private sealed record Row(long EntityNo, string EntityType, string Fields);
}
