
namespace Strata.Server.Tests;

/// <summary>
/// Requests of every route and every tool are answered as they were when they were recorded. What a change means to answer otherwise shows
/// in the committed files; nothing else may.
/// </summary>
public sealed class ReplayTests
{
    private const string Rest = "Rest";
    private const string Mcp = "Mcp";

    [Fact]
    public async Task Rest_answers_as_recorded()
    {
        await using var server = await StartAsync();
        var recorder = new ExchangeRecorder(Rest);
        await recorder.ReplayAsync(new RestScenario(server, recorder).PlayAsync);
    }

    [Fact]
    public async Task Tools_answer_as_recorded()
    {
        await using var server = await StartAsync();
        var recorder = new ExchangeRecorder(Mcp);
        await recorder.ReplayAsync(new McpScenario(server, recorder).PlayAsync);
    }

    [Fact]
    public void Every_route_is_recorded_with_every_status_that_its_description_names()
    {
        // What is read again was held before: 201 is of the answer that it shares with what is taken in.
        const string never = "reinterpret 201";
        var answered = ExchangeRecorder.Committed(Rest).Select(e => $"{e["operation"]} {e["answer"]?["status"]}");
        RestOperation.Committed().SelectMany(o => o.Statuses.Select(s => $"{o.Id} {s}")).Except(answered).ShouldBe([never]);
    }

    [Fact]
    public void Every_tool_is_recorded()
    {
        var answered = ExchangeRecorder
            .Committed(Mcp)
            .Where(e => e["answer"]?["message"]?["result"] is { } result && (bool?)result["isError"] != true)
            .Select(e => (string?)e["operation"]);
        var tools = CommittedDocs.Read("mcp-tools.json").GetProperty("tools").EnumerateArray().Select(t => t.Text("name"));
        tools.Except(answered).ShouldBeEmpty();
    }

    private static Task<StoreServer> StartAsync() =>
        StoreServer.StartAsync(Engine.Sqlite, new ServerOptions { Rates = RateLimits.None, Operators = [new("alice")] }, o => o with { AllowPrivateAddresses = true });
}
