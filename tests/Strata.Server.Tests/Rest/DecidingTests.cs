using Strata.Testing;

namespace Strata.Server.Tests;

public sealed class DecidingTests
{
    [Theory, DoorData, Trait("req", "N-125")]
    public async Task Correction_wins_until_it_is_retracted(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var id = await server.InvoiceAsync("A", 10);
        var corrected = await server
            .Alice.TellAsync($"/api/v1/entities/{id}/correct", """{"fields":{"total":99},"reason":"typo"}""")
            .JsonAsync();
        corrected.GetProperty("entity").GetProperty("fields").GetProperty("total").GetInt32().ShouldBe(99);
        await server.InvoiceAsync("A", 12);
        (await TotalAsync(server, id)).ShouldBe(99);
        await server.Alice.TellAsync("/api/v1/retract/" + corrected.Text("id"), "").JsonAsync();
        (await TotalAsync(server, id)).ShouldBe(12);
        (await server.Alice.TellAsync("/api/v1/retract/obs_999999", "{}")).IsSuccessStatusCode.ShouldBeFalse();
        (
            await server.Alice.TellAsync($"/api/v1/entities/{id}/correct", """{"fields":{"total":"much"}}""")
        ).IsSuccessStatusCode.ShouldBeFalse();
    }

    [Theory, DoorData, Trait("req", "N-126")]
    public async Task Merge_is_undone_exactly(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var from = await server.InvoiceAsync("A", 10);
        var to = await server.InvoiceAsync("B", 20);
        var before = await HashesAsync();
        await server.Alice.TellAsync($"/api/v1/entities/{from}/merge", $$"""{"to":"{{to}}","reason":"same"}""").JsonAsync();
        (await server.Alice.AskAsync($"/api/v1/entities/{to}/observations").JsonAsync()).Items().Count().ShouldBe(2);
        (await server.Alice.AskAsync("/api/v1/entities?type=invoice").JsonAsync()).Items().Count().ShouldBe(1);
        await server.Alice.TellAsync($"/api/v1/entities/{from}/merge", $$"""{"to":"{{to}}"}""").RefusedAsync(409, "ENTITY_ALREADY_MERGED");
        await server.Alice.TellAsync($"/api/v1/entities/{to}/merge", $$"""{"to":"{{to}}"}""").RefusedAsync(409, "CONFLICT");
        await server.Alice.TellAsync($"/api/v1/entities/{from}/unmerge", "").JsonAsync();
        (await HashesAsync()).ShouldBe(before);

        async Task<string[]> HashesAsync() =>
            [
                (await server.Alice.AskAsync("/api/v1/entities/" + from).JsonAsync()).Text("hash"),
                (await server.Alice.AskAsync("/api/v1/entities/" + to).JsonAsync()).Text("hash"),
            ];
    }

    [Theory, DoorData]
    public async Task Deleted_entity_is_hidden_until_restored(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var id = await server.InvoiceAsync("A", 10);
        for (var round = 0; round < 2; round++)
        {
            await server.Alice.TellAsync($"/api/v1/entities/{id}/delete", """{"reason":"test"}""").JsonAsync();
            (await server.Alice.AskAsync("/api/v1/entities?type=invoice").JsonAsync()).Items().ShouldBeEmpty();
            (await server.Alice.AskAsync("/api/v1/entities?type=invoice&include_deleted=true").JsonAsync()).Items().ShouldHaveSingleItem();
            await server.Alice.TellAsync($"/api/v1/entities/{id}/restore", "").JsonAsync();
            (await server.Alice.AskAsync("/api/v1/entities?type=invoice").JsonAsync()).Items().ShouldHaveSingleItem();
        }
    }

    [Theory, DoorData]
    public async Task Same_key_gives_the_first_answer_again_through_any_door(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var byRest = await server
            .Alice.TellAsync(
                "/api/v1/entities",
                """{"idempotency_key":"k1","entities":[{"entity_type":"note","fields":{"title":"One","body":"x"}}]}"""
            )
            .JsonAsync();
        await using var mcp = await server.McpAsync();
        // The same request with its properties in another order, through the other door.
        var byMcp = await mcp.CallAsync(
            "ingest_structured",
            """{"entities":[{"fields":{"body":"x","title":"One"},"entity_type":"note"}],"idempotency_key":"k1"}"""
        );
        JsonElement.DeepEquals(byMcp, byRest).ShouldBeTrue(byMcp.GetRawText());
        var refused = await mcp.RefusedAsync(
            "ingest_structured",
            """{"entities":[{"fields":{"title":"Two"},"entity_type":"note"}],"idempotency_key":"k1"}"""
        );
        refused.ShouldBe("IDEMPOTENCY_MISMATCH");
        (await server.Alice.AskAsync("/api/v1/entities?type=note").JsonAsync()).Items().ShouldHaveSingleItem();

        var uploaded = await server.Alice.UploadAsync("?file_name=a.txt", "Some text.", key: "k2").JsonAsync(201);
        var again = await mcp.CallAsync("ingest", """{"text":"Some text.","file_name":"a.txt","idempotency_key":"k2"}""");
        JsonElement.DeepEquals(uploaded, again).ShouldBeTrue(again.GetRawText());

        var id = byRest.GetProperty("entities")[0].Text("entity_id");
        var corrected = await mcp.CallAsync("correct", $$"""{"entity_id":"{{id}}","fields":{"title":"Uno"},"idempotency_key":"k3"}""");
        var replayed = await server
            .Alice.TellAsync($"/api/v1/entities/{id}/correct", """{"fields":{"title":"Uno"},"idempotency_key":"k3"}""")
            .JsonAsync();
        replayed.Text("id").ShouldBe(corrected.Text("id"));
        await server
            .Bob.TellAsync(
                "/api/v1/entities",
                """{"idempotency_key":"k1","entities":[{"entity_type":"note","fields":{"title":"Bob's"}}]}"""
            )
            .JsonAsync();
    }

    [Theory, DoorData]
    public async Task One_user_can_neither_see_nor_change_nor_guess_what_is_anothers(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var taken = await server.Alice.UploadAsync("?file_name=a.csv", StoreServer.Invoices).JsonAsync(201);
        var hers = taken.GetProperty("run").GetProperty("entities")[0].Text("entity_id");
        var his = await server.InvoiceAsync("B", 1, server.Bob);
        foreach (var path in new[] { "", "/observations", "/history", "/neighborhood", "/provenance/total" })
        {
            await server.Bob.AskAsync($"/api/v1/entities/{hers}{path}").RefusedAsync(404, "ENTITY_NOT_FOUND");
        }
        foreach (var id in new[] { hers, "ent_000000000000000000000000" })
        {
            await server
                .Bob.TellAsync($"/api/v1/entities/{id}/correct", """{"fields":{"total":1}}""")
                .RefusedAsync(403, "ENTITY_ACCESS_DENIED");
            await server.Bob.TellAsync($"/api/v1/entities/{id}/merge", $$"""{"to":"{{his}}"}""").RefusedAsync(403, "ENTITY_ACCESS_DENIED");
            await server.Bob.TellAsync($"/api/v1/entities/{his}/merge", $$"""{"to":"{{id}}"}""").RefusedAsync(403, "ENTITY_ACCESS_DENIED");
            await server.Bob.TellAsync($"/api/v1/entities/{id}/unmerge", "").RefusedAsync(403, "ENTITY_ACCESS_DENIED");
            await server.Bob.TellAsync($"/api/v1/entities/{id}/delete", "").RefusedAsync(403, "ENTITY_ACCESS_DENIED");
            await server.Bob.TellAsync($"/api/v1/entities/{id}/restore", "").RefusedAsync(403, "ENTITY_ACCESS_DENIED");
            await server
                .Bob.TellAsync("/api/v1/relationships", $$"""{"from":"{{his}}","to":"{{id}}","type":"knows"}""")
                .RefusedAsync(403, "ENTITY_ACCESS_DENIED");
        }
        await server.Bob.AskAsync("/api/v1/sources/" + taken.Text("source_id")).RefusedAsync(404, "SOURCE_NOT_FOUND");
        await server.Bob.AskAsync($"/api/v1/sources/{taken.Text("source_id")}/content").RefusedAsync(404, "SOURCE_NOT_FOUND");
        (await server.Bob.AskAsync("/api/v1/search?text=Acme").JsonAsync()).Items().ShouldBeEmpty();
        (await server.Bob.AskAsync("/api/v1/entities").JsonAsync()).Items().Select(e => e.Text("entity_id")).ShouldBe([his]);
        (await server.Bob.AskAsync("/api/v1/runs?source_id=" + taken.Text("source_id"))).IsSuccessStatusCode.ShouldBeFalse();

        await using var mcp = await server.McpAsync("bob");
        (await mcp.RefusedAsync("get_entity", $$"""{"entity_id":"{{hers}}"}""")).ShouldBe("ENTITY_NOT_FOUND");
        (await mcp.RefusedAsync("delete_entity", $$"""{"entity_id":"{{hers}}"}""")).ShouldBe("ENTITY_ACCESS_DENIED");
        (await mcp.RefusedAsync("get_source_content", $$"""{"source_id":"{{taken.Text("source_id")}}"}""")).ShouldBe("SOURCE_NOT_FOUND");
    }

    private static async Task<int> TotalAsync(StoreServer server, string id) =>
        (await server.Alice.AskAsync("/api/v1/entities/" + id).JsonAsync()).GetProperty("fields").GetProperty("total").GetInt32();
}
