using System.Diagnostics;
using Strata.Testing;

namespace Strata.Server.Tests.Cli;

public sealed class McpAndDoctorTests
{
    private const string Hello = """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
        """;

    private const string Store = """
        {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"ingest_structured","arguments":{"entities":[{"entity_type":"note","fields":{"title":"From an agent"}}]}}}
        """;

    [Theory, DoorData]
    public async Task Mcp_over_standard_input_stores_in_the_same_store(Engine engine)
    {
        await using var store = await CliStore.CreateEmptyAsync(engine);
        using var process = StrataProcess.Start(["mcp"], store.Variables);
        var hello = await AskAsync(process, Hello);
        await process.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        var stored = await AskAsync(process, Store);
        process.StandardInput.Close();
        await StrataProcess.EndAsync(process);

        process.ExitCode.ShouldBe(0);
        hello.Text("result.serverInfo.name").ShouldBe("strata");
        stored.Text("result.structuredContent.source_id").ShouldNotBeNull(stored.GetRawText());
        (await store.LinesAsync("entities", "list", "--type", "note"))
            .ShouldHaveSingleItem()
            .Text("fields.title")
            .ShouldBe("From an agent");
    }

    [Theory, DoorData]
    public async Task What_mcp_was_asked_before_its_input_ended_is_answered(Engine engine)
    {
        await using var store = await CliStore.CreateEmptyAsync(engine);
        var asked = string.Join('\n', Hello.Trim(), """{"jsonrpc":"2.0","method":"notifications/initialized"}""", Store.Trim(), "");

        var answers = (await store.PipeAsync(asked, "mcp")).ShouldEndWith(0).JsonLines;

        answers.Select(a => a.Text("id")).Order().ShouldBe(["1", "2"]);
        answers.Single(a => a.Text("id") == "2").Text("result.structuredContent.source_id").ShouldNotBeNull();
    }

    private static async Task<JsonElement> AskAsync(Process process, string request)
    {
        await process.StandardInput.WriteLineAsync(request);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        return JsonElement.Parse(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "{}");
    }

    [Theory, DoorData]
    public async Task Doctor_names_folder_and_engine(Engine engine)
    {
        await using var store = await CliStore.CreateEmptyAsync(engine);

        var findings = await store.LinesAsync("doctor");

        findings.ShouldAllBe(f => f.Text("ok") == "true");
        findings.Single(f => f.Text("name") == "folder").Text("detail").ShouldNotBeNull().ShouldContain(store.Data);
        findings
            .Single(f => f.Text("name") == "database")
            .Text("detail")
            .ShouldNotBeNull()
            .ShouldContain(engine == Engine.Sqlite ? "SQLite" : "PostgreSQL");
    }

    [Fact]
    public async Task Doctor_ends_with_1_when_the_folder_cannot_be_used()
    {
        var file = Path.GetTempFileName();
        try
        {
            (await StrataCommand.RunAsync(["doctor", "--data", Path.Combine(file, "store")])).ShouldEndWith(1).Out.ShouldContain("FAIL");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
