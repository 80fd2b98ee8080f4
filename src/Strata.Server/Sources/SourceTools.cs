using ModelContextProtocol.Protocol;
using Strata.Server.Mcp;
using Strata.Server.Runs;

namespace Strata.Server.Sources;

internal static class SourceTools
{
    /// <summary>Most bytes that <c>content_base64</c> may encode.</summary>
    public const int MaxInlineBytes = 10 << 20;

    public static IReadOnlyList<StrataTool> All(bool localFiles) =>
        [
            new(
                "ingest",
                ToolEffect.Adds,
                "Takes in one file: keeps the bytes for good and reads entities out of them (CSV, JSON, text, HTML, PDF, office files, mail, calendars, XML, …; ZIP and mail give their members as sources). "
                    + $"Give exactly one of {(localFiles ? "path, " : "")}text, content_base64, url. Bytes already held come back as deduplicated.",
                [
                    .. localFiles ? [ToolParameters.Text("path", "A file of this machine.")] : Array.Empty<ToolParameter>(),
                    ToolParameters.Text("text"),
                    ToolParameters.Text("content_base64", "At most 10 MB; larger files by REST."),
                    ToolParameters.Text("url", "http or https."),
                    ToolParameters.Text("file_name", "Helps to tell the format."),
                    ToolParameters.Text("media_type"),
                    ToolParameters.Text("origin", "Where it came from, in your words."),
                    ToolParameters.Time("observed_at", "When it was true; default now."),
                    ToolParameters.Flag("interpret", "false: only keep the bytes."),
                    ToolParameters.Text("entity_type", "Type of every record; default: chosen by score."),
                    ToolParameters.Flag("day_first", "Day/month order of ambiguous dates; default: detected."),
                    ToolParameters.Flag("header", "CSV: the first row names the columns; default: detected."),
                    ToolParameters.Flag("ocr", "PDF: read scanned pages by OCR."),
                    ToolParameters.Wait,
                    ToolParameters.Key,
                ],
                OutputSchemas.Ingested,
                call => IngestAsync(call, localFiles)
            )
            {
                OpenWorld = true,
                IsExpensive = true,
            },
            new(
                "reinterpret",
                ToolEffect.Adds,
                "Reads a held source again, with today's schemas. Earlier observations stay; the later run wins ties.",
                [
                    ToolParameters.SourceId,
                    ToolParameters.Text("entity_type"),
                    ToolParameters.Flag("day_first"),
                    ToolParameters.Flag("header"),
                    ToolParameters.Flag("ocr"),
                    ToolParameters.Wait,
                    ToolParameters.Key,
                ],
                OutputSchemas.Reinterpreted,
                call =>
                    ToolResult.OneAsync(
                        call.Strata.ReinterpretAsync(
                            call.Needed("source_id"),
                            call.Request<IngestRequest>("source_id"),
                            call.Progress,
                            call.Cancellation
                        ),
                        Links
                    )
            )
            {
                Profile = ToolProfile.Admin,
                IsExpensive = true,
            },
            new(
                "list_sources",
                ToolEffect.Reads,
                "Sources, newest first: ids, names, types, sizes.",
                [.. ToolParameters.Page],
                OutputSchemas.Page,
                call => ToolResult.OneAsync(call.Strata.Sources.ListAsync(call.Page, call.Cancellation))
            ),
            new(
                "get_source_metadata",
                ToolEffect.Reads,
                "A source's origin, type, size, times and runs.",
                [ToolParameters.SourceId],
                OutputSchemas.Source,
                call =>
                    ToolResult.OneAsync(
                        call.Strata.Sources.GetAsync(call.Needed("source_id"), call.Cancellation),
                        s => [ToolResult.Link(s.SourceId, s.FileName, s.MediaType, s.ByteSize)]
                    )
            ),
            new(
                "get_source_content",
                ToolEffect.Reads,
                "A source's bytes in parts (text where UTF-8, else base64), or any format as Markdown. Go on at next_offset.",
                [
                    ToolParameters.SourceId,
                    ToolParameters.OneOf("as", ["markdown"]),
                    ToolParameters.Flag("main"),
                    ToolParameters.Integer("offset", 0, long.MaxValue, "In bytes."),
                    ToolParameters.Integer("length", 1, SourcePart.MaxLength, $"In bytes, default {SourcePart.DefaultLength}."),
                ],
                OutputSchemas.Content,
                SourcePart.ReadAsync
            ),
            new(
                "list_runs",
                ToolEffect.Reads,
                "Interpretations, newest first, with status, counts and errors; all or one source's.",
                [ToolParameters.Text("source_id"), .. ToolParameters.Page],
                OutputSchemas.Page,
                call => ToolResult.OneAsync(call.Strata.Runs.ListAsync(call.Text("source_id"), call.Page, call.Cancellation))
            )
            {
                Profile = ToolProfile.Admin,
            },
            .. RunTools.All,
        ];

    private static async Task<CallToolResult> IngestAsync(ToolCall call, bool localFiles)
    {
        var given = new[] { "path", "text", "content_base64", "url" }.Where(name => call.Text(name) is not null).ToList();
        if (given.Count != 1)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                "Give exactly one of text, content_base64, url" + (localFiles ? " or path." : ".")
            );
        }
        var request = call.Request<IngestRequest>("path", "text", "content_base64", "url");
        var progress = call.Progress is { } to && request is { Interpret: true } ? new StoreAndReadProgress(to) : call.Progress;
        if (string.Equals(given[0], "url", StringComparison.Ordinal))
        {
            return await ToolResult.OneAsync(
                call.Strata.IngestUrlAsync(Address(call.Needed("url")), request, progress, call.Cancellation),
                Links
            );
        }
        await using var content = InlineContent.Open(call, given[0]);
        request = request with { FileName = request.FileName ?? Path.GetFileName(call.Text("path")) };
        return await ToolResult.OneAsync(call.Strata.IngestAsync(request, content, progress, call.Cancellation), Links);
    }

    private static Uri Address(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
            ? address
            : throw new StrataException(ErrorCode.InvalidContent, "url must be an absolute http or https address.");

    private static IEnumerable<ResourceLinkBlock> Links(IngestResult result) =>
        [ToolResult.Link(result.SourceId, result.FileName, result.MediaType, result.ByteSize)];
}
