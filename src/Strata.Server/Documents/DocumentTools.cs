using ModelContextProtocol.Protocol;
using Strata.Server.Mcp;

namespace Strata.Server.Documents;

internal static class DocumentTools
{
    private const int MaxBytes = 1 << 20;

    public static IReadOnlyList<StrataTool> All { get; } =
    [
        new(
            "get_blocks",
            ToolEffect.Reads,
            "A document's blocks in order: text, section, and where each stands.",
            [
                ToolParameters.Text("document_id", "doc_…, or src_…").Needed(),
                ToolParameters.Text("type", "heading, paragraph, table_row, …"),
                ToolParameters.Integer("page", 1, int.MaxValue),
                ToolParameters.Text("text"),
                ToolParameters.Flag("main", "Main content only."),
                .. ToolParameters.Page,
            ],
            OutputSchemas.Page,
            call =>
                ToolResult.OneAsync(
                    call.Strata.Blocks.ListAsync(call.Needed("document_id"), call.Request<BlockQuery>("document_id"), call.Cancellation)
                )
        ),
        new(
            "reconstruct",
            ToolEffect.Reads,
            "A source's bytes with revised blocks put in, and what was replaced; at most 1 MB. Only text formats can be revised.",
            [
                ToolParameters.Text("id", "src_… or doc_…").Needed(),
                ToolParameters.List(
                    "revisions",
                    """{"type":"object","properties":{"block":{"type":"integer"},"text":{"type":"string"}},"required":["block","text"]}"""
                ),
                ToolParameters.Flag("declared", "false: without corrected values."),
            ],
            OutputSchemas.Reconstructed,
            ReconstructAsync
        )
        {
            Profile = ToolProfile.Admin,
        },
    ];

    private static async Task<CallToolResult> ReconstructAsync(ToolCall call)
    {
        var (report, stream) = await call.Strata.ReconstructAsync(
            call.Needed("id"),
            call.Request<ReconstructRequest>("id"),
            call.Cancellation
        );
        await using var content = stream;
        if (report.ByteSize > MaxBytes)
        {
            throw new StrataException(
                ErrorCode.FileTooLarge,
                $"The result has {report.ByteSize} bytes; a tool returns at most {MaxBytes}. Use REST: POST /api/v1/sources/ID/reconstruct."
            );
        }
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, call.Cancellation);
        var held = bytes.ToArray();
        var text = Text(held);
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("report");
            JsonSerializer.Serialize(writer, report, StrataJson.Options);
            if (text is not null)
            {
                writer.WriteString("text", text);
            }
            else
            {
                writer.WriteBase64String("content_base64", held);
            }
            writer.WriteEndObject();
        }
        return ToolResult.Result(JsonElement.Parse(json.ToArray()), links: null);
    }

    private static string? Text(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
