using Strata.Testing;

namespace Strata.Server.Tests.Cli;

public sealed class CallTests
{
    [Theory, DoorData]
    public async Task Call_runs_any_operation_here_and_on_a_server(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var first = await StoredAsync(store, """{"external_id":"6","email":"ann@example.com","name":"Ann Archer"}""");
        var second = await StoredAsync(store, """{"external_id":"7","email":"ann@example.com","name":"Ann Archer"}""");
        string[] pair = ["--entity-id", first, $"--other-id={second}"];

        var local = (await store.JsonAsync(["call", "explain_duplicate", .. pair])).Text("state");
        local.ShouldBe("open");
        await using var server = await ServedStore.StartAsync(store);
        var there = await StrataCommand.RunAsync(["call", "list_duplicates", "--limit", "1", "--server", server.Url]);
        there.ShouldEndWith(0).Json.Items().ShouldHaveSingleItem().Text("state").ShouldBe("open");
        (await StrataCommand.RunAsync(["call", "dismiss_duplicate", .. pair, "--reason", "twins", "--server", server.Url])).ShouldEndWith(
            0
        );
        (await store.JsonAsync("call", "list_duplicates")).Items().ShouldBeEmpty();
    }

    [Fact]
    public async Task Call_says_what_there_is_and_what_an_operation_takes()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        (await store.LinesAsync("call")).Select(l => l.Text("operation")).ShouldContain("explain_duplicate");
        (await store.RunAsync("call", "nosuch")).ShouldEndWith(2).Err.ShouldContain("'strata call' lists them");
        (await store.RunAsync("call", "list_duplicates", "--colour", "red")).ShouldEndWith(2).Err.ShouldContain("--min-probability");
        (await store.RunAsync("call", "explain_duplicate", "--entity-id", "ent_1")).ShouldEndWith(2).Err.ShouldContain("--other-id");
        (await store.RunAsync("call", "list_duplicates", "--limit")).ShouldEndWith(2).Err.ShouldContain("needs a value");
        (await store.RunAsync("call", "list_duplicates", "--limit", "x")).ShouldEndWith(1).Err.ShouldContain("INVALID_CONTENT");
    }

    private static async Task<string> StoredAsync(CliStore store, string fields)
    {
        var file = store.Write("one.json", $$"""{"entity_type":"contact","fields":{{fields}}}""");
        var stored = await store.JsonAsync("store", file);
        return stored.GetProperty("entities")[0].Text("entity_id") ?? "";
    }
}
