using Strata.Testing;

namespace Strata.Properties;

/// <summary>An entity's history: every step there was, whatever it changed, page by page.</summary>
public sealed class EntityHistoryTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "G4")]
    public async Task Changes_of_random_histories_add_up_to_the_state_at_every_step(Engine engine)
    {
        const int seed = 20261122;
        await using var store = await TestStore.CreateAsync(engine);
        await ThingSchema.RegisterAsync(store);
        var writer = new HistoryWriter(store, new Random(seed));
        var histories = await writer.WriteAsync(TestScale.Pick(quick: 8, all: 40), rounds: 12);
        await ThingSchema.RegisterAsync(store, last: "highest_priority", highest: "last_write", union: "last_write");
        await store.Alice.StoreManyAsync([.. histories.Select(h => (ThingSchema.Type, $$"""{"key":"{{h.Key(0)}}","last":"the end"}"""))]);

        foreach (var (id, rootId) in histories.SelectMany(h => h.Ids.Select((id, i) => (id, h.Ids[h.RootAt(i, long.MaxValue)]))))
        {
            var now = await ViewAsync(store, rootId, null); // Null where it is deleted.
            var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
            var pages = await PagesAsync(store.Alice, id, ReadAt.Now, limit: 3);
            pages.Select(e => e.Seq).ShouldBe(pages.Select(e => e.Seq).Distinct().Order());
            foreach (var entry in pages)
            {
                foreach (var change in entry.Changes)
                {
                    fields.GetValueOrDefault(change.Field).ShouldBe(change.Before?.GetRawText(), $"seed {seed}, {id} at {entry.Seq}");
                    _ = change.After is { } after ? fields[change.Field] = after.GetRawText() : fields.Remove(change.Field).ToString();
                }
                var then = await ViewAsync(store, rootId, entry.Seq);
                if (then?.EntityId == rootId)
                {
                    ThingSchema.Json(fields).ShouldBe(ThingSchema.Json(then), $"seed {seed}, {id} at {entry.Seq}, {entry.Kind}");
                }
            }
            if (now is not null)
            {
                ThingSchema.Json(fields).ShouldBe(ThingSchema.Json(now), $"seed {seed}, {id} at the end");
                pages[^1].Seq.ShouldBe(now.Seq);
            }
            (await PagesAsync(store.Alice, id, ReadAt.Now, limit: 1000)).Select(Text).ShouldBe(pages.Select(Text));
        }
    }

    [Theory, DatabaseData, Trait("req", "G10")]
    public async Task History_of_thousands_of_observations_goes_on_to_the_last(Engine engine)
    {
        var count = TestScale.Pick(quick: 4_200, all: 20_500);
        await using var store = await TestStore.CreateAsync(engine);
        var seqs = new List<long>();
        foreach (var batch in Enumerable.Range(0, count).Chunk(1_025))
        {
            var stored = await store.Alice.StoreManyAsync([
                .. batch.Select(i => ("contact", $$"""{"email":"ann@example.com","job_title":"{{i}}"}""")),
            ]);
            seqs.AddRange(stored.Entities.Select(e => Seq(e.ObservationId)));
        }
        var id = (await store.Alice.ListAsync("contact")).ShouldHaveSingleItem().EntityId;

        var first = await store.Alice.Entities.GetHistoryAsync(id, new PageRequest(2), ReadAt.Now, None);
        var late = await PagesAsync(store.Alice, id, ReadAt.Now, limit: 200, after: $"{seqs[^400]}");

        first.Items.Select(e => e.Seq).ShouldBe(seqs.Take(2));
        first.NextCursor.ShouldNotBeNull();
        late.Select(e => e.Seq).ShouldBe(seqs.Skip(count - 399));
        late.ShouldAllBe(e => e.Changes.Count == 1 && e.Changes[0].Field == "job_title");
        late[^1].Changes[0].After?.GetString().ShouldBe($"{count - 1}");
    }

    [Theory, DatabaseData]
    public async Task Schema_change_is_a_step_of_its_own_and_nobody_elses_doing(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await RegisterAsync(store, """{"key":{"type":"string"},"v":{"type":"string"},"w":{"type":"string"}}""");
        var id = (await store.Alice.StoreAsync("thing", """{"key":"a","v":"old"}""")).EntityId;
        await RegisterAsync(store, """{"key":{"type":"string"},"w":{"type":"string"}}""");
        await store.Alice.StoreAsync("thing", """{"key":"a","w":"new"}""");

        var history = (await store.Alice.Entities.GetHistoryAsync(id, new PageRequest(), ReadAt.Now, None)).Items;

        history
            .Select(e => (e.Kind.Name(), string.Join(' ', e.Changes.Select(c => $"{c.Field}:{c.Before}>{c.After}"))))
            .ShouldBe([("observation", "key:>a v:>old"), ("activate_schema", "v:old>"), ("observation", "w:>new")]);
        history[1].Actor.ShouldBe("alice");
        history[1].Id.ShouldStartWith("dec_");
        // A title takes no snapshot anywhere.
        await RegisterAsync(store, """{"key":{"type":"string"},"w":{"type":"string","title":"W"}}""");
        (await store.Alice.Entities.GetHistoryAsync(id, new PageRequest(), ReadAt.Now, None)).Items.Count.ShouldBe(3);
    }

    [Theory, DatabaseData, Trait("req", "G6")]
    public async Task What_was_observed_of_a_merged_entity_shows_after_the_unmerge_too(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var p = (await store.Alice.StoreAsync("contact", """{"email":"p@example.com","name":"A"}""", "2026-01-01T00:00:00Z")).EntityId;
        var q = (await store.Alice.StoreAsync("contact", """{"email":"q@example.com"}""", "2026-01-02T00:00:00Z")).EntityId;
        await store.Alice.MergeAsync(q, p);
        var between = await store.Alice.StoreAsync("contact", """{"email":"q@example.com","name":"B2"}""", "2026-01-03T00:00:00Z");
        await store.Alice.UnmergeAsync(q);
        await store.Alice.StoreAsync("contact", """{"email":"q@example.com","name":"B3"}""", "2026-01-04T00:00:00Z");

        var history = await PagesAsync(store.Alice, p, ReadAt.Now, limit: 2);

        history
            .Select(e => (e.Kind.Name(), Name(e)))
            .ShouldBe([("observation", ">A"), ("merge", ""), ("observation", "A>B2"), ("unmerge", "B2>A")]);
        history[2].Id.ShouldBe(between.ObservationId);
        history.Where(e => e.Kind is HistoryKind.Merge or HistoryKind.Unmerge).ShouldAllBe(e => e.Other == q);
        (await PagesAsync(store.Alice, p, new ReadAt($"{history[2].Seq}"), limit: 10))
            .Select(e => (e.Kind.Name(), Name(e)))
            .ShouldBe(
                [("observation", ">A"), ("observation", ""), ("merge", ""), ("observation", "A>B2")],
                "what stands there is shown from its beginning"
            );
        (await PagesAsync(store.Alice, q, ReadAt.Now, limit: 10))
            .Select(e => (e.Kind.Name(), Name(e)))
            .ShouldBe([("observation", ""), ("merge", ""), ("observation", ">B2"), ("unmerge", ""), ("observation", "B2>B3")]);

        static string Name(HistoryEntry e) =>
            string.Join(' ', e.Changes.Where(c => c.Field == "name").Select(c => $"{c.Before}>{c.After}"));
    }

    [Theory, DatabaseData, Trait("req", "G4")]
    public async Task Before_it_was_known_or_observed_there_is_no_entity_and_no_history(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var stored = await store.Alice.StoreAsync("contact", """{"email":"ann@example.com"}""", "2026-01-02T00:00:00Z");
        ReadAt[] before = [new($"{Seq(stored.ObservationId) - 1}"), new(null, "2026-01-01T00:00:00Z")];

        foreach (var at in before)
        {
            Func<Task>[] asked =
            [
                () => store.Alice.Entities.GetAsync(stored.EntityId, false, at, None),
                () => store.Alice.Entities.ListObservationsAsync(stored.EntityId, false, new PageRequest(), at, None),
                () => store.Alice.Entities.GetHistoryAsync(stored.EntityId, new PageRequest(), at, None),
            ];
            foreach (var ask in asked)
            {
                (await Should.ThrowAsync<StrataException>(ask)).Code.ShouldBe(ErrorCode.EntityNotFound);
            }
        }
        (
            await store.Alice.Entities.GetHistoryAsync(stored.EntityId, new PageRequest(), new ReadAt($"{Seq(stored.ObservationId)}"), None)
        ).Items.Count.ShouldBe(1);
    }

    private static async Task<List<HistoryEntry>> PagesAsync(IStrata strata, string id, ReadAt at, int limit, string? after = null)
    {
        var entries = new List<HistoryEntry>();
        do
        {
            var page = await strata.Entities.GetHistoryAsync(id, new PageRequest(limit, after), at, None);
            entries.AddRange(page.Items);
            after = page.NextCursor;
        } while (after is not null);
        return entries;
    }

    private static async Task<EntityView?> ViewAsync(TestStore store, string id, long? seq)
    {
        try
        {
            return await store.Alice.GetAsync(id, knownAt: seq?.ToString(CultureInfo.InvariantCulture));
        }
        catch (StrataException e) when (e.Code == ErrorCode.EntityNotFound)
        {
            return null;
        }
    }

    private static Task RegisterAsync(TestStore store, string properties) =>
        store.Alice.Schemas.RegisterAsync(
            new RegisterSchemaRequest
            {
                EntityType = "thing",
                Schema = JsonDocument
                    .Parse($$$"""{"type":"object","x-strata":{"identity":[["key"]]},"properties":{{{properties}}}}""")
                    .RootElement,
            },
            None
        );

    private static string Text(HistoryEntry entry) => JsonSerializer.Serialize(entry, StrataJson.Options);

    private static long Seq(string id) => long.Parse(id.AsSpan("obs_".Length), CultureInfo.InvariantCulture);
}
