using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Strata.Server.Tests;

internal static class McpSteps
{
    /// <summary>Calls a tool that must succeed; checks what it promises of its answer; gives the structured content.</summary>
    public static async Task<JsonElement> CallAsync(this McpClient client, string tool, string arguments = "{}")
    {
        var result = await client.AnswerAsync(tool, arguments);
        result.IsError.ShouldNotBe(true, result.FirstText());
        var structured = result.StructuredContent.ShouldNotBeNull(tool);
        JsonElement.DeepEquals(JsonElement.Parse(result.FirstText()), structured).ShouldBeTrue(tool + ": the text is not the structured content.");
        return structured;
    }

    /// <summary>Calls a tool that must refuse; gives the code.</summary>
    public static async Task<string> RefusedAsync(this McpClient client, string tool, string arguments = "{}")
    {
        var result = await client.AnswerAsync(tool, arguments);
        result.IsError.ShouldBe(true, result.FirstText());
        var refusal = JsonElement.Parse(result.FirstText());
        refusal.Text("message").ShouldNotBeEmpty();
        return refusal.Text("code");
    }

    public static async Task<CallToolResult> AnswerAsync(this McpClient client, string tool, string arguments = "{}")
    {
        var values = JsonElement.Parse(arguments).EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value, StringComparer.Ordinal);
        return await client.CallToolAsync(tool, values, cancellationToken: TestContext.Current.CancellationToken);
    }

    public static string FirstText(this CallToolResult result) => result.Content.OfType<TextContentBlock>().First().Text;
}
