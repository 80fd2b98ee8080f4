using ModelContextProtocol.Protocol;

namespace Strata.Server;

internal static class SourceTools
{
    /// <summary>Bytes that <c>content_base64</c> may stand for.</summary>
    public const int MaxInlineBytes = 10 << 20;

    public static IReadOnlyList<StrataTool> All(bool localFiles) =>
        [
            new(
                "ingest",
                Effect.Adds,
                "Takes in one file: keeps the bytes for good and reads entities out of them (CSV, JSON, text, HTML, PDF, office files, mail, calendars, XML, …; ZIP and mail give their members as sources). "
                    + $"Give exactly one of {(localFiles ? "path, " : "")}text, content_base64, url. Bytes already held come back as deduplicated.",
                [
                    .. localFiles ? [Take.Text("path", "A file of this machine.")] : Array.Empty<Parameter>(),
                    Take.Text("text"),
                    Take.Text("content_base64", "At most 10 MB; larger files by REST."),
                    Take.Text("url", "http or https."),
                    Take.Text("file_name", "Helps to tell the format."),
                    Take.Text("media_type"),
                    Take.Text("origin", "Where it came from, in your words."),
                    Take.Time("observed_at", "When it was true; default now."),
                    Take.Flag("interpret", "false: only keep the bytes."),
                    Take.Text("entity_type", "Type of every record; default: chosen by score."),
                    Take.Flag("day_first", "Day/month order of ambiguous dates; default: detected."),
                    Take.Flag("header", "CSV: the first row names the columns; default: detected."),
                    Take.Flag("ocr", "PDF: read scanned pages by OCR."),
                    Take.Wait,
                    Take.Key,
                ],
                Shapes.Ingested,
                call => IngestAsync(call, localFiles)
            )
            {
                OpenWorld = true,
                IsExpensive = true,
            },
            new(
                "reinterpret",
                Effect.Adds,
                "Reads a held source again, with today's schemas. Earlier observations stay; the later run wins ties.",
                [
                    Take.SourceId,
                    Take.Text("entity_type"),
                    Take.Flag("day_first"),
                    Take.Flag("header"),
                    Take.Flag("ocr"),
                    Take.Wait,
                    Take.Key,
                ],
                Shapes.Reinterpreted,
                call =>
                    Give.OneAsync(
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
                IsExpensive = true,
            },
            new(
                "list_sources",
                Effect.Reads,
                "Sources, newest first: ids, names, types, sizes.",
                [.. Take.Page],
                Shapes.Page,
                call => Give.OneAsync(call.Strata.ListSourcesAsync(call.Page, call.Cancellation))
            ),
            new(
                "get_source_metadata",
                Effect.Reads,
                "A source's origin, type, size, times and runs.",
                [Take.SourceId],
                Shapes.Source,
                call =>
                    Give.OneAsync(
                        call.Strata.GetSourceAsync(call.Needed("source_id"), call.Cancellation),
                        s => [Give.Link(s.SourceId, s.FileName, s.MediaType, s.ByteSize)]
                    )
            ),
            new(
                "get_source_content",
                Effect.Reads,
                "A source's bytes in parts (text where UTF-8, else base64), or any format as Markdown. Go on at next_offset.",
                [
                    Take.SourceId,
                    Take.OneOf("as", ["markdown"]),
                    Take.Flag("main"),
                    Take.Integer("offset", 0, long.MaxValue, "In bytes."),
                    Take.Integer("length", 1, SourcePart.MaxLength, $"In bytes, default {SourcePart.DefaultLength}."),
                ],
                Shapes.Content,
                SourcePart.ReadAsync
            ),
            new(
                "list_runs",
                Effect.Reads,
                "Interpretations, newest first, with status, counts and errors; all or one source's.",
                [Take.Text("source_id"), .. Take.Page],
                Shapes.Page,
                call => Give.OneAsync(call.Strata.ListRunsAsync(call.Text("source_id"), call.Page, call.Cancellation))
            ),
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
        var progress = call.Progress is { } to && request is { Interpret: true } ? new KeptAndRead(to) : call.Progress;
        if (string.Equals(given[0], "url", StringComparison.Ordinal))
        {
            return await Give.OneAsync(
                call.Strata.IngestUrlAsync(Address(call.Needed("url")), request, progress, call.Cancellation),
                Links
            );
        }
        await using var content = InlineContent.Open(call, given[0]);
        request = request with { FileName = request.FileName ?? Path.GetFileName(call.Text("path")) };
        return await Give.OneAsync(call.Strata.IngestAsync(request, content, progress, call.Cancellation), Links);
    }

    private static Uri Address(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
            ? address
            : throw new StrataException(ErrorCode.InvalidContent, "url must be an absolute http or https address.");

    private static IEnumerable<ResourceLinkBlock> Links(IngestResult result) =>
        [Give.Link(result.SourceId, result.FileName, result.MediaType, result.ByteSize)];
}
