#pragma warning disable MCP9005 // Sampling, roots and logging: deprecated, but the suite still asks for them.
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Strata.Server.Tests.Conformance;

/// <summary>Tools that answer by themselves: every kind of content, errors, progress, logs, schemas, headers.</summary>
internal static class FixtureTools
{
    /// <summary>One red pixel.</summary>
    public const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

    /// <summary>A WAV file of no samples.</summary>
    private const string Wav = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=";

    public static IEnumerable<McpServerTool> All =>
        [
            Fixture.Tool("test_simple_text", "Plain text.", () => "This is a simple text response for testing."),
            Fixture.Tool("test_image_content", "An image.", () => Image()),
            Fixture.Tool("test_audio_content", "A sound.", () => AudioContentBlock.FromBytes(Convert.FromBase64String(Wav), "audio/wav")),
            Fixture.Tool(
                "test_embedded_resource",
                "A resource inside the answer.",
                () => Embedded("test://embedded-resource", "text/plain", "Embedded.")
            ),
            Fixture.Tool("test_multiple_content_types", "Text, image and resource.", Mixed),
            Fixture.Tool("test_error_handling", "Always fails.", Fail),
            Fixture.Tool("test_tool_with_progress", "Tells its progress.", ProgressAsync),
            Fixture.Tool("test_tool_with_logging", "Sends log messages.", LogAsync),
            Fixture.Tool("test_logging_tool", "Logs where the request asks for it.", LogIfAskedAsync),
            Fixture.Tool("test_missing_capability", "Needs a client that samples.", NeedsSampling),
            Fixture.Tool("test_streaming_elicitation", "Streams its answer and nothing else.", () => "Only the answer."),
            Fixture.Tool("test_header_tool", "Has an argument that is repeated as a header.", Header),
            DialectTool(),
        ];

    private static ImageContentBlock Image() => ImageContentBlock.FromBytes(Convert.FromBase64String(Png), "image/png");

    private static EmbeddedResourceBlock Embedded(string uri, string mediaType, string text) =>
        new()
        {
            Resource = new TextResourceContents
            {
                Uri = uri,
                MimeType = mediaType,
                Text = text,
            },
        };

    private static ContentBlock[] Mixed() =>
        [
            new TextContentBlock { Text = "Multiple content types test:" },
            Image(),
            Embedded("test://mixed-content-resource", "application/json", """{"test":"data","value":123}"""),
        ];

    private static CallToolResult Fail() =>
        new() { IsError = true, Content = [new TextContentBlock { Text = "This tool intentionally returns an error for testing" }] };

    private static async Task<string> ProgressAsync(RequestContext<CallToolRequestParams> call, CancellationToken ct)
    {
        if (call.Params?.ProgressToken is { } token)
        {
            foreach (var done in (float[])[0, 50, 100])
            {
                await call.Server.NotifyProgressAsync(
                    token,
                    new ProgressNotificationValue { Progress = done, Total = 100 },
                    cancellationToken: ct
                );
            }
        }
        return "Done.";
    }

    private static async Task<string> LogAsync(RequestContext<CallToolRequestParams> call, CancellationToken ct)
    {
        foreach (var line in (string[])["Tool execution started", "Tool processing data", "Tool execution completed"])
        {
            await SendLogAsync(call.Server, line, ct);
        }
        return "Logged.";
    }

    private static async Task<string> LogIfAskedAsync(RequestContext<CallToolRequestParams> call, CancellationToken ct)
    {
        if (call.JsonRpcRequest.Context?.LogLevel is not null)
        {
            await SendLogAsync(call.Server, "Asked for.", ct);
        }
        return "Logged where asked for.";
    }

    private static Task SendLogAsync(McpServer client, string line, CancellationToken ct) =>
        client.SendNotificationAsync(
            "notifications/message",
            new LoggingMessageNotificationParams
            {
                Level = LoggingLevel.Info,
                Logger = "fixture",
                Data = Fixture.Json($"\"{line}\""),
            },
            cancellationToken: ct
        );

    private static string NeedsSampling(RequestContext<CallToolRequestParams> call) =>
        call.Server.ClientCapabilities?.Sampling is not null
            ? "The client samples."
            : throw new MissingRequiredClientCapabilityException(new ClientCapabilities { Sampling = new() }, "This tool needs sampling.");

    private static string Header([McpHeader("Region")] string region, string query) => $"{query} in {region}";

    private static McpServerTool DialectTool()
    {
        var tool = Fixture.Tool("json_schema_2020_12_tool", "Keeps the whole of JSON Schema 2020-12.", () => "Kept.");
        tool.ProtocolTool.InputSchema = Fixture.Json(
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "$defs": {
                "address": {
                  "$anchor": "addressDef",
                  "type": "object",
                  "properties": { "street": { "type": "string" }, "city": { "type": "string" } }
                }
              },
              "properties": {
                "name": { "type": "string" },
                "address": { "$ref": "#/$defs/address" },
                "contactMethod": { "type": "string", "enum": ["phone", "email"] },
                "phone": { "type": "string" },
                "email": { "type": "string" }
              },
              "allOf": [{ "anyOf": [{ "required": ["phone"] }, { "required": ["email"] }] }],
              "if": { "properties": { "contactMethod": { "const": "phone" } }, "required": ["contactMethod"] },
              "then": { "required": ["phone"] },
              "else": { "required": ["email"] },
              "additionalProperties": false
            }
            """
        );
        return tool;
    }
}
