using System.Net;
using Strata.Testing;

namespace Strata.Server.Tests;

public sealed class AskingTests
{
    [Theory, DoorData]
    public async Task Entities_are_filtered_sorted_and_paged(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var entities = Enumerable
            .Range(1, 25)
            .Select(n =>
                $$"""{"entity_type":"invoice","fields":{"external_id":"I{{n:D2}}","invoice_number":"{{n}}","total":{{n * 10}} } }"""
            );
        await server.Alice.TellAsync("/api/v1/entities", $$"""{"entities":[{{string.Join(',', entities)}}]}""").JsonAsync();

        (await IdsAsync("?type=invoice&filter=total:ge:200&limit=100")).Count.ShouldBe(6);
        (await IdsAsync("?type=invoice&filter=total:ge:200&filter=total:lt:230&limit=100")).Count.ShouldBe(3);
        (await IdsAsync("?type=invoice&filter=external_id:eq:I07")).Count.ShouldBe(1);
        (await IdsAsync("?type=invoice&filter=invoice_number:eq:7")).Count.ShouldBe(1);
        (await IdsAsync("?type=invoice&filter=invoice_number:eq:%227%22")).Count.ShouldBe(1);
        (await IdsAsync("?type=invoice&filter=invoice_number:eq:7.0")).ShouldBeEmpty();
        (await IdsAsync("?type=invoice&filter=total:eq:70.0")).Count.ShouldBe(1);
        (await IdsAsync("?type=invoice&filter=due_date:missing&limit=100")).Count.ShouldBe(25);
        await server.Alice.AskAsync("/api/v1/entities?filter=total:near:5").RefusedAsync(400, "INVALID_CONTENT");
        await server.Alice.AskAsync("/api/v1/entities?filter=total").RefusedAsync(400, "INVALID_CONTENT");
        foreach (var impossible in (string[])["total:gt:abc", "due_date:lt:soon", "total:eq:true"])
        {
            await server.Alice.AskAsync($"/api/v1/entities?type=invoice&filter={impossible}").RefusedAsync(400, "INVALID_CONTENT");
        }
        (await IdsAsync("?type=invoice&filter=total:ge:%22200%22&limit=100")).Count.ShouldBe(6);
        (await IdsAsync("?type=invoice&filter=due_date:ge:2026&limit=100")).ShouldBeEmpty();
        await server.Alice.AskAsync("/api/v1/entities?limit=0").RefusedAsync(400, "INVALID_CONTENT");
        await server.Alice.AskAsync("/api/v1/entities?cursor=nonsense").RefusedAsync(400, "INVALID_CONTENT");

        var paged = new List<decimal>();
        var cursor = "";
        do
        {
            var page = await server.Alice.AskAsync($"/api/v1/entities?type=invoice&sort=-total&limit=10{cursor}").JsonAsync();
            paged.AddRange(page.Items().Select(e => e.GetProperty("fields").GetProperty("total").GetDecimal()));
            cursor = page.TryGetProperty("next_cursor", out var next) ? "&cursor=" + Uri.EscapeDataString(next.GetString() ?? "") : "";
        } while (cursor.Length > 0);
        paged.ShouldBe(Enumerable.Range(1, 25).Select(n => n * 10m).Reverse());
        var first = await server.Alice.AskAsync("/api/v1/entities?type=invoice&sort=-total&limit=10").JsonAsync();
        foreach (var other in (string[])["type=invoice", "type=invoice&sort=total", "type=contact", ""])
        {
            (
                await server
                    .Alice.AskAsync($"/api/v1/entities?{other}&cursor={Uri.EscapeDataString(first.Text("next_cursor"))}")
                    .RefusedAsync(400, "INVALID_CONTENT")
            ).ShouldContain("does not belong to this list");
        }

        const string query = """{"entity_type":"invoice","filters":[{"field":"total","op":"gt","value":240}]}""";
        (await server.Alice.TellAsync("/api/v1/entities/query", query).JsonAsync()).Items().Count().ShouldBe(1);

        async Task<IReadOnlyList<string>> IdsAsync(string q) =>
            [.. (await server.Alice.AskAsync("/api/v1/entities" + q).JsonAsync()).Items().Select(e => e.Text("entity_id"))];
    }

    /// <summary>As numbers some of these texts are one, and others look otherwise.</summary>
    [Theory, DoorData]
    public async Task Texts_that_look_like_numbers_are_compared_as_they_are_written(Engine engine)
    {
        string[] numbers = ["2.10", "10.50", "1.0", "100E2", "-0", "6e1", "0.10", "null", "true"];
        await using var server = await StoreServer.StartAsync(engine);
        var entities = numbers.Select(
            (n, i) => $$"""{"entity_type":"invoice","fields":{"external_id":"I{{i}}","invoice_number":"{{n}}"} }"""
        );
        await server.Alice.TellAsync("/api/v1/entities", $$"""{"entities":[{{string.Join(',', entities)}}]}""").JsonAsync();
        foreach (var number in numbers)
        {
            (await AskAsync($"eq:{number}")).ShouldBe([number]);
            (await AskAsync($"ne:{number}")).ShouldBe(numbers.Where(n => n != number), ignoreOrder: true);
        }
        (await AskAsync("eq:2.1")).ShouldBeEmpty();
        (await AskAsync("prefix:2.1")).ShouldBe(["2.10"]);

        async Task<IReadOnlyList<string>> AskAsync(string filter) =>
            [
                .. (await server.Alice.AskAsync($"/api/v1/entities?type=invoice&filter=invoice_number:{filter}").JsonAsync())
                    .Items()
                    .Select(e => e.GetProperty("fields").Text("invoice_number")),
            ];
    }

    [Theory, DoorData]
    public async Task Entity_is_sent_again_only_when_it_changed(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var id = await server.InvoiceAsync("A", 10);
        using var first = await server.Alice.AskAsync("/api/v1/entities/" + id);
        var tag = first.Headers.ETag.ShouldNotBeNull().ToString();
        (await server.Alice.AskAsync("/api/v1/entities/" + id, ("If-None-Match", tag))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await server.Alice.AskAsync($"/api/v1/entities/{id}?provenance=true", ("If-None-Match", tag))).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        await server.Alice.TellAsync($"/api/v1/entities/{id}/correct", """{"fields":{"total":11}}""").JsonAsync();
        (await server.Alice.AskAsync("/api/v1/entities/" + id, ("If-None-Match", tag))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, DoorData]
    public async Task Value_leads_to_the_bytes_it_came_from(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var taken = await server.Alice.UploadAsync("?file_name=a.csv", StoreServer.Invoices).JsonAsync(201);
        var id = taken.GetProperty("run").GetProperty("entities")[0].Text("entity_id");
        var proof = await server.Alice.AskAsync($"/api/v1/entities/{id}/provenance/total").JsonAsync();
        proof.Text("quote").ShouldBe("1.234,50");
        proof.GetProperty("quote_verified").GetBoolean().ShouldBeTrue();
        proof.Text("source_id").ShouldBe(taken.Text("source_id"));

        var entity = await server.Alice.AskAsync($"/api/v1/entities/{id}?provenance=true").JsonAsync();
        entity.GetProperty("provenance").GetProperty("total").Text("observation_id").ShouldBe(proof.Text("observation_id"));
        (await server.Alice.AskAsync("/api/v1/entities/" + id).JsonAsync()).TryGetProperty("provenance", out _).ShouldBeFalse();
        (await server.Alice.AskAsync($"/api/v1/entities/{id}/observations").JsonAsync()).Items().ShouldHaveSingleItem();
        (await server.Alice.AskAsync($"/api/v1/entities/{id}/history").JsonAsync()).Items().ShouldNotBeEmpty();
        (await server.Alice.AskAsync($"/api/v1/entities/{id}/provenance/colour")).IsSuccessStatusCode.ShouldBeFalse();
        foreach (var of in new[] { "", "/observations", "/history", "/neighborhood", "/provenance/total" })
        {
            await server.Alice.AskAsync("/api/v1/entities/ent_none" + of).RefusedAsync(404, "ENTITY_NOT_FOUND");
        }
    }

    [Theory, DoorData]
    public async Task Past_states_are_read_by_what_was_known_and_what_was_valid(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var id = await server.InvoiceAsync("A", 10);
        var seq = (await server.Alice.AskAsync("/api/v1/entities/" + id).JsonAsync()).GetProperty("seq").GetInt64();
        await server.Alice.TellAsync($"/api/v1/entities/{id}/correct", """{"fields":{"total":99}}""").JsonAsync();
        var then = await server.Alice.AskAsync($"/api/v1/entities/{id}?known_at={seq}").JsonAsync();
        then.GetProperty("fields").GetProperty("total").GetInt32().ShouldBe(10);
        await server.Alice.AskAsync($"/api/v1/entities/{id}?known_at=yesterday").RefusedAsync(400, "INVALID_CONTENT");
        await server.Alice.AskAsync($"/api/v1/entities/{id}?valid_at=1999-01-01T00:00:00Z").RefusedAsync(404, "ENTITY_NOT_FOUND");
    }

    [Theory, DoorData, Trait("req", "N-134")]
    public async Task Things_are_found_by_identifier_words_time_and_relation(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var ann = await server.Alice.StoreAsync("""{"entity_type":"person","fields":{"email":"ann@example.org","name":"Ann Beck"}}""");
        var acme = await server.Alice.StoreAsync("""{"entity_type":"organization","fields":{"name":"Acme"}}""");
        var meeting = await server.Alice.StoreAsync("""{"entity_type":"event","fields":{"title":"Kick-off","start":"2026-05-04"}}""");
        var relation = await server
            .Alice.TellAsync("/api/v1/relationships", $$"""{"from":"{{ann}}","to":"{{acme}}","type":"works_for"}""")
            .JsonAsync();
        relation.Text("type").ShouldBe("works_for");

        var found = await server.Alice.AskAsync("/api/v1/entities/find?identifier=ann@example.org").JsonAsync();
        found.Items().ShouldHaveSingleItem().Text("entity_id").ShouldBe(ann);
        found.TryGetProperty("next_cursor", out _).ShouldBeFalse();
        var (one, two) = (await server.InvoiceAsync("A", 10), await server.InvoiceAsync("B", 10));
        foreach (var id in (string[])[one, two])
        {
            await server.Alice.TellAsync($"/api/v1/entities/{id}/correct", """{"fields":{"vendor":"Acme AG"}}""").JsonAsync();
        }
        await using var mcp = await server.McpAsync();
        var first = await server.Alice.AskAsync("/api/v1/entities/find?identifier=Acme%20AG&limit=1").JsonAsync();
        first.Items().ShouldHaveSingleItem().Text("entity_id").ShouldBe(one);
        var last = await mcp.CallAsync("find_entity", $$"""{"identifier":"Acme AG","cursor":"{{first.Text("next_cursor")}}"}""");
        last.Items().ShouldHaveSingleItem().Text("entity_id").ShouldBe(two);
        (await server.Alice.AskAsync("/api/v1/entities/find?identifier=nobody@example.org").JsonAsync()).Items().ShouldBeEmpty();
        var around = await server.Alice.AskAsync($"/api/v1/entities/{ann}/neighborhood?depth=1").JsonAsync();
        around.GetProperty("entities").EnumerateArray().Select(e => e.Text("entity_id")).ShouldContain(acme);
        var events = await server.Alice.AskAsync("/api/v1/timeline?from=2026-05-01T00:00:00Z&to=2026-05-31T00:00:00Z").JsonAsync();
        events.Items().Select(e => e.Text("entity_id")).ShouldBe([meeting]);
        var hits = await server.Alice.AskAsync("/api/v1/search?text=Beck").JsonAsync();
        hits.Items().Where(h => h.Text("kind") == "entity").Select(h => h.GetProperty("entity").Text("entity_id")).ShouldContain(ann);
        (await server.Alice.AskAsync("/api/v1/search?text=nowhere").JsonAsync()).Items().ShouldBeEmpty();
    }

    [Theory, DoorData]
    public async Task Schemas_are_listed_registered_compared_and_activated(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        (await server.Alice.AskAsync("/api/v1/schemas").JsonAsync()).Items().Select(s => s.Text("entity_type")).ShouldContain("invoice");
        const string first =
            """{"entity_type":"boat","schema":{"type":"object","properties":{"name":{"type":"string"}},"x-strata":{"identity":[["name"]]}}}""";
        (await server.Alice.TellAsync("/api/v1/schemas", first).JsonAsync()).GetProperty("version").GetInt32().ShouldBe(1);
        var second = first
            .Replace("\"properties\":{", "\"properties\":{\"length\":{\"type\":\"number\"},")
            .Replace("\"entity_type\"", "\"activate\":false,\"entity_type\"");
        (await server.Alice.TellAsync("/api/v1/schemas", second).JsonAsync()).GetProperty("active").GetBoolean().ShouldBeFalse();
        (await server.Alice.AskAsync("/api/v1/schemas/boat").JsonAsync()).GetProperty("version").GetInt32().ShouldBe(1);
        (await server.Alice.AskAsync("/api/v1/schemas/boat?version=2").JsonAsync())
            .GetProperty("schema")
            .GetProperty("properties")
            .TryGetProperty("length", out _)
            .ShouldBeTrue();
        (await server.Alice.AskAsync("/api/v1/schemas/boat/diff?from=1&to=2").JsonAsync())
            .GetProperty("changes")
            .GetArrayLength()
            .ShouldBeGreaterThan(0);
        var activated = await server.Alice.TellAsync("/api/v1/schemas/boat/versions/2/activate", "").JsonAsync();
        activated.GetProperty("active").GetBoolean().ShouldBeTrue();
        await server.Test.Alice.Decisions.RetractAsync(
            activated.Text("decision_id"),
            new DecisionRequest(),
            TestContext.Current.CancellationToken
        );
        (await server.Alice.AskAsync("/api/v1/schemas/boat").JsonAsync()).GetProperty("version").GetInt32().ShouldBe(1);
        await server.Alice.AskAsync("/api/v1/schemas/unicorn").RefusedAsync(404, "SCHEMA_NOT_FOUND");
        await server.Bob.AskAsync("/api/v1/schemas/boat").RefusedAsync(404, "SCHEMA_NOT_FOUND");
        const string bad = """{"entity_type":"boat","schema":{"type":"object","properties":{"a":{"type":"string","if":{}}}}}""";
        await server.Alice.TellAsync("/api/v1/schemas", bad).RefusedAsync(422, "SCHEMA_VALIDATION_FAILED");
    }

    [Theory, DoorData]
    public async Task Store_proves_itself(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await server.Alice.UploadAsync("?file_name=a.csv", StoreServer.Invoices).JsonAsync(201);
        var report = await server.Alice.TellAsync("/api/v1/verify", "").JsonAsync();
        report.GetProperty("ok").GetBoolean().ShouldBeTrue(report.GetRawText());
        report.GetProperty("entities").GetInt64().ShouldBe(2);
        var rebuilt = await server.Alice.TellAsync("/api/v1/rebuild", "").JsonAsync();
        rebuilt.Text("state_hash").ShouldBe(report.Text("state_hash"));
        rebuilt.GetProperty("changed").GetInt64().ShouldBe(0);
        (await server.Anyone.ReadyAsync()).Text("status").ShouldBe("ok");
    }
}
