using Strata.Database;
using Strata.Entities;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Search;

/// <summary>
/// Finds and scores entities as of a point. The index holds the present, which is the past of everything untouched since; the rest is
/// examined one by one, newest first.
/// </summary>
internal sealed class PastSearch(EntityReader reader, SearchLimits limits)
{
    private const int Batch = 256;

    public async Task<Found> FindAsync(UserConnection c, SearchTerms terms, string? type, ReadPoint point)
    {
        var found = new List<Scored>();
        var untouched = point.ObservedBy == long.MaxValue;
        var touched = await TouchedAsync(c, point, untouched ? point.Seq : 0);
        var missed =
            touched.Count > limits.WalkedPast
                ? $"Of what has changed since then, only the newest {limits.WalkedPast} entities were looked at; older ones may match too. A list with 'text' goes through all of them, page by page."
                : null;
        foreach (var chunk in touched.Take(limits.WalkedPast).Chunk(Batch))
        {
            var records = (await EntityRecords.ByNoAsync(c, chunk)).Values.OrderByDescending(r => r.EntityNo);
            await ScoreAsync(c, terms, type, point, [.. records], found);
            if (found.Count >= EntitySearch.Ranked)
            {
                missed = EntitySearch.Outranked;
                break;
            }
        }
        if (untouched && !await FromIndexAsync(c, terms, type, point, found))
        {
            missed ??= found.Count >= EntitySearch.Ranked ? EntitySearch.Outranked : EntitySearch.Passed(limits);
        }
        missed ??= found.Count > EntitySearch.Ranked ? EntitySearch.Outranked : null;
        return new Found([.. found.OrderByDescending(s => s.No).Take(EntitySearch.Ranked)], missed);
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

    /// <returns>Whether all candidates were examined.</returns>
    private async Task<bool> FromIndexAsync(UserConnection c, SearchTerms terms, string? type, ReadPoint point, List<Scored> found)
    {
        var before = Beyond(point);
        var enough = found.Count + EntitySearch.Ranked;
        for (var examined = 0; examined < limits.Examined && found.Count < enough; examined += Batch)
        {
            var nos = await Candidates.AskEntities(c, terms, names: false, before, Batch).RowsAsync();
            var records = (await EntityRecords.ByNoAsync(c, nos)).Values.Where(r => r.Seq <= point.Seq).OrderByDescending(r => r.EntityNo);
            await ScoreAsync(c, terms, type, point, [.. records], found);
            if (nos.Count < Batch)
            {
                return true;
            }
            before = nos[^1];
        }
        return false;
    }

    private async Task ScoreAsync(
        UserConnection c,
        SearchTerms terms,
        string? type,
        ReadPoint point,
        IReadOnlyList<EntityRecord> records,
        List<Scored> found
    )
    {
        var states = await reader.FindStatesAsync(c, records, point);
        var fragments = await UntypedFragments.OfAsync(c, type is null || SchemaSet.IsUntyped(type) ? states.Values : [], point);
        foreach (var record in records)
        {
            if (
                !states.TryGetValue(record.EntityNo, out var state)
                || state.Deleted
                || state.Record.EntityNo != record.EntityNo
                || (type is not null && !string.Equals(type, state.Record.EntityType, StringComparison.Ordinal))
            )
            {
                continue;
            }
            var undeclared = fragments.GetValueOrDefault(record.EntityNo);
            var texts = FieldTexts.Of(UntypedTexts.Beside(state.Fields, undeclared), state.Schema.TitleFields);
            if (Ranking.Score(terms, texts) is { } score)
            {
                var view = await EntityReader.ViewAsync(c, state) with { Fragments = LatestFragments.Shown(undeclared) };
                var hit = EntitySearch.Hit(terms, score, view, texts);
                found.Add(new Scored(score, IsBlock: false, record.EntityNo, 0, _ => hit));
            }
        }
    }
}
