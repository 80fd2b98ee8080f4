using System.Text.RegularExpressions;

namespace Strata.Server.Tests.Cli;

/// <summary>N-138: what a server logs.</summary>
public sealed partial class LogTests
{
    private const string Marker = "Zebrastreifen";

    [Fact, Trait("req", "N-138")]
    public async Task Log_of_a_server_is_JSON_with_request_ids_and_nothing_that_users_wrote()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        using var process = StrataProcess.Start(["serve", "--urls", "http://127.0.0.1:0", "--log-requests"], store.Variables);
        var log = new List<string>();
        Uri? address = null;
        while (address is null && await process.StandardError.ReadLineAsync(cancellation) is { } line)
        {
            log.Add(line);
            address = Listening().Match(line) is { Success: true } match ? new Uri(match.Groups[1].Value) : null;
        }
        var rest = process.StandardError.ReadToEndAsync(cancellation);
        using var client = RunningServer.NewClient(address.ShouldNotBeNull());

        await client
            .UploadAsync($"?file_name={Marker}.csv&origin={Marker}", $"email,name\na@{Marker}.example,{Marker}\n", key: Marker)
            .JsonAsync(201);
        await client.UploadAsync($"?file_name={Marker}.json", $$"""{"broken": "{{Marker}}" """);
        await client.AskAsync($"/api/v1/search?q={Marker}");
        await client.AskAsync($"/api/v1/{Marker}?{Marker}=1", ("Authorization", $"Bearer strata_{Marker}"), ("User-Agent", Marker));
        await client.TellAsync("/mcp", $$"""{"jsonrpc":"2.0","id":1,"method":"{{Marker}}","params":{"name":"{{Marker}}"} }""");
        await client.TellAsync("/api/v1/entities", $$"""{"entities":[{"entity_type":"{{Marker}}","fields":{} }]}""");
        using var refused = await client.AskAsync($"/api/v1/entities/ent_{Marker}");
        var problem = JsonElement.Parse(await refused.Content.ReadAsStringAsync(cancellation));
        // Killed, it might not have written of what it answered last.
        await StrataProcess.SignalAsync(process, "TERM");
        process.ExitCode.ShouldBe(0);
        log.AddRange((await rest).Split('\n', StringSplitOptions.RemoveEmptyEntries));

        string.Join('\n', log).ShouldNotContain(Marker, Case.Insensitive);
        var lines = log.ConvertAll(l => JsonElement.Parse(l));
        foreach (var name in new[] { "time", "level", "message" })
        {
            lines.ShouldAllBe(l => !string.IsNullOrEmpty(l.Text(name)));
        }
        var requestId = refused.Headers.GetValues("X-Request-Id").Single();
        problem.Text("trace_id").ShouldBe(requestId);
        var answered = lines.Single(l => l.TryGetProperty("request_id", out var id) && id.GetString() == requestId);
        answered.Text("method").ShouldBe("GET");
        answered.Text("route").ShouldBe("/api/v1/entities/{entity_id}");
        answered.GetProperty("status").GetInt32().ShouldBe(404);
        lines.Count(l => l.TryGetProperty("route", out _)).ShouldBe(7);
    }

    [GeneratedRegex(@"Listening on (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
