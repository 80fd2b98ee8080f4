using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Strata.Server.Operations;

namespace Strata.Server.Tests;

internal static class McpSteps
{
    private const int MessageId = 7_001;

    private static readonly Dictionary<string, JsonElement> Promised = OperationTools
        .All(localFiles: true)
        .ToDictionary(t => t.Name, t => t.Definition.OutputSchema.ShouldNotBeNull(t.Name), StringComparer.Ordinal);

    /// <summary>Calls a tool that must succeed; checks what it promises of its answer; gives the structured content.</summary>
    public static async Task<JsonElement> CallAsync(this McpClient client, string tool, string arguments = "{}")
    {
        var result = await client.AnswerAsync(tool, arguments);
        result.IsError.ShouldNotBe(true, result.FirstText());
        var structured = result.StructuredContent.ShouldNotBeNull(tool);
        JsonElement
            .DeepEquals(JsonElement.Parse(result.FirstText()), structured)
            .ShouldBeTrue(tool + ": the text is not the structured content.");
        ShouldFit(structured, Promised[tool], tool);
        return structured;
    }

    /// <summary>Calls a tool that must refuse; gives the code.</summary>
    public static async Task<string> RefusedAsync(this McpClient client, string tool, string arguments = "{}")
    {
        var result = await client.AnswerAsync(tool, arguments);
        result.IsError.ShouldBe(true, result.FirstText());
        var refusal = JsonElement.Parse(result.FirstText());
        refusal.Text("message").ShouldNotBeEmpty();
        result.Meta.ShouldNotBeNull()["strata/error"].ShouldNotBeNull().ToJsonString().ShouldBe(JsonSerializer.Serialize(refusal));
        return refusal.Text("code");
    }

    public static async Task<CallToolResult> AnswerAsync(this McpClient client, string tool, string arguments = "{}")
    {
        var values = JsonElement
            .Parse(arguments)
            .EnumerateObject()
            .ToDictionary(p => p.Name, p => (object?)p.Value, StringComparer.Ordinal);
        return await client.CallToolAsync(tool, values, cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// Calls a tool that must succeed; gives its result, and what was told of its progress before that. Read as it was sent: the SDK's
    /// client hands notes on in any order, and none that it comes to after the answer.
    /// </summary>
    public static async Task<(IReadOnlyList<JsonElement> Notes, JsonElement Result)> ToldAsync(
        this HttpClient client,
        string revision,
        string? session,
        string tool,
        object arguments
    )
    {
        var parameters = new JsonObject
        {
            ["name"] = tool,
            ["arguments"] = JsonSerializer.SerializeToNode(arguments),
            ["_meta"] = new JsonObject { ["progressToken"] = "told" },
        };
        using var request = Message(RequestMethods.ToolsCall, parameters, revision, session);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(200, text);
        const string Sent = "data: ";
        var messages = text.Split('\n')
            .Where(l => l.StartsWith(Sent, StringComparison.Ordinal))
            .Select(l => JsonElement.Parse(l[Sent.Length..]))
            .ToList();
        messages[..^1].ShouldAllBe(m => m.Text("method") == NotificationMethods.ProgressNotification, text);
        messages[^1].GetProperty("id").GetInt32().ShouldBe(MessageId);
        var result = messages[^1].GetProperty("result");
        (result.TryGetProperty("isError", out var isError) && isError.GetBoolean()).ShouldBeFalse(text);
        return ([.. messages[..^1].Select(m => m.GetProperty("params"))], result);
    }

    /// <summary>A request or notification as clients of a revision send it, with the headers and the _meta that it asks for.</summary>
    public static HttpRequestMessage Message(string method, JsonObject parameters, string revision, string? session = null)
    {
        var meta = parameters["_meta"] as JsonObject ?? [];
        meta["io.modelcontextprotocol/protocolVersion"] = revision;
        meta["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "test", ["version"] = "1" };
        meta["io.modelcontextprotocol/clientCapabilities"] = new JsonObject();
        parameters["_meta"] = meta;
        var message = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["method"] = method,
            ["params"] = parameters,
        };
        if (!method.StartsWith("notifications/", StringComparison.Ordinal))
        {
            message["id"] = MessageId;
        }
        var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = new StringContent(message.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Accept", "application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", revision);
        request.Headers.Add("Mcp-Method", method);
        if ((parameters["name"] ?? parameters["uri"])?.GetValue<string>() is { } name)
        {
            request.Headers.Add("Mcp-Name", name);
        }
        if (session is not null)
        {
            request.Headers.Add("Mcp-Session-Id", session);
        }
        return request;
    }

    public static string FirstText(this CallToolResult result) => result.Content.OfType<TextContentBlock>().First().Text;

    /// <summary>The keywords that output schemas here consist of: type, properties, items, required.</summary>
    private static void ShouldFit(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("type", out var type))
        {
            var kind = value.ValueKind switch
            {
                JsonValueKind.True or JsonValueKind.False => "boolean",
                JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
                var other => other.ToString().ToLowerInvariant(),
            };
            kind.ShouldBe(type.GetString(), path);
        }
        if (schema.TryGetProperty("required", out var required))
        {
            required.EnumerateArray().Select(n => n.GetString()).Except(value.EnumerateObject().Select(p => p.Name)).ShouldBeEmpty(path);
        }
        if (schema.TryGetProperty("items", out var items))
        {
            value.EnumerateArray().ToList().ForEach(item => ShouldFit(item, items, path + "[]"));
        }
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject().Where(p => value.TryGetProperty(p.Name, out _)))
            {
                ShouldFit(value.GetProperty(property.Name), property.Value, $"{path}.{property.Name}");
            }
        }
    }
}
