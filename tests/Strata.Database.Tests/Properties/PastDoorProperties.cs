using Strata.Testing;

namespace Strata.Properties;

/// <summary>
/// G4 at every door that reads the past: the last position of the ledger reads as now, to the byte, and whatever is done later it goes on
/// reading so.
/// </summary>
public sealed class PastDoorProperties
{
    private static readonly int Steps = TestScale.Pick(quick: 32, all: 48);
    private static readonly int Between = TestScale.Pick(quick: 16, all: 4);
    private const string Then = "2026-02-03T12:00:00Z";
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Last_position_reads_as_now_at_every_door_and_always_will(Engine engine)
    {
        var asked = TestScale.Pick("STRATA_TEST_DOORS", quick: 1, all: 2);
        for (var seed = 20261122; seed < 20261122 + asked; seed++)
        {
            await using var store = await TestStore.CreateAsync(engine);
            var parts = new PartStore(store, new Random(seed));
            await parts.RegisterAsync("highest_priority");
            var kept = new List<(long Seq, string? ValidAt, Dictionary<string, string> Answers)>();
            for (var step = 1; step <= Steps; step++)
            {
                await parts.StepAsync();
                if (step % Between != 0)
                {
                    continue;
                }
                (await store.Alice.Verification.VerifyAsync(deep: step == Steps, null, None)).Faults.ShouldBeEmpty(
                    $"seed {seed}, step {step}"
                );
                var head = await HeadAsync(store);
                foreach (var validAt in (string?[])[null, Then])
                {
                    var now = await AnswersAsync(store, parts.Ids, new ReadAt(null, validAt));
                    var then = await AnswersAsync(store, parts.Ids, new ReadAt($"{head}", validAt));
                    Same(Unranked(now), Unranked(then), $"seed {seed}, step {step}, valid at {validAt}");
                    kept.Add((head, validAt, then));
                }
            }
            foreach (var (seq, validAt, answers) in kept)
            {
                Same(
                    answers,
                    await AnswersAsync(store, parts.Ids, new ReadAt($"{seq}", validAt)),
                    $"seed {seed}, position {seq} at the end, valid at {validAt}"
                );
            }
        }
    }

    /// <summary>How rare words are now ranks what is found now; of the past they count alike, so that its answers stay. Both find the same.</summary>
    private static Dictionary<string, string> Unranked(Dictionary<string, string> answers) =>
        answers.ToDictionary(
            a => a.Key,
            a => a.Key.StartsWith("search ", StringComparison.Ordinal) ? Found(a.Value) : a.Value,
            StringComparer.Ordinal
        );

    private static string Found(string results) =>
        string.Join(
            ' ',
            JsonElement
                .Parse(results)
                .GetProperty("items")
                .EnumerateArray()
                .Where(i => i.TryGetProperty("entity", out _))
                .Select(i => i.GetProperty("entity").GetProperty("entity_id").GetString())
                .Order(StringComparer.Ordinal)
        );

    /// <summary>Every answer by its question; what is asked of parts that were not heard of yet is left out of the comparison.</summary>
    private static void Same(Dictionary<string, string> before, Dictionary<string, string> after, string where)
    {
        var other = before.Where(b => after[b.Key] != b.Value).Select(b => $"{b.Key}\n  was {b.Value}\n  is  {after[b.Key]}").ToList();
        if (other.Count > 0)
        {
            Assert.Fail($"{where}: {other.Count} answers are others\n{string.Join('\n', other.Take(5))}");
        }
    }

    private static async Task<Dictionary<string, string>> AnswersAsync(TestStore store, IEnumerable<string> ids, ReadAt at)
    {
        var alice = store.Alice;
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            await AskAsync($"get {id}", () => alice.Entities.GetAsync(id, false, at, None));
            await AskAsync($"get {id} with provenance", () => alice.Entities.GetAsync(id, true, at, None));
            await AskAsync($"observations {id}", () => alice.Entities.ListObservationsAsync(id, false, new PageRequest(1000), at, None));
            await AskAsync($"provenance {id} name", () => alice.Entities.GetProvenanceAsync(id, "name", at, None));
            await AskAsync($"provenance {id} tags", () => alice.Entities.GetProvenanceAsync(id, "tags", at, None));
            await AskAsync($"history {id}", () => alice.Entities.GetHistoryAsync(id, new PageRequest(1000), at, None));
            await AskAsync($"neighborhood {id}", () => alice.Entities.GetNeighborhoodAsync(id, 2, 100, at, None));
            await AskAsync($"timeline {id}", () => alice.Entities.ListTimelineAsync(new TimelineQuery { EntityId = id }, at, None));
        }
        foreach (var query in Lists())
        {
            await AskAsync($"list {query}", () => alice.Search.ListAsync(query, at, None));
        }
        foreach (var identifier in (string[])[.. PartStore.Codes, .. PartStore.Names])
        {
            await AskAsync($"find {identifier}", () => alice.FindEntitiesAsync(identifier, null, at, None));
            await AskAsync($"find {identifier} of the type", () => alice.FindEntitiesAsync(identifier, PartStore.Type, at, None));
        }
        await AskAsync("timeline", () => alice.Entities.ListTimelineAsync(new TimelineQuery { From = "2026-01-02" }, at, None));
        await AskAsync(
            "timeline of the type",
            () =>
                alice.Entities.ListTimelineAsync(
                    new TimelineQuery
                    {
                        EntityType = PartStore.Type,
                        To = "2026-01-02",
                        Limit = 3,
                    },
                    at,
                    None
                )
        );
        foreach (var words in (string[])["axle", "dowel pin", "bo*", "\"a\""])
        {
            await AskAsync($"search {words}", () => alice.Search.SearchAsync(new SearchQuery { Text = words }, at, None));
            await AskAsync(
                $"search {words} of the type",
                () => alice.Search.SearchAsync(new SearchQuery { Text = words, EntityType = PartStore.Type }, at, None)
            );
        }
        return answers;

        async Task AskAsync<T>(string question, Func<Task<T>> ask)
        {
            try
            {
                answers[question] = JsonSerializer.Serialize(await ask(), StrataJson.Options);
            }
            catch (StrataException e) when (e.Code == ErrorCode.EntityNotFound)
            {
                answers[question] = e.Message;
            }
        }
    }

    private static IEnumerable<EntityQuery> Lists()
    {
        var all = new EntityQuery { EntityType = PartStore.Type, Limit = 100 };
        yield return all with
        {
            EntityType = null,
        };
        yield return all;
        yield return all with
        {
            IncludeMerged = true,
        };
        yield return all with
        {
            IncludeDeleted = true,
        };
        yield return all with
        {
            IncludeMerged = true,
            IncludeDeleted = true,
        };
        foreach (var sort in (string[])["name", "-price", "updated", "-updated", "-made"])
        {
            yield return all with
            {
                Sort = sort,
            };
            yield return all with
            {
                Sort = sort,
                IncludeMerged = true,
                IncludeDeleted = true,
            };
        }
        yield return all with
        {
            Text = "axle",
        };
        yield return all with
        {
            ChangedSince = "25",
        };
        foreach (
            var filter in (FieldFilter[])
                [
                    new("name", "eq", Json("\"Axle\"")),
                    new("name", "prefix", Json("\"b\"")),
                    new("price", "ge", Json("3")),
                    new("tags", "eq", Json("\"c\"")),
                    new("made", "missing"),
                    new("goes_into", "exists"),
                ]
        )
        {
            yield return all with
            {
                Filters = [filter],
            };
            yield return all with
            {
                Filters = [filter],
                IncludeMerged = true,
                IncludeDeleted = true,
            };
        }
    }

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;

    private static Task<long> HeadAsync(TestStore store) =>
        store.Store.Database.ReadAsync(
            new UserId("alice"),
            connection => connection.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user"),
            None
        );
}
