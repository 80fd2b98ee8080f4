using Strata.Database;
using Strata.Entities;
using Strata.Indexing.Postings;
using Strata.Ledger;

namespace Strata.Search;

/// <summary>
/// Finds and scores entities as of a point. The index holds the present, which is the past of everything untouched since; the rest is
/// examined one by one, newest first.
/// </summary>
internal sealed class PastSearch(EntityReader reader, SearchLimits limits)
{
    private const int Batch = 256;

    /// <param name="index">Of the present.</param>
    public async Task<(List<Thing> Things, string? Missed)> FindAsync(
        UserConnection c,
        PostingIndex index,
        IReadOnlyList<IReadOnlyDictionary<string, SegmentList>> lists,
        SearchFilter filter,
        WidenedQuestion question,
        Matching matching,
        ReadPoint point
    )
    {
        var found = new List<Thing>();
        var isIndexed = point.ObservedBy == long.MaxValue;
        var touched = await TouchedAsync(c, point, isIndexed ? point.Seq : 0);
        var missed =
            touched.Count > limits.WalkedPast
                ? $"Of what has changed since then, only the newest {limits.WalkedPast} entities were looked at; older ones may match too. A list with 'text' goes through all of them, page by page."
                : null;
        foreach (var chunk in touched.Take(limits.WalkedPast).Chunk(Batch))
        {
            await ScoreAsync(c, [.. (await EntityRecords.ByNoAsync(c, chunk)).Values]);
        }
        if (isIndexed)
        {
            var untouched = await UntouchedAsync(c, index, lists, question, filter, point);
            await ScoreAsync(c, untouched.Records);
            missed ??= untouched.Missed;
        }
        return (found, missed);

        async Task ScoreAsync(UserConnection connection, IReadOnlyList<EntityRecord> records) =>
            found.AddRange(await ReadAsync(connection, records, question, filter, matching, point, isBare: false));
    }

    /// <summary>Returns what entities were that something else than their own words found.</summary>
    public async Task<List<Thing>> ReadAsync(
        UserConnection c,
        IReadOnlyList<long> nos,
        WidenedQuestion question,
        SearchFilter filter,
        Matching matching,
        ReadPoint point
    ) => await ReadAsync(c, [.. (await EntityRecords.ByNoAsync(c, nos)).Values], question, filter, matching, point, isBare: true);

    /// <summary>Returns the roots at the point, by entity.</summary>
    public async Task<IReadOnlyDictionary<long, long>> RootsAsync(UserConnection c, IReadOnlyList<long> nos, ReadPoint point)
    {
        var records = await EntityRecords.ByNoAsync(c, nos);
        return (await reader.FindStatesAsync(c, [.. records.Values], point)).ToDictionary(s => s.Key, s => s.Value.Record.EntityNo);
    }

    /// <param name="isBare">Whether also those are wanted that have none of the words.</param>
    private async Task<List<Thing>> ReadAsync(
        UserConnection c,
        IReadOnlyList<EntityRecord> records,
        WidenedQuestion question,
        SearchFilter filter,
        Matching matching,
        ReadPoint point,
        bool isBare
    )
    {
        var things = new List<Thing>();
        var states = await reader.FindStatesAsync(c, records, point);
        var fragments = await UntypedFragments.OfAsync(c, states.Values, point);
        foreach (var record in records)
        {
            if (!states.TryGetValue(record.EntityNo, out var state) || state.Deleted || state.Record.EntityNo != record.EntityNo)
            {
                continue;
            }
            var undeclared = fragments.GetValueOrDefault(record.EntityNo);
            var fields = UntypedTexts.Beside(state.Fields, undeclared);
            var (score, words) = question.Score(DocumentTerms.OfEntity(fields, state.Record.EntityType));
            if (words == 0 && !isBare)
            {
                continue;
            }
            var view = await EntityReader.ViewAsync(c, state) with { Fragments = LatestFragments.Shown(undeclared) };
            if (
                EntityHits.Thing(record.EntityNo, view, state.Schema, fields, score, words, filter, matching, mayLackDay: isBare) is
                { } thing
            )
            {
                things.Add(thing);
            }
        }
        return things;
    }

    /// <summary>Returns entities that existed and were touched since, newest first, one more than the limit.</summary>
    private async Task<IReadOnlyList<long>> TouchedAsync(UserConnection c, ReadPoint point, long touchedAfter)
    {
        var most = limits.WalkedPast + 1;
        return touchedAfter > 0
            ? await IndexPrefilter.NextChangedAsync(c, touchedAfter, descending: true, Beyond(point), most)
            : await c.QueryAsync<long>(
                "select entity_no from entities where user_id = @user and entity_no < @beyond order by entity_no desc limit @most",
                new { beyond = Beyond(point), most = (long)most }
            );
    }

    private static long Beyond(ReadPoint point) => point.Seq == long.MaxValue ? point.Seq : point.Seq + 1;

    private async Task<(IReadOnlyList<EntityRecord> Records, string? Missed)> UntouchedAsync(
        UserConnection c,
        PostingIndex index,
        IReadOnlyList<IReadOnlyDictionary<string, SegmentList>> lists,
        WidenedQuestion question,
        SearchFilter filter,
        ReadPoint point
    )
    {
        for (var most = limits.Entities; ; most *= 4)
        {
            var top = index.Top(SegmentKind.Entities, most, lists, question.Words, question.All, filter.Required, filter.Excluded);
            var nos = await index.ResolveAsync(top);
            var records = (await EntityRecords.ByNoAsync(c, [.. nos.Select(n => n.Row)])).Values.Where(r => r.Seq <= point.Seq).ToList();
            if (top.Matches <= most || records.Count >= limits.Entities || most > limits.WalkedPast)
            {
                return (
                    records,
                    top.Matches > most
                        ? $"Of what has not changed since then, the best {most} by their words were looked at; others may match too."
                        : null
                );
            }
        }
    }
}
