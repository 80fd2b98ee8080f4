using Strata.Testing;

namespace Strata.Crashes;

/// <summary>G1: nothing acknowledged is lost, and nothing half-written stays.</summary>
public sealed class CrashTests
{
    private const int AtOnce = 2;
    private static readonly int Kills = TestScale.Pick("STRATA_TEST_KILLS", quick: 10, all: 200);

    [Theory, DatabaseData, Trait("req", "G1")]
    public async Task What_was_acknowledged_is_there_after_many_kills(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var random = new Random(11);
        var acknowledged = new List<string>();
        for (var i = 0; i < Kills; i += AtOnce)
        {
            var workers = Enumerable.Range(i, AtOnce).Select(w => Worker.Start(store, engine, "mixed", $"w{w}", 100_000)).ToList();
            foreach (var worker in workers)
            {
                await worker.Busy;
                await Task.Delay(random.Next(1, 40));
                worker.Kill();
            }
            foreach (var worker in workers)
            {
                await worker.EndAsync();
                worker.Said.ShouldNotContain(line => line.StartsWith("error"));
                acknowledged.AddRange(worker.Said.Where(line => line != "open"));
                worker.Dispose();
            }
        }

        acknowledged.Count.ShouldBeGreaterThanOrEqualTo(Kills);
        var report = await store.Alice.Verification.VerifyAsync(null, CancellationToken.None);
        report.Ok.ShouldBeTrue(string.Join("; ", report.Faults.Take(5).Select(f => $"{f.Path} {f.Reason}")));
        var names = await NamesAsync(store);
        var corrected = acknowledged.Where(a => a.StartsWith("corrected")).Select(a => a.Split(' ')[1]).ToHashSet();
        foreach (var line in acknowledged.Where(a => a.StartsWith("stored")))
        {
            var parts = line.Split(' ');
            var name = names[parts[2]];
            name.ShouldBeOneOf(parts[1], "corrected " + parts[1]);
            (corrected.Contains(parts[1]) && name == parts[1]).ShouldBeFalse($"the correction of {parts[1]} was lost");
        }
    }

    private static async Task<Dictionary<string, string?>> NamesAsync(TestStore store)
    {
        var names = new Dictionary<string, string?>();
        string? cursor = null;
        do
        {
            var page = await store.Alice.Search.ListAsync(
                new EntityQuery
                {
                    EntityType = "contact",
                    Limit = 1000,
                    Cursor = cursor,
                },
                ReadAt.Now,
                CancellationToken.None
            );
            foreach (var entity in page.Items)
            {
                names[entity.EntityId] = entity.Fields["name"].GetString();
            }
            cursor = page.NextCursor;
        } while (cursor is not null);
        return names;
    }
}
