using System.Text;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Strata.Server.Tests;

internal static class McpSteps
{
    private static readonly Dictionary<string, JsonElement> Promised = Tools
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
    /// Calls a tool that must succeed; gives its result, and what was told of its progress before that. Read as it was sent: the SDK's client
    /// hands notes on in any order, and none that it comes to after the answer.
    /// </summary>
    public static async Task<(IReadOnlyList<JsonElement> Notes, JsonElement Result)> ToldAsync(
        this HttpClient client,
        string revision,
        string? session,
        string tool,
        object arguments
    )
    {
        var meta = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["progressToken"] = "told",
            ["io.modelcontextprotocol/protocolVersion"] = revision,
            ["io.modelcontextprotocol/clientInfo"] = new { name = "test", version = "1" },
            ["io.modelcontextprotocol/clientCapabilities"] = new { },
        };
        var call = new
        {
            jsonrpc = "2.0",
            id = 7_001,
            method = RequestMethods.ToolsCall,
            @params = new
            {
                name = tool,
                arguments,
                _meta = meta,
            },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = new StringContent(JsonSerializer.Serialize(call), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Accept", "application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", revision);
        request.Headers.Add("Mcp-Method", RequestMethods.ToolsCall);
        request.Headers.Add("Mcp-Name", tool);
        if (session is not null)
        {
            request.Headers.Add("Mcp-Session-Id", session);
        }
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(200, text);
        const string Sent = "data: ";
        var messages = text.Split('\n')
            .Where(l => l.StartsWith(Sent, StringComparison.Ordinal))
            .Select(l => JsonElement.Parse(l[Sent.Length..]))
            .ToList();
        messages[..^1].ShouldAllBe(m => m.Text("method") == NotificationMethods.ProgressNotification, text);
        messages[^1].GetProperty("id").GetInt32().ShouldBe(7_001);
        var result = messages[^1].GetProperty("result");
        (result.TryGetProperty("isError", out var isError) && isError.GetBoolean()).ShouldBeFalse(text);
        return ([.. messages[..^1].Select(m => m.GetProperty("params"))], result);
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
