using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>What has been observed by when, and what is not in force, through REST and MCP.</summary>
public sealed class PastTests
{
    [Theory, DoorData]
    public async Task Rest_and_mcp_say_which_correction_holds_a_field_that_another_does_not_win(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await using var mcp = await server.McpAsync();
        var id = await server.Alice.StoreAsync("""{"entity_type":"person","fields":{"email":"ann@example.org","name":"Ann"}}""");
        var path = $"/api/v1/entities/{id}/correct";
        var first = await server.Alice.TellAsync(path, """{"fields":{"name":"Anna"},"observed_at":"2024-01-01T00:00:00Z"}""").JsonAsync();
        first.TryGetProperty("not_in_force", out _).ShouldBeFalse();

        const string older = """
            "fields":{"name":"Old","nickname":"Nan"},"observed_at":"2023-01-01T00:00:00Z","idempotency_key":
            """;
        var byRest = await server.Alice.TellAsync(path, $$"""{{{older}}"k1"}""").JsonAsync();
        var byMcp = await mcp.CallAsync("correct", $$"""{"entity_id":"{{id}}",{{older}}"k2"}""");

        foreach (var answer in new[] { byRest, byMcp })
        {
            var held = answer.GetProperty("not_in_force").EnumerateArray().ShouldHaveSingleItem();
            (held.Text("field"), held.Text("observation_id")).ShouldBe(("name", first.Text("id")));
            held.Text("observed_at").ShouldStartWith("2024-01-01");
            answer.GetProperty("entity").GetProperty("fields").Text("name").ShouldBe("Anna");
            answer.GetProperty("entity").GetProperty("fields").Text("nickname").ShouldBe("Nan");
        }
        // The answer of a key is that of the first time, through the other door too.
        JsonElement.DeepEquals(await mcp.CallAsync("correct", $$"""{"entity_id":"{{id}}",{{older}}"k1"}"""), byRest).ShouldBeTrue();
        JsonElement.DeepEquals(await server.Alice.TellAsync(path, $$"""{{{older}}"k2"}""").JsonAsync(), byMcp).ShouldBeTrue();

        await mcp.CallAsync("retract", $$"""{"id":"{{first.Text("id")}}"}""");
        (await server.Alice.AskAsync("/api/v1/entities/" + id).JsonAsync()).GetProperty("fields").Text("name").ShouldBe("Old");
        (await mcp.CallAsync("correct", $$"""{"entity_id":"{{id}}","fields":{"name":"New"},"observed_at":"2025-01-01T00:00:00Z"}"""))
            .TryGetProperty("not_in_force", out _)
            .ShouldBeFalse();
    }

    [Theory, DoorData]
    public async Task Rest_and_mcp_answer_as_of_what_had_been_observed(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await using var mcp = await server.McpAsync();
        // What is known of 2026 comes first, what was so before only afterwards.
        var id = await StatedAsync(server, "Berlin", "2026-01-01T00:00:00Z");
        var seq = (await server.Alice.AskAsync("/api/v1/entities/" + id).JsonAsync()).GetProperty("seq").GetInt64();
        (await StatedAsync(server, "Paris", "2025-01-01T00:00:00Z")).ShouldBe(id);

        foreach (var (at, city, observations) in new[] { ("2025-06-01T00:00:00Z", "Paris", 1), ("2026-06-01T00:00:00Z", "Berlin", 2) })
        {
            var entity = $"/api/v1/entities/{id}";
            (await server.Alice.AskAsync($"{entity}?valid_at={at}").JsonAsync()).GetProperty("fields").Text("city").ShouldBe(city);
            (await mcp.CallAsync("get_entity", $$"""{"entity_id":"{{id}}","valid_at":"{{at}}"}"""))
                .GetProperty("fields")
                .Text("city")
                .ShouldBe(city);
            (await server.Alice.AskAsync($"/api/v1/entities?type=person&valid_at={at}").JsonAsync())
                .Items()
                .Single()
                .GetProperty("fields")
                .Text("city")
                .ShouldBe(city);
            (await mcp.CallAsync("list_entities", $$"""{"entity_type":"person","valid_at":"{{at}}"}"""))
                .Items()
                .Single()
                .GetProperty("fields")
                .Text("city")
                .ShouldBe(city);
            (await server.Alice.AskAsync($"{entity}/provenance/city?valid_at={at}").JsonAsync()).Text("value").ShouldBe(city);
            (await mcp.CallAsync("get_field_provenance", $$"""{"entity_id":"{{id}}","field":"city","valid_at":"{{at}}"}"""))
                .Text("value")
                .ShouldBe(city);
            (await server.Alice.AskAsync($"{entity}/observations?valid_at={at}").JsonAsync()).Items().Count().ShouldBe(observations);
            (await mcp.CallAsync("list_observations", $$"""{"entity_id":"{{id}}","valid_at":"{{at}}"}"""))
                .Items()
                .Count()
                .ShouldBe(observations);
        }

        // Before anything had been observed, and on both axes at once.
        await server.Alice.AskAsync($"/api/v1/entities/{id}?valid_at=2024-01-01T00:00:00Z").RefusedAsync(404, "ENTITY_NOT_FOUND");
        (await mcp.RefusedAsync("get_entity", $$"""{"entity_id":"{{id}}","valid_at":"2024-01-01T00:00:00Z"}""")).ShouldBe(
            "ENTITY_NOT_FOUND"
        );
        await server
            .Alice.AskAsync($"/api/v1/entities/{id}?valid_at=2025-06-01T00:00:00Z&known_at={seq}")
            .RefusedAsync(404, "ENTITY_NOT_FOUND");
        (
            await mcp.RefusedAsync("get_entity", $$"""{"entity_id":"{{id}}","valid_at":"2025-06-01T00:00:00Z","known_at":"{{seq}}"}""")
        ).ShouldBe("ENTITY_NOT_FOUND");
        await server.Alice.AskAsync($"/api/v1/entities/{id}?valid_at=then").RefusedAsync(400, "INVALID_CONTENT");
        (await mcp.RefusedAsync("get_entity", $$"""{"entity_id":"{{id}}","valid_at":"then"}""")).ShouldBe("INVALID_CONTENT");
        await server.Bob.AskAsync($"/api/v1/entities/{id}?valid_at=2026-06-01T00:00:00Z").RefusedAsync(404, "ENTITY_NOT_FOUND");
    }

    private static async Task<string> StatedAsync(StoreServer server, string city, string at) =>
        (
            await server
                .Alice.TellAsync(
                    "/api/v1/entities",
                    $$"""{"entities":[{"entity_type":"person","fields":{"email":"ann@example.org","city":"{{city}}"} } ],"observed_at":"{{at}}"}"""
                )
                .JsonAsync()
        )
            .GetProperty("entities")[0]
            .Text("entity_id");
}
