using Strata.Testing;

namespace Strata.Crashes;

/// <summary>G1 with many processes at once.</summary>
public sealed class ManyWritersTests
{
    private const int Writers = 4;
    private static readonly int Writes = TestScale.Pick(quick: 50, all: 500);

    [Theory, DatabaseData, Trait("req", "G1")]
    public async Task Writes_on_one_entity_from_four_processes_lose_none(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var workers = Enumerable.Range(0, Writers).Select(i => Worker.Start(store, engine, "one", $"p{i}", Writes)).ToList();
        foreach (var worker in workers)
        {
            (await worker.EndAsync()).ShouldBe(0, string.Join("\n", worker.Said.Where(l => l.StartsWith("error"))));
        }

        var note = (await store.Alice.ListAsync("note")).ShouldHaveSingleItem();
        note.ObservationCount.ShouldBe(Writers * Writes);
        note.Fields["tags"].GetArrayLength().ShouldBe(Writers * Writes);
        (await store.Alice.Verification.VerifyAsync(null, CancellationToken.None)).Ok.ShouldBeTrue();
        workers.ForEach(w => w.Dispose());
    }
}
