using Strata.Testing;

namespace Strata.Properties;

/// <summary>Whatever was decided, undoing it in reverse order leads back to the same state.</summary>
public sealed class UndoingProperties
{
    private const int Mails = 4;

    [Theory, DatabaseData, Trait("req", "G6")]
    public async Task Undoing_every_decision_in_reverse_order_restores_the_state_and_what_a_next_write_leads_to(Engine engine)
    {
        const int first = 20260303;
        await using var store = await TestStore.CreateAsync(engine);
        await ThingSchema.RegisterAsync(store, identity: """[["key"],["mail"]]""");
        var cases = TestScale.Pick(quick: 6, all: 60);
        for (var seed = first; seed < first + cases; seed++)
        {
            var random = new Random(seed);
            var ids = new List<string>();
            var observations = new List<string>();
            foreach (var entity in Enumerable.Range(0, 4))
            {
                var fields = ThingSchema.Fields(random, nulls: true);
                fields["key"] = $"\"{seed}-{entity}\"";
                AddMail(fields, random, seed);
                var stored = await store.Alice.StoreAsync(ThingSchema.Type, ThingSchema.Json(fields));
                ids.Add(stored.EntityId);
                observations.Add(stored.ObservationId);
            }
            var leading = await LeadingAsync(store, seed);
            var before = await StateAsync(store, ids);
            var hash = await store.Alice.StateHashAsync();
            var created = new List<string>();

            var done = new List<string>();
            var joined = await JoinsAsync(store);
            for (var i = 0; i < 15; i++)
            {
                // A relationship that stands already is answered with, and is no second decision.
                if (
                    await TryAsync(() => DecideAsync(store, random, seed, ids, observations, done, created)) is { } id
                    && !done.Contains(id)
                )
                {
                    done.Add(id);
                    if (id.StartsWith("obs_", StringComparison.Ordinal))
                    {
                        observations.Add(id);
                    }
                    // One record may have joined two entities: that is a decision too.
                    done.AddRange((await JoinsAsync(store)).Except(joined).Except(done).Reverse());
                }
            }
            done.Count.ShouldBeGreaterThan(2, $"seed {seed}");
            foreach (var id in done.AsEnumerable().Reverse())
            {
                await store.Alice.RetractAsync(id);
            }

            (await StateAsync(store, ids)).ShouldBe(before, $"seed {seed}, undone: {string.Join(", ", done)}");
            // What came to be meanwhile, where its key was free, stays as an entity of which nothing stands.
            (await store.Alice.StateHashAsync() == hash || created.Count > 0).ShouldBeTrue($"seed {seed}");
            (await LeadingAsync(store, seed)).ShouldBe(leading, $"seed {seed}, undone: {string.Join(", ", done)}");
        }
        (await store.Alice.Verification.RebuildAsync(null, CancellationToken.None)).Changed.ShouldBe(0);
    }

    /// <summary>One decision or observation at random; what the state does not allow throws.</summary>
    private static async Task<string> DecideAsync(
        TestStore store,
        Random random,
        int seed,
        List<string> ids,
        List<string> observations,
        List<string> done,
        List<string> created
    )
    {
        var entity = random.Next(ids.Count);
        var (id, other) = (ids[entity], ids[random.Next(ids.Count)]);
        var fields = ThingSchema.Fields(random, nulls: true);
        AddMail(fields, random, seed);
        switch (random.Next(9))
        {
            case 0:
                fields["key"] = $"\"{seed}-{entity}\"";
                var stored = await store.Alice.StoreAsync(ThingSchema.Type, ThingSchema.Json(fields));
                created.AddRange(stored.Created ? [stored.EntityId] : Array.Empty<string>());
                return stored.ObservationId;
            case 1:
                return (await store.Alice.CorrectAsync(id, ThingSchema.Json(fields))).Id;
            case 2:
                return (await store.Alice.RetractAsync(observations[random.Next(observations.Count)])).Id;
            case 3 or 4:
                return (await store.Alice.MergeAsync(id, other)).Id;
            case 5:
                return (await store.Alice.UnmergeAsync(id)).Id;
            case 6:
                return (await (random.Next(2) == 0 ? store.Alice.DeleteAsync(id) : store.Alice.RestoreAsync(id))).Id;
            case 7 when done.FindAll(d => d.StartsWith("dec_", StringComparison.Ordinal)) is { Count: > 0 } decisions:
                return (await store.Alice.RetractAsync(decisions[random.Next(decisions.Count)])).Id;
            default:
                var related = await store.Alice.Decisions.RelateAsync(
                    new RelateRequest
                    {
                        From = id,
                        To = other,
                        Type = "knows",
                    },
                    CancellationToken.None
                );
                return related.RelationshipId;
        }
    }

    /// <summary>Newest first.</summary>
    private static async Task<IReadOnlyList<string>> JoinsAsync(TestStore store)
    {
        var query = new AuditQuery
        {
            Actor = "strata",
            Action = "merge",
            Limit = 1000,
        };
        return [.. (await store.Alice.Audit.ListAsync(query, CancellationToken.None)).Items.Select(j => j.Id)];
    }

    private static void AddMail(Dictionary<string, string> fields, Random random, int seed)
    {
        if (random.Next(2) == 0)
        {
            fields["mail"] = $"\"{seed}-{random.Next(Mails)}\"";
        }
    }

    /// <summary>Which entity a write with each of the keys and addresses leads to; the writes are taken back.</summary>
    private static async Task<string> LeadingAsync(TestStore store, int seed)
    {
        var led = new List<string>();
        foreach (var (field, i) in new[] { "key", "mail" }.SelectMany(f => Enumerable.Range(0, Mails).Select(i => (f, i))))
        {
            var stored = await store.Alice.StoreAsync(ThingSchema.Type, $$"""{"{{field}}":"{{seed}}-{{i}}"}""");
            led.Add(stored.EntityId);
            await store.Alice.RetractAsync(stored.ObservationId);
        }
        return string.Join(' ', led);
    }

    private static async Task<string?> TryAsync(Func<Task<string>> decide)
    {
        try
        {
            return await decide();
        }
        catch (StrataException)
        {
            return null;
        }
    }

    /// <summary>
    /// What is listed, and what the case's entities show: whether they are seen, what they are merged into and related to.
    /// </summary>
    private static async Task<string> StateAsync(TestStore store, List<string> ids)
    {
        var lines = (await store.Alice.ListAsync(ThingSchema.Type))
            .Select(e => $"{e.EntityId} {ThingSchema.Json(e)}")
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var id in ids)
        {
            lines.Add(
                await TryAsync(async () =>
                {
                    var view = await store.Alice.GetAsync(id);
                    var near = await store.Alice.Entities.GetNeighborhoodAsync(id, 1, 100, ReadAt.Now, CancellationToken.None);
                    return $"{id} is {view.EntityId} {view.State} {ThingSchema.Json(view)} {near.Relationships.Count}";
                }) ?? $"{id} is not seen"
            );
        }
        return string.Join('\n', lines);
    }
}
