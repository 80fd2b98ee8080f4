using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace Strata.Server.Tests;

/// <summary>A client of MCP over HTTP whose messages are recorded as they are sent, without what is the same in each.</summary>
/// <param name="by">Who it is, where it is not the store's own user.</param>
internal sealed class RecordedTools(ExchangeRecorder recorder, HttpClient client, string? by = null)
{
    private const string Latest = "2026-07-28";
    private const string Error = "strata/error";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    /// <summary>Calls a tool; gives its structured content, or nothing where it refuses.</summary>
    /// <param name="arguments">An object of them; null: none.</param>
    public Task<JsonElement> CallAsync(string tool, object? arguments = null) =>
        CallAsync(tool, JsonSerializer.SerializeToNode(arguments ?? new JsonObject()));

    /// <inheritdoc cref="CallAsync(string, object?)"/>
    /// <param name="arguments">As JSON.</param>
    public Task<JsonElement> CallAsync(string tool, string arguments) => CallAsync(tool, JsonNode.Parse(arguments));

    /// <param name="session">Opened before, in a revision that has sessions.</param>
    /// <returns>The message that was answered; null where there was none.</returns>
    public async Task<JsonObject?> SendAsync(
        string method,
        JsonObject? parameters = null,
        string revision = Latest,
        string? session = null,
        string? tool = null
    )
    {
        var asked = new JsonObject { ["method"] = method };
        if (parameters is not null)
        {
            asked["params"] = parameters.DeepClone();
        }
        using var request = McpSteps.Message(method, parameters ?? [], revision, session);
        return await KeepAsync(request, asked, revision, session, tool);
    }

    /// <summary>Ends a session.</summary>
    public async Task EndAsync(string revision, string session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/mcp")
        {
            Headers = { { "MCP-Protocol-Version", revision }, { "Mcp-Session-Id", session } },
        };
        await KeepAsync(request, new JsonObject { ["http_method"] = "DELETE" }, revision, session, tool: null);
    }

    /// <summary>The session that the last answer named.</summary>
    public string Session { get; private set; } = "";

    private async Task<JsonElement> CallAsync(string tool, JsonNode? arguments)
    {
        var parameters = new JsonObject { ["name"] = tool, ["arguments"] = arguments };
        var answer = await SendAsync(RequestMethods.ToolsCall, parameters, tool: tool);
        return answer?["result"]?["structuredContent"] is { } content ? JsonElement.Parse(content.ToJsonString()) : default;
    }

    private async Task<JsonObject?> KeepAsync(HttpRequestMessage request, JsonObject asked, string revision, string? session, string? tool)
    {
        if (revision != Latest)
        {
            asked["revision"] = revision;
        }
        if (session is not null)
        {
            asked["Mcp-Session-Id"] = session;
        }
        using var answer = await client.SendAsync(request, Cancel);
        if (answer.Headers.TryGetValues("Mcp-Session-Id", out var sessions))
        {
            Session = sessions.Single();
        }
        var told = new JsonObject { ["status"] = (int)answer.StatusCode };
        if (AnswerContent.Headers(answer, AnswerContent.OfMessages) is { Count: > 0 } headers)
        {
            told["headers"] = headers;
        }
        var body = AnswerContent.Read(answer.Content.Headers.ContentType, await answer.Content.ReadAsByteArrayAsync(Cancel));
        var message = body is JsonArray events ? events.ShouldHaveSingleItem().ShouldNotBeNull()["data"] : body;
        if (message?.DeepClone() is JsonObject whole)
        {
            whole.Remove("jsonrpc");
            whole.Remove("id");
            SayOnce(whole["result"] as JsonObject);
            NameTools(whole["result"] as JsonObject);
            told["message"] = whole;
        }
        recorder.Add(new(tool, by, asked, told));
        return message as JsonObject;
    }

    /// <summary>The first text of a tool's answer is its structured content once more, or its error.</summary>
    private static void SayOnce(JsonObject? result)
    {
        if ((result?["content"] as JsonArray)?.FirstOrDefault() is not JsonObject first || (string?)first["type"] != "text")
        {
            return;
        }
        var text = JsonElement.Parse((string?)first["text"] ?? "");
        foreach (var (name, node) in new[] { ("structuredContent", result["structuredContent"]), (Error, result["_meta"]?[Error]) })
        {
            if (node is not null && JsonElement.DeepEquals(text, JsonElement.Parse(node.ToJsonString())))
            {
                first["text"] = $"{{{name}}}";
            }
        }
    }

    /// <summary>mcp-tools.json has them whole.</summary>
    private static void NameTools(JsonObject? result)
    {
        if (result?["tools"] is JsonArray tools)
        {
            result["tools"] = new JsonArray([.. tools.Select(t => t?["name"]?.DeepClone())]);
        }
    }
}
