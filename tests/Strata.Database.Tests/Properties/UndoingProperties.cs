using Strata.Database;
using Strata.Testing;

namespace Strata.Properties;

/// <summary>Whatever was decided, undoing it in reverse order leads back to the same state.</summary>
public sealed class UndoingProperties
{
    private const int Mails = 4;

    [Theory, DatabaseData]
    public async Task Undoing_every_decision_in_reverse_order_restores_the_state_and_what_a_next_write_leads_to(Engine engine)
    {
        const int first = 20260303;
        await using var store = await TestStore.CreateAsync(engine);
        await Things.RegisterAsync(store, identity: """[["key"],["mail"]]""");
        var cases = engine == Engine.Sqlite ? 60 : 12;
        for (var seed = first; seed < first + cases; seed++)
        {
            var random = new Random(seed);
            var ids = new List<string>();
            var observations = new List<string>();
            foreach (var entity in Enumerable.Range(0, 4))
            {
                var fields = Things.Fields(random, nulls: true);
                fields["key"] = $"\"{seed}-{entity}\"";
                AddMail(fields, random, seed);
                var stored = await store.Alice.StoreAsync(Things.Type, Things.Json(fields));
                ids.Add(stored.EntityId);
                observations.Add(stored.ObservationId);
            }
            var leading = await LeadingAsync(store, seed);
            var before = await StateAsync(store, ids);

            var done = new List<string>();
            for (var i = 0; i < 15; i++)
            {
                // A relationship that stands already is answered with, and is no second decision.
                if (await TryAsync(() => DecideAsync(store, random, seed, ids, observations, done)) is { } id && !done.Contains(id))
                {
                    done.Add(id);
                    if (id.StartsWith("obs_", StringComparison.Ordinal))
                    {
                        observations.Add(id);
                    }
                }
            }
            done.Count.ShouldBeGreaterThan(2, $"seed {seed}");
            foreach (var id in done.AsEnumerable().Reverse())
            {
                await store.Alice.RetractAsync(id);
            }

            (await StateAsync(store, ids)).ShouldBe(before, $"seed {seed}, undone: {string.Join(", ", done)}");
            (await LeadingAsync(store, seed)).ShouldBe(leading, $"seed {seed}, undone: {string.Join(", ", done)}");
        }
        (await store.Alice.RebuildAsync(null, CancellationToken.None)).Changed.ShouldBe(0);
    }

    /// <summary>One decision or observation at random; what the state does not allow throws.</summary>
    private static async Task<string> DecideAsync(TestStore store, Random random, int seed, List<string> ids, List<string> observations, List<string> done)
    {
        var entity = random.Next(ids.Count);
        var (id, other) = (ids[entity], ids[random.Next(ids.Count)]);
        var fields = Things.Fields(random, nulls: true);
        AddMail(fields, random, seed);
        switch (random.Next(9))
        {
            case 0:
                fields["key"] = $"\"{seed}-{entity}\"";
                return (await store.Alice.StoreAsync(Things.Type, Things.Json(fields))).ObservationId;
            case 1:
                return (await store.Alice.CorrectAsync(id, Things.Json(fields))).Id;
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
                var related = await store.Alice.RelateAsync(new RelateRequest { From = id, To = other, Type = "knows" }, CancellationToken.None);
                return related.RelationshipId;
        }
    }

    private static void AddMail(Dictionary<string, string> fields, Random random, int seed)
    {
        if (random.Next(2) == 0)
        {
            fields["mail"] = $"\"{seed}-{random.Next(Mails)}\"";
        }
    }

    /// <summary>Which entity a write with each of the addresses leads to; the writes are taken back.</summary>
    private static async Task<string> LeadingAsync(TestStore store, int seed)
    {
        var led = new List<string>();
        for (var mail = 0; mail < Mails; mail++)
        {
            var stored = await store.Alice.StoreAsync(Things.Type, $$"""{"mail":"{{seed}}-{{mail}}"}""");
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

    /// <summary>The store's hash, and what the case's entities show: whether they are seen, what they are merged into and related to.</summary>
    private static async Task<string> StateAsync(TestStore store, List<string> ids)
    {
        var lines = new List<string> { await store.Alice.StateHashAsync() };
        foreach (var id in ids)
        {
            lines.Add(await TryAsync(async () =>
            {
                var view = await store.Alice.GetAsync(id);
                var near = await store.Alice.GetNeighborhoodAsync(id, 1, 100, ReadAt.Now, CancellationToken.None);
                return $"{id} is {view.EntityId} {view.State} {Things.Json(view)} {near.Relationships.Count}";
            }) ?? $"{id} is not seen");
        }
        return string.Join('\n', lines);
    }
}
