using Strata.Scenarios;
using Strata.Testing;

namespace Strata.Defects;

/// <summary>One key, one request, however it is spelled.</summary>
public sealed class IdempotencyTests
{
    [Theory, DatabaseData, Trait("req", "D19")]
    public async Task D19_a_request_with_its_json_keys_in_another_order_is_the_same_request(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await StoreAsync(
            store,
            """
            {"idempotency_key":"k","observed_at":"2026-01-01T00:00:00Z",
             "entities":[{"entity_type":"invoice","fields":{"invoice_number":"1","total":5,"items":[{"description":"x","amount":5}]}}]}
            """
        );
        var second = await StoreAsync(
            store,
            """
            {"entities":[{"fields":{"items":[{"amount":5,"description":"x"}],"total":5,"invoice_number":"1"},"entity_type":"invoice"}],
             "observed_at":"2026-01-01T00:00:00Z","idempotency_key":"k"}
            """
        );

        Json(second).ShouldBe(Json(first));
        var id = first.Entities[0].EntityId;
        (await store.Alice.ObservationsAsync(id)).ShouldHaveSingleItem();

        (await ScenarioTests.CodeAsync(() => store.Alice.StoreAsync("invoice", """{"invoice_number":"1","total":6}""", key: "k"))).ShouldBe(
            ErrorCode.IdempotencyMismatch
        );
        (await ScenarioTests.CodeAsync(() => store.Alice.CorrectAsync(id, """{"total":6}""", key: "k"))).ShouldBe(
            ErrorCode.IdempotencyMismatch
        );
        (await store.Alice.ObservationsAsync(id)).ShouldHaveSingleItem();
        (await store.Alice.GetAsync(id)).Json("total").ShouldBe("5");
    }

    [Theory, DatabaseData, Trait("req", "D19")]
    public async Task D19_the_order_of_keys_does_not_matter_to_corrections_and_schemas_either(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var id = (await store.Alice.StoreAsync("contact", """{"email":"ann@example.com"}""")).EntityId;
        var first = await store.Alice.CorrectAsync(id, """{"name":"Ann","job_title":"CTO"}""", key: "c");
        var second = await store.Alice.CorrectAsync(id, """{"job_title":"CTO","name":"Ann"}""", key: "c");
        second.Id.ShouldBe(first.Id);
        (await store.Alice.ObservationsAsync(id)).Count.ShouldBe(2);

        var registered = await store.Alice.RegisterAsync(
            "part",
            """{"type":"object","properties":{"serial":{"type":"string"},"price":{"type":"number"}}}""",
            key: "s"
        );
        var again = await store.Alice.RegisterAsync(
            "part",
            """{"properties":{"price":{"type":"number"},"serial":{"type":"string"}},"type":"object"}""",
            key: "s"
        );
        again.Version.ShouldBe(registered.Version);
        again.LatestVersion.ShouldBe(1);
        (
            await ScenarioTests.CodeAsync(() =>
                store.Alice.RegisterAsync("part", """{"type":"object","properties":{"serial":{"type":"string"}}}""", key: "s")
            )
        ).ShouldBe(ErrorCode.IdempotencyMismatch);
    }

    [Theory, DatabaseData, Trait("req", "D19")]
    public async Task D19_a_file_taken_in_at_the_command_line_is_the_same_request_through_another_door(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        Task<IngestResult> TakeInAsync(string? origin) =>
            store.Alice.Sources.IngestAsync(
                new IngestRequest
                {
                    FileName = "a.txt",
                    Origin = origin,
                    Interpret = false,
                    IdempotencyKey = "k",
                },
                new MemoryStream("text"u8.ToArray()),
                null,
                CancellationToken.None
            );

        var first = await TakeInAsync("file");
        (await TakeInAsync(null)).SourceId.ShouldBe(first.SourceId);
        (await TakeInAsync("stdin")).SourceId.ShouldBe(first.SourceId);
        (await ScenarioTests.CodeAsync(() => TakeInAsync("a scanner"))).ShouldBe(ErrorCode.IdempotencyMismatch);
    }

    private static Task<StructuredResult> StoreAsync(TestStore store, string json) =>
        store.Alice.Structured.StoreAsync(
            JsonSerializer.Deserialize<StructuredRequest>(json, StrataJson.Options).ShouldNotBeNull(),
            CancellationToken.None
        );

    private static string Json(StructuredResult result) => JsonSerializer.Serialize(result, StrataJson.Options);
}
