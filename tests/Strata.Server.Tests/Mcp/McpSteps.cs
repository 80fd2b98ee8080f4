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
