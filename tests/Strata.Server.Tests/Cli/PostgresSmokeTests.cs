namespace Strata.Server.Tests.Cli;

/// <summary>
/// Each door once through what it is for, on PostgreSQL: other tests of the doors run on SQLite alone unless all is asked for. A file goes
/// in and is read with provenance, corrected, merged, undone, searched, listed and asked about its past; and the other user has nothing of
/// it.
/// </summary>
public sealed class PostgresSmokeTests
{
    [Fact, Trait("req", "G8")]
    public async Task Command_line_takes_in_proves_and_decides_for_one_user_alone()
    {
        await using var store = await CliStore.CreateEmptyAsync(Engine.PostgreSql);
        foreach (var user in (string[])["alice", "bob"])
        {
            (await store.RunAsync("users", "add", user)).ShouldEndWith(0);
        }
        Task<JsonElement> HerAsync(params string[] verb) => store.JsonAsync([.. verb, "--user", "alice"]);
        Task<JsonElement[]> HersAsync(params string[] verb) => store.LinesAsync([.. verb, "--user", "alice"]);
        Task<Ended> HisAsync(params string[] verb) => store.RunAsync([.. verb, "--json", "--user", "bob"]);

        var taken = await HerAsync("ingest", store.Write("a.csv", StoreServer.Invoices), "--type", "invoice");
        taken.Text("run.status").ShouldBe("completed");
        var before = await HerAsync("entities", "get", "INV-1");
        before.Text("provenance.total.quote").ShouldBe("1.234,50");
        var corrected = await HerAsync("correct", "INV-1", "total", "7", "--reason", "typo");
        corrected.Text("entity.fields.total").ShouldBe("7");
        (await HerAsync("entities", "get", "INV-1", "--known-at", before.Text("seq") ?? "")).Text("fields.total").ShouldBe("1234.5");
        await HerAsync("merge", "INV-2", "INV-1");
        (await HersAsync("entities", "list", "--type", "invoice")).Length.ShouldBe(1);
        await HerAsync("unmerge", "INV-2");
        await HerAsync("retract", corrected.Text("id") ?? "");
        (await HersAsync("entities", "list", "--filter", "total>100")).ShouldHaveSingleItem().Text("fields.total").ShouldBe("1234.5");
        (await HersAsync("search", "Acme")).ShouldNotBeEmpty();
        (await HersAsync("entities", "history", "INV-1")).Select(h => h.Text("kind")).ShouldContain("correction");
        (await HerAsync("provenance", "INV-1", "total")).Text("quote_verified").ShouldBe("true");
        (await HerAsync("verify", "--deep")).Text("ok").ShouldBe("true");
        (await HersAsync("doctor")).Single(f => f.Text("name") == "database").Text("detail").ShouldNotBeNull().ShouldContain("PostgreSQL");

        foreach (
            var verb in (string[][])
                [
                    ["entities", "list"],
                    ["sources", "list"],
                    ["search", "Acme"],
                    ["timeline"],
                    ["entities", "find", "INV-1"],
                ]
        )
        {
            (await HisAsync(verb)).ShouldEndWith(0).Out.ShouldBeEmpty(string.Join(' ', verb));
        }
        foreach (
            var verb in (string[][])
                [
                    ["entities", "get", before.Text("entity_id") ?? ""],
                    ["entities", "history", before.Text("entity_id") ?? ""],
                    ["sources", "content", taken.Text("source_id") ?? ""],
                    ["correct", before.Text("entity_id") ?? "", "total", "8"],
                    ["retract", corrected.Text("id") ?? ""],
                ]
        )
        {
            (await HisAsync(verb)).ShouldEndWith(3);
        }
        (await HerAsync("entities", "get", "INV-1")).Text("fields.total").ShouldBe("1234.5");
    }

    [Fact, Trait("req", "G8")]
    public async Task Rest_takes_in_proves_and_decides_for_one_user_alone()
    {
        await using var server = await StoreServer.StartAsync(Engine.PostgreSql);
        const string Api = "/api/v1/";
        Task<JsonElement> AskAsync(string path) => server.Alice.AskAsync(Api + path).JsonAsync();
        Task<JsonElement> TellAsync(string path, string body) => server.Alice.TellAsync(Api + path, body).JsonAsync();

        var taken = await server.Alice.UploadAsync("?file_name=a.csv&entity_type=invoice", StoreServer.Invoices).JsonAsync(201);
        var (one, two) = (await OnlyAsync("INV-1"), await OnlyAsync("INV-2"));
        var before = await AskAsync($"entities/{one}?provenance=true");
        before.GetProperty("provenance").GetProperty("total").Text("quote").ShouldBe("1.234,50");
        var corrected = await TellAsync($"entities/{one}/correct", """{"fields":{"total":7},"reason":"typo"}""");
        Total(corrected.GetProperty("entity")).ShouldBe(7);
        Total(await AskAsync($"entities/{one}?known_at={before.GetProperty("seq")}")).ShouldBe(1234.5m);
        await TellAsync($"entities/{two}/merge", $$"""{"to":"{{one}}"}""");
        (await AskAsync("entities?type=invoice")).Items().ShouldHaveSingleItem();
        await TellAsync($"entities/{two}/unmerge", "{}");
        await TellAsync("retract/" + corrected.Text("id"), "{}");
        Total((await AskAsync("entities?filter=total:gt:100")).Items().ShouldHaveSingleItem()).ShouldBe(1234.5m);
        (await AskAsync("search?text=Acme")).Items().ShouldNotBeEmpty();
        (await AskAsync($"entities/{one}/history")).Items().Select(h => h.Text("kind")).ShouldContain("correction");
        (await AskAsync($"entities/{one}/provenance/total")).GetProperty("quote_verified").GetBoolean().ShouldBeTrue();
        (await TellAsync("verify", "{}")).GetProperty("ok").GetBoolean().ShouldBeTrue();

        foreach (var path in (string[])["entities", "sources", "search?text=Acme", "timeline", "entities/find?identifier=INV-1"])
        {
            (await server.Bob.AskAsync(Api + path).JsonAsync()).Items().ShouldBeEmpty(path);
        }
        await server.Bob.AskAsync($"{Api}entities/{one}").RefusedAsync(404, "ENTITY_NOT_FOUND");
        await server.Bob.AskAsync($"{Api}entities/{one}/history").RefusedAsync(404, "ENTITY_NOT_FOUND");
        await server.Bob.AskAsync($"{Api}sources/{taken.Text("source_id")}/content").RefusedAsync(404, "SOURCE_NOT_FOUND");
        await server.Bob.TellAsync($"{Api}entities/{one}/correct", """{"fields":{"total":8}}""").RefusedAsync(403, "ENTITY_ACCESS_DENIED");
        (await server.Bob.TellAsync($"{Api}retract/{corrected.Text("id")}", "{}")).IsSuccessStatusCode.ShouldBeFalse();
        Total(await AskAsync("entities/" + one)).ShouldBe(1234.5m);

        async Task<string> OnlyAsync(string number) =>
            (await AskAsync("entities/find?identifier=" + number)).Items().ShouldHaveSingleItem().Text("entity_id").ShouldNotBeNull();
    }

    [Fact, Trait("req", "G8")]
    public async Task Mcp_takes_in_proves_and_decides_for_one_user_alone()
    {
        await using var server = await StoreServer.StartAsync(Engine.PostgreSql);
        await using var hers = await server.McpAsync("alice");
        await using var his = await server.McpAsync("bob");

        var file = JsonSerializer.Serialize(
            new
            {
                text = StoreServer.Invoices,
                file_name = "a.csv",
                entity_type = "invoice",
            }
        );
        var taken = await hers.CallAsync("ingest", file);
        var (one, two) = (await OnlyAsync("INV-1"), await OnlyAsync("INV-2"));
        var before = await hers.CallAsync("get_entity", $$"""{"entity_id":"{{one}}","provenance":true}""");
        before.GetProperty("provenance").GetProperty("total").Text("quote").ShouldBe("1.234,50");
        var corrected = await hers.CallAsync("correct", $$"""{"entity_id":"{{one}}","fields":{"total":7},"reason":"typo"}""");
        Total(corrected.GetProperty("entity")).ShouldBe(7);
        Total(await hers.CallAsync("get_entity", $$"""{"entity_id":"{{one}}","known_at":"{{before.GetProperty("seq")}}"}"""))
            .ShouldBe(1234.5m);
        await hers.CallAsync("merge_entities", $$"""{"from_entity_id":"{{two}}","to_entity_id":"{{one}}"}""");
        (await hers.CallAsync("list_entities", """{"entity_type":"invoice"}""")).Items().ShouldHaveSingleItem();
        await hers.CallAsync("unmerge_entities", $$"""{"entity_id":"{{two}}"}""");
        await hers.CallAsync("retract", $$"""{"id":"{{corrected.Text("id")}}"}""");
        Total(
                (await hers.CallAsync("list_entities", """{"filters":[{"field":"total","op":"gt","value":100}]}"""))
                    .Items()
                    .ShouldHaveSingleItem()
            )
            .ShouldBe(1234.5m);
        (await hers.CallAsync("search", """{"text":"Acme"}""")).Items().ShouldNotBeEmpty();
        (await hers.CallAsync("entity_history", $$"""{"entity_id":"{{one}}"}"""))
            .Items()
            .Select(h => h.Text("kind"))
            .ShouldContain("correction");
        (await hers.CallAsync("get_field_provenance", $$"""{"entity_id":"{{one}}","field":"total"}"""))
            .GetProperty("quote_verified")
            .GetBoolean()
            .ShouldBeTrue();
        (await hers.CallAsync("verify")).GetProperty("ok").GetBoolean().ShouldBeTrue();

        foreach (
            var (tool, arguments) in ((string, string)[])
                [
                    ("list_entities", "{}"),
                    ("list_sources", "{}"),
                    ("search", """{"text":"Acme"}"""),
                    ("list_timeline", "{}"),
                    ("find_entity", """{"identifier":"INV-1"}"""),
                ]
        )
        {
            (await his.CallAsync(tool, arguments)).Items().ShouldBeEmpty(tool);
        }
        (await his.RefusedAsync("get_entity", $$"""{"entity_id":"{{one}}"}""")).ShouldBe("ENTITY_NOT_FOUND");
        (await his.RefusedAsync("entity_history", $$"""{"entity_id":"{{one}}"}""")).ShouldBe("ENTITY_NOT_FOUND");
        (await his.RefusedAsync("get_source_content", $$"""{"source_id":"{{taken.Text("source_id")}}"}""")).ShouldBe("SOURCE_NOT_FOUND");
        (await his.RefusedAsync("correct", $$"""{"entity_id":"{{one}}","fields":{"total":8} }""")).ShouldBe("ENTITY_ACCESS_DENIED");
        await his.RefusedAsync("retract", $$"""{"id":"{{corrected.Text("id")}}"}""");
        Total(await hers.CallAsync("get_entity", $$"""{"entity_id":"{{one}}"}""")).ShouldBe(1234.5m);

        async Task<string> OnlyAsync(string number) =>
            (await hers.CallAsync("find_entity", $$"""{"identifier":"{{number}}"}"""))
                .Items()
                .ShouldHaveSingleItem()
                .Text("entity_id")
                .ShouldNotBeNull();
    }

    private static decimal Total(JsonElement entity) => entity.GetProperty("fields").GetProperty("total").GetDecimal();
}
