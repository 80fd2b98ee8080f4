using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>
/// Every path of the served OpenAPI document and every tool of MCP with another user's ids: the answer is the one that is given for what
/// does not exist, tells nothing of the other user, and leaves all of theirs as it was. A path or tool without a try fails the test.
/// </summary>
public sealed partial class DoorsTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory, DatabaseData, Trait("req", "G9")]
    public async Task Every_path_and_tool_answers_for_anothers_things_as_for_nothing(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(
            engine,
            new ServerOptions { Rates = RateLimits.None },
            o => o with { SecretKey = Convert.ToBase64String(new byte[32]) }
        );
        var hers = await UserResources.OfAsync(server.Test.Alice);
        var own = (await server.Test.Bob.StoreAsync("contact", """{"email":"bob@example.com","name":"Bob"}""")).EntityId;
        await using var mcp = await server.McpAsync("bob", profile: "all");
        await ShouldBeWholeAsync(server, mcp);
        var hash = await server.Test.Alice.StateHashAsync();
        var before = await SeenByHerAsync(server, hers, own);

        var told = new List<string>();
        foreach (var attempt in CrossUserRequests.Rest)
        {
            var (real, nothing) = (
                await AskAsync(server.Bob, attempt, hers, own),
                await AskAsync(server.Bob, attempt, UserResources.OfNobody, own)
            );
            told.AddRange(GivenAway(real, nothing, hers, isRead: attempt.Method == "GET").Select(g => $"{attempt}: {g}"));
            if (before.TryGetValue(attempt, out var owners) && real.Text == owners.Text)
            {
                told.Add($"{attempt} asks for nothing that she has: {real.Text}");
            }
        }
        var tools = await mcp.ListToolsAsync(cancellationToken: Cancel);
        var reads = tools.Where(t => t.ProtocolTool.Annotations?.ReadOnlyHint == true).Select(t => t.Name).ToHashSet();
        foreach (var attempt in CrossUserRequests.Tools)
        {
            var (real, nothing) = (await CallAsync(mcp, attempt, hers, own), await CallAsync(mcp, attempt, UserResources.OfNobody, own));
            told.AddRange(GivenAway(real, nothing, hers, reads.Contains(attempt.Tool)).Select(g => $"{attempt}: {g}"));
        }
        var resources = await mcp.ListResourcesAsync(cancellationToken: Cancel);
        told.AddRange(hers.ToldBy(string.Join('\n', resources.Select(r => $"{r.Uri} {r.Name}")), sent: ""));
        told.ShouldBeEmpty();
        (await ReadAsync(mcp, hers)).ShouldBe(await ReadAsync(mcp, UserResources.OfNobody));

        foreach (var (attempt, answer) in await SeenByHerAsync(server, hers, own))
        {
            answer.Whole.ShouldBe(before[attempt].Whole, $"{attempt}");
        }
        (await server.Test.Alice.StateHashAsync()).ShouldBe(hash);
    }

    /// <summary>Neither is there a path or tool without a try, nor a try of another path than it says.</summary>
    private static async Task ShouldBeWholeAsync(StoreServer server, McpClient mcp)
    {
        var served = await server.Anyone.AskAsync("/openapi/v1.json").JsonAsync();
        var operations =
            from path in served.GetProperty("paths").EnumerateObject()
            from method in path.Value.EnumerateObject()
            select $"{method.Name.ToUpperInvariant()} {path.Name}";
        operations.Except(CrossUserRequests.Rest.Select(t => t.Operation)).ShouldBeEmpty();
        CrossUserRequests.Rest.Select(t => t.Operation).Except(operations).ShouldBeEmpty();
        foreach (var attempt in CrossUserRequests.Rest)
        {
            var template = Parameter().Replace(Regex.Escape(attempt.Operation), "[^/]+");
            Regex.IsMatch($"{attempt.Method} {attempt.Path}", $"^{template}([?].*)?$").ShouldBeTrue($"{attempt}");
        }
        var tools = (await mcp.ListToolsAsync(cancellationToken: Cancel)).Select(t => t.Name).ToList();
        tools.Except(CrossUserRequests.Tools.Select(t => t.Tool)).ShouldBeEmpty();
        CrossUserRequests.Tools.Select(t => t.Tool).Except(tools).ShouldBeEmpty();
    }

    private static IEnumerable<string> GivenAway(Answer real, Answer nothing, UserResources hers, bool isRead)
    {
        var (about, aboutNothing) = (hers.Hide(real.Text), UserResources.OfNobody.Hide(nothing.Text));
        // What names nothing of hers is asked twice alike, and may be answered otherwise by the second time: the server's readiness, say.
        if (real.Sent != nothing.Sent && (real.Status != nothing.Status || ((isRead || real.IsRefusal) && about != aboutNothing)))
        {
            yield return $"answers {real.Status} {about}, and of nothing {nothing.Status} {aboutNothing}";
        }
        foreach (var mark in hers.ToldBy(real.Whole, real.Sent))
        {
            yield return $"tells of {mark}: {real.Whole}";
        }
    }

    /// <summary>What the owner is answered who reads her own things.</summary>
    private static async Task<Dictionary<RestTry, Answer>> SeenByHerAsync(StoreServer server, UserResources hers, string own)
    {
        var seen = new Dictionary<RestTry, Answer>();
        foreach (
            var attempt in CrossUserRequests.Rest.Where(t => t.Method == "GET" && t.Path.Contains('<', StringComparison.Ordinal)).Distinct()
        )
        {
            seen[attempt] = await AskAsync(server.Alice, attempt, hers, own);
        }
        return seen;
    }

    private static async Task<Answer> AskAsync(HttpClient client, RestTry attempt, UserResources things, string own)
    {
        string Fill(string template) => things.Fill(template).Replace("<own>", own, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(attempt.Method), Fill(attempt.Path));
        if (attempt.Operation.EndsWith("/batch", StringComparison.Ordinal))
        {
            request.Content = new MultipartFormDataContent { { new StringContent(Fill("A;B\n7;<key>\n")), "file", "seven.csv" } };
        }
        else if (attempt.Body is { } body)
        {
            request.Content = new StringContent(Fill(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(body[0] == '{' ? "application/json" : "text/csv");
        }
        if (attempt.Key is { } key)
        {
            request.Headers.Add("Idempotency-Key", Fill(key));
        }
        var sent = $"{request.RequestUri} {Fill(attempt.Body ?? "")} {Fill(attempt.Key ?? "")}";
        using var response = await client.SendAsync(request, Cancel);
        var isArchive = response.Content.Headers.ContentType?.MediaType == "application/zip";
        var text = isArchive ? await UnpackedAsync(response) : await response.Content.ReadAsStringAsync(Cancel);
        var lasting = response.Headers.Concat(response.Content.Headers).Where(h => h.Key is not ("Date" or "X-Request-ID"));
        var headers = string.Join('\n', lasting.Select(h => $"{h.Key}: {string.Join(',', h.Value)}"));
        var isRefusal = !response.IsSuccessStatusCode;
        return new Answer($"{(int)response.StatusCode}", isRefusal ? WithoutTrace(text) : text, headers, sent, isRefusal);
    }

    private static async Task<Answer> CallAsync(McpClient mcp, ToolTry attempt, UserResources things, string own)
    {
        var sent = things.Fill(attempt.Arguments).Replace("<own>", own, StringComparison.Ordinal);
        var result = await mcp.AnswerAsync(attempt.Tool, sent);
        var isRefusal = result.IsError == true;
        return new Answer(
            isRefusal ? "refused" : "done",
            JsonSerializer.Serialize(result, McpJsonUtilities.DefaultOptions),
            "",
            sent,
            isRefusal
        );
    }

    private static async Task<string> ReadAsync(McpClient mcp, UserResources things)
    {
        var uri = things.Fill("strata://source/<source>");
        var refused = await Should.ThrowAsync<McpException>(async () => await mcp.ReadResourceAsync(uri, cancellationToken: Cancel));
        return things.Hide(refused.Message);
    }

    private static async Task<string> UnpackedAsync(HttpResponseMessage response)
    {
        await using var body = await response.Content.ReadAsStreamAsync(Cancel);
        using var zip = new ZipArchive(body, ZipArchiveMode.Read);
        var text = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Cancel));
            text.Append(entry.FullName).Append('\n').Append(await reader.ReadToEndAsync(Cancel));
        }
        return text.ToString();
    }

    /// <summary>Every request has a trace of its own.</summary>
    private static string WithoutTrace(string problem) => Trace().Replace(problem, "");

    [GeneratedRegex(""","trace_id":"[^"]*"|"trace_id":"[^"]*",?""")]
    private static partial Regex Trace();

    /// <summary>A parameter of a path, as an escaped expression has it.</summary>
    [GeneratedRegex(@"\\\{[^}]+\}")]
    private static partial Regex Parameter();

    /// <param name="Sent">All that the request said.</param>
    private sealed record Answer(string Status, string Text, string Headers, string Sent, bool IsRefusal)
    {
        public string Whole => $"{Headers}\n{Text}";
    }
}
