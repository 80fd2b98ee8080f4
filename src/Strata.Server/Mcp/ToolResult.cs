using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol.Protocol;

namespace Strata.Server.Mcp;

/// <summary>Tool results: structured content, the same as text for clients that read only that, and links to sources.</summary>
internal static class ToolResult
{
    /// <summary>Key of a refusal's <c>{code, message, faults}</c> in a result's <c>_meta</c>.</summary>
    public const string ErrorMeta = "strata/error";

    public static async Task<CallToolResult> OneAsync<T>(Task<T> answer, Func<T, IEnumerable<ResourceLinkBlock>>? links = null)
    {
        var value = await answer;
        return Result(JsonSerializer.SerializeToElement(value, TypeOf<T>()), links?.Invoke(value));
    }

    /// <summary>A list, which MCP wants inside an object: <c>{"items": […]}</c>.</summary>
    public static async Task<CallToolResult> ListAsync<T>(Task<IReadOnlyList<T>> answer)
    {
        var items = JsonSerializer.Serialize(await answer, TypeOf<IReadOnlyList<T>>());
        return Result(JsonElement.Parse($$"""{"items":{{items}}}"""), links: null);
    }

    public static CallToolResult Result(JsonElement structured, IEnumerable<ResourceLinkBlock>? links) =>
        new() { StructuredContent = structured, Content = [new TextContentBlock { Text = structured.GetRawText() }, .. links ?? []] };

    /// <summary>
    /// A refusal, as text for models and in <c>_meta</c> for programs. Not as structured content: clients check that against the tool's
    /// output schema, errors included, and would report a broken server.
    /// </summary>
    public static CallToolResult Refusal(StrataException e)
    {
        var refused = JsonSerializer.SerializeToNode(
            new Refused(e.Code.Name(), e.Message, e.Faults.Count == 0 ? null : e.Faults)
            {
                Advice = Advice.Mcp(e.Code),
                Quota = e.Quota,
                RetryAfter = e.RetryAfter is { } wait ? Problem.Seconds(wait) : null,
            },
            ServerJson.Ours.Refused
        );
        return new()
        {
            IsError = true,
            Content = [new TextContentBlock { Text = refused!.ToJsonString(StrataJson.Options) }], // a record never serializes to null
            Meta = new JsonObject { [ErrorMeta] = refused },
        };
    }

    public static ResourceLinkBlock Link(string sourceId, string? fileName, string? mediaType = null, long? size = null) =>
        new()
        {
            Uri = SourceResource.Uri(sourceId),
            Name = fileName ?? sourceId,
            MimeType = mediaType,
            Size = size,
        };

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)StrataJson.Options.GetTypeInfo(typeof(T));
}

/// <summary>An error for MCP clients.</summary>
internal sealed record Refused(string Code, string Message, IReadOnlyList<Fault>? Faults)
{
    /// <summary>What to do about it.</summary>
    public string? Advice { get; init; }

    public QuotaRefusal? Quota { get; init; }

    /// <summary>Seconds.</summary>
    public long? RetryAfter { get; init; }
}
