using Strata.Server.Tests.Cli;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>What surrounds an entity, and what a schema does not allow, through each of the doors.</summary>
public sealed class NeighborhoodTests
{
    private const string Closed = """{"properties":{"serial":{"type":"string"}},"additionalProperties":false}""";

    private const string Group = """
        {"entities":[{"entity_type":"organization","fields":{"name":"Acme"},"ref":"hub"},{"entity_type":"contact","fields":{"email":"a@example.com"},"ref":"a"},
         {"entity_type":"contact","fields":{"email":"b@example.com"},"ref":"b"},{"entity_type":"contact","fields":{"email":"c@example.com"},"ref":"c"}],
         "relationships":[{"type":"member_of","from":"a","to":"hub"},{"type":"member_of","from":"b","to":"hub"},{"type":"member_of","from":"c","to":"hub"}],
         "observed_at":"2026-01-01T00:00:00Z"}
        """;

    [Theory, DoorData]
    public async Task Rest_and_mcp_say_what_they_leave_out(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await using var mcp = await server.McpAsync();
        var stored = await server.Alice.TellAsync("/api/v1/entities", Group).JsonAsync();
        var ids = stored.GetProperty("entities").EnumerateArray().Select(e => e.Text("entity_id")).ToArray();
        var around = $"/api/v1/entities/{ids[0]}/neighborhood";

        foreach (
            var cut in new[]
            {
                await server.Alice.AskAsync($"{around}?limit=3").JsonAsync(),
                await mcp.CallAsync("get_neighborhood", $$"""{"entity_id":"{{ids[0]}}","limit":3}"""),
            }
        )
        {
            cut.GetProperty("entities").GetArrayLength().ShouldBe(3);
            cut.GetProperty("truncated").GetBoolean().ShouldBeTrue();
            cut.Text("incomplete").ShouldBe("there are more than 3 entities: 'limit' may be up to 5000");
        }
        foreach (
            var whole in new[]
            {
                await server.Alice.AskAsync($"{around}?limit=5000&depth=4").JsonAsync(),
                await mcp.CallAsync("get_neighborhood", $$"""{"entity_id":"{{ids[0]}}","limit":5000,"depth":4}"""),
            }
        )
        {
            whole.GetProperty("entities").GetArrayLength().ShouldBe(4);
            whole.GetProperty("truncated").GetBoolean().ShouldBeFalse();
        }
        await server.Alice.AskAsync($"{around}?limit=5001").RefusedAsync(400, "INVALID_CONTENT");
        await server.Alice.AskAsync($"{around}?depth=5").RefusedAsync(400, "INVALID_CONTENT");
        (await mcp.RefusedAsync("get_neighborhood", $$"""{"entity_id":"{{ids[0]}}","depth":5}""")).ShouldBe("INVALID_CONTENT");

        await server
            .Alice.TellAsync(
                "/api/v1/relationships",
                $$"""{"from":"{{ids[1]}}","to":"{{ids[2]}}","type":"knows","observed_at":"2026-02-01T00:00:00Z"}"""
            )
            .JsonAsync();
        await mcp.CallAsync("relate", $$"""{"from":"{{ids[1]}}","to":"{{ids[3]}}","type":"knows","observed_at":"2026-03-01T00:00:00Z"}""");
        foreach (
            var (time, relationships) in new[] { ("2026-01-15T00:00:00Z", 1), ("2026-02-15T00:00:00Z", 2), ("2026-03-15T00:00:00Z", 3) }
        )
        {
            var then = await server.Alice.AskAsync($"/api/v1/entities/{ids[1]}/neighborhood?valid_at={time}").JsonAsync();
            then.GetProperty("relationships").GetArrayLength().ShouldBe(relationships);
            (await mcp.CallAsync("get_neighborhood", $$"""{"entity_id":"{{ids[1]}}","valid_at":"{{time}}"}"""))
                .GetProperty("relationships")
                .GetArrayLength()
                .ShouldBe(relationships);
        }
        await server.Bob.AskAsync(around).RefusedAsync(404, "ENTITY_NOT_FOUND");
    }

    [Theory, DoorData]
    public async Task Rest_and_mcp_refuse_what_a_schema_does_not_allow(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await using var mcp = await server.McpAsync();
        await server.Alice.TellAsync("/api/v1/schemas", $$"""{"entity_type":"crate","schema":{{Closed}}}""").JsonAsync();

        const string crate = """{"entities":[{"entity_type":"crate","fields":{"serial":"1","colour":"red"}}]}""";
        (await server.Alice.TellAsync("/api/v1/entities", crate).RefusedAsync(422, "SCHEMA_VALIDATION_FAILED")).ShouldContain(
            "/entities/0/fields/colour"
        );
        (await mcp.RefusedAsync("ingest_structured", crate)).ShouldBe("SCHEMA_VALIDATION_FAILED");
        (
            await server
                .Alice.TellAsync("/api/v1/schemas", """{"entity_type":"generic","schema":{"properties":{"a":{}}}}""")
                .RefusedAsync(422, "SCHEMA_VALIDATION_FAILED")
        ).ShouldContain("register a type of its own");
        (await mcp.RefusedAsync("register_schema", """{"entity_type":"generic","schema":{"properties":{"a":{}}}}""")).ShouldBe(
            "SCHEMA_VALIDATION_FAILED"
        );
        (await server.Bob.TellAsync("/api/v1/entities", crate).JsonAsync())
            .GetProperty("entities")[0]
            .Text("entity_type")
            .ShouldBe("generic");
    }

    [Theory, DoorData]
    public async Task Cli_says_what_it_leaves_out_and_why_it_refuses(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        await store.JsonAsync("store", store.Write("group.json", Group));

        var cut = await store.JsonAsync("entities", "neighborhood", "Acme", "--limit", "3");
        cut.GetProperty("truncated").GetBoolean().ShouldBeTrue();
        (await store.RunAsync("entities", "neighborhood", "Acme", "--limit", "3"))
            .ShouldEndWith(0)
            .Err.ShouldContain("there are more than 3 entities");
        (await store.RunAsync("entities", "neighborhood", "Acme", "--limit", "5000")).ShouldEndWith(0).Err.ShouldBeEmpty();
        (await store.RunAsync("entities", "neighborhood", "Acme", "--depth", "5")).ShouldEndWith(1).Err.ShouldContain("'depth' is 1 to 4");

        await store.JsonAsync("relate", "a@example.com", "knows", "b@example.com", "--observed-at", "2026-02-01");
        (await store.JsonAsync("entities", "neighborhood", "a@example.com", "--valid-at", "2026-01-15"))
            .GetProperty("relationships")
            .GetArrayLength()
            .ShouldBe(1);
        (await store.JsonAsync("entities", "neighborhood", "a@example.com", "--valid-at", "2026-02-15"))
            .GetProperty("relationships")
            .GetArrayLength()
            .ShouldBe(2);

        // What mentions a company is not what is called so.
        await store.JsonAsync(
            "store",
            store.Write("invoice.json", """{"entity_type":"invoice","fields":{"invoice_number":"7","vendor":"Acme"}}""")
        );
        (await store.JsonAsync("entities", "get", "Acme")).Text("entity_type").ShouldBe("organization");
        (await store.RunAsync("entities", "neighborhood", "7")).ShouldEndWith(0).Err.ShouldBeEmpty();

        (await store.RunAsync("schemas", "register", "crate", store.Write("crate.json", Closed))).ShouldEndWith(0);
        (await store.JsonAsync("schemas", "show", "crate", "1")).Text("entity_type").ShouldBe("crate");
        (await store.RunAsync("schemas", "show", "crate", "2")).ShouldEndWith(3).Err.ShouldContain("no version 2");
        var refused = (
            await store.RunAsync("store", store.Write("one.json", """{"entity_type":"crate","fields":{"serial":"1","colour":"red"}}"""))
        ).ShouldEndWith(1);
        refused.Err.ShouldContain("SCHEMA_VALIDATION_FAILED");
        refused.Err.ShouldContain("colour");
        (await store.RunAsync("schemas", "register", "generic", store.Write("generic.json", """{"properties":{"a":{}}}""")))
            .ShouldEndWith(1)
            .Err.ShouldContain("register a type of its own");
    }
}
