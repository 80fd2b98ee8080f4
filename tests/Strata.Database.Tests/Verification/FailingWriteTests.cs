using Strata.Testing;

namespace Strata.Verification;

/// <summary>
/// Writes that the database refuses half-way, at whichever table: nothing of them stays, and a retry does the whole work.
/// </summary>
public sealed class FailingWriteTests
{
    private const string Rows = "email,name,city\nann@example.com,Ann,Graz\nben@example.com,Ben,Linz\n";

    [Theory, DatabaseData, Trait("req", "D3")]
    public async Task A_failed_batch_leaves_nothing_behind_and_its_retry_does_the_whole_work(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var batch = Enumerable.Range(0, 20).Select(i => ("contact", $$"""{"email":"p{{i}}@example.com","name":"P{{i}}"}""")).ToList();
        var before = await store.Alice.StateHashAsync();

        foreach (var table in (string[])["observations", "entity_keys", "receipts"])
        {
            await WriteFaults.BreakAsync(store, table);
            await Should.ThrowAsync<Exception>(() => store.Alice.StoreManyAsync(batch, key: "import"));
            await WriteFaults.MendAsync(store, table);
            (await store.Alice.StateHashAsync()).ShouldBe(before);
            (await store.Alice.Sources.ListAsync(new PageRequest(), CancellationToken.None)).Items.ShouldBeEmpty();
        }
        var last = (StructuredEntity)new() { EntityType = "contact", Fields = Say.Fields("""{"email":"q@example.com"}""") };
        var dangling = new StructuredRequest
        {
            Entities = [last],
            Relationships = [new("knows", last.EntityType, "ent_nowhere")],
            IdempotencyKey = "import",
        };
        await Should.ThrowAsync<StrataException>(() => store.Alice.Structured.StoreAsync(dangling, CancellationToken.None));
        (await store.Alice.StateHashAsync()).ShouldBe(before);

        var retried = await store.Alice.StoreManyAsync(batch, key: "import");
        retried.Entities.Count.ShouldBe(20);
        retried.Entities.ShouldAllBe(e => e.Created);
        (await store.Alice.ListAsync("contact")).Count.ShouldBe(20);
        var replayed = await store.Alice.StoreManyAsync(batch, key: "import");
        JsonSerializer.Serialize(replayed, StrataJson.Options).ShouldBe(JsonSerializer.Serialize(retried, StrataJson.Options));
        (await store.Alice.VerifyAsync()).Observations.ShouldBe(20);
    }

    [Theory, DatabaseData, Trait("req", "D4")]
    public async Task An_ingest_that_fails_between_source_and_observations_is_done_by_its_retry(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var request = new IngestRequest { EntityType = "contact", IdempotencyKey = "file-1" };
        foreach (var (table, operation) in ((string, string)[])[("receipts", "insert"), ("observations", "insert"), ("receipts", "update")])
        {
            await WriteFaults.BreakAsync(store, table, operation);
            await Should.ThrowAsync<Exception>(() => store.Alice.IngestAsync("c.csv", Rows, request));
            await WriteFaults.MendAsync(store, table);
        }
        (await store.Alice.Sources.ListAsync(new PageRequest(), CancellationToken.None)).Items.Count.ShouldBe(1);

        var retried = await store.Alice.IngestAsync("c.csv", Rows, request);
        retried.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Completed);
        retried.Run.ObservationCount.ShouldBe(2);
        (await store.Alice.ListAsync("contact")).Count.ShouldBe(2);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }
}
