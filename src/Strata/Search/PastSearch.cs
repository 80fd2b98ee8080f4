using Strata.Database;
using Strata.Entities;
using Strata.Ledger;

namespace Strata.Search;

/// <summary>
/// Finds and scores entities as they were. The index holds the present, which is also the past of everything that has not been touched
/// since; the rest is looked at one by one, the newest first.
/// </summary>
internal sealed class PastSearch(EntityReader reader)
{
    private const int Batch = 256;

    /// <summary>So many entities are looked at one by one; what is older is not found.</summary>
    private const int MaxWalked = 20_000;

    /// <summary>So many that the index gives are looked at.</summary>
    private const int MaxExamined = 8_192;

    public async Task<IReadOnlyList<Scored>> FindAsync(UserConnection c, SearchTerms terms, string? type, ReadPoint point)
    {
        var found = new List<Scored>();
        var untouched = point.ObservedBy == long.MaxValue;
        await foreach (var records in WalkAsync(c, point, untouched ? point.Seq : 0))
        {
            await ScoreAsync(c, terms, type, point, records, found);
            if (found.Count >= EntitySearch.Ranked)
            {
                break;
            }
        }
        if (untouched)
        {
            await FromIndexAsync(c, terms, type, point, found);
        }
        return [.. found.OrderByDescending(s => s.No).Take(EntitySearch.Ranked)];
    }

    /// <summary>Entities that were there and have been touched since, the newest first.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<EntityRecord>> WalkAsync(UserConnection c, ReadPoint point, long touchedAfter)
    {
        var nos =
            touchedAfter > 0
                ? await IndexAnswers.NextChangedAsync(c, touchedAfter, descending: true, Beyond(point), MaxWalked)
                : await c.QueryAsync<long>(
                    "select entity_no from entities where user_id = @user and entity_no < @beyond order by entity_no desc limit @most",
                    new { beyond = Beyond(point), most = (long)MaxWalked }
                );
        foreach (var chunk in nos.Chunk(Batch))
        {
            yield return [.. (await EntityListing.ByNoAsync(c, chunk)).Values.OrderByDescending(r => r.EntityNo)];
        }
    }

    private static long Beyond(ReadPoint point) => point.Seq == long.MaxValue ? point.Seq : point.Seq + 1;

    private async Task FromIndexAsync(UserConnection c, SearchTerms terms, string? type, ReadPoint point, List<Scored> found)
    {
        var before = Beyond(point);
        var enough = found.Count + EntitySearch.Ranked;
        for (var examined = 0; examined < MaxExamined && found.Count < enough; examined += Batch)
        {
            var nos = await Candidates.EntitiesAsync(c, terms, names: false, before, Batch);
            var records = (await EntityListing.ByNoAsync(c, nos)).Values.Where(r => r.Seq <= point.Seq).OrderByDescending(r => r.EntityNo);
            await ScoreAsync(c, terms, type, point, [.. records], found);
            if (nos.Count < Batch)
            {
                return;
            }
            before = nos[^1];
        }
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
            var texts = FieldTexts.Of(state.Fields, state.Schema.TitleFields);
            if (Ranking.Score(terms, texts) is { } score)
            {
                var hit = EntitySearch.Hit(terms, score, await EntityReader.ViewAsync(c, state), texts);
                found.Add(new Scored(score, IsBlock: false, record.EntityNo, 0, _ => hit));
            }
        }
    }
}
