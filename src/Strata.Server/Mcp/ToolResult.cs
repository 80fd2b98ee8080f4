using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace Strata.Server.Mcp;

/// <summary>Tool results: structured content, the same as text for clients that read only that, and links to sources.</summary>
internal static class ToolResult
{
    /// <summary>Key of a refusal's <c>{code, message, faults}</c> in a result's <c>_meta</c>.</summary>
    public const string ErrorMeta = "strata/error";

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

    public static ResourceLinkBlock Link(SourceReference source) =>
        new()
        {
            Uri = SourceResource.Uri(source.SourceId),
            Name = source.FileName ?? source.SourceId,
            MimeType = source.MediaType,
            Size = source.ByteSize,
        };
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
