using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Strata.Cli.Remote;

internal sealed partial class RemoteStrata
{
    public Task<IngestResult> IngestAsync(IngestRequest request, Stream content, IProgress<Progress>? progress, CancellationToken ct)
    {
        var body = new StreamContent(new CountedStream(content, progress), 1 << 16);
        body.Headers.ContentType = MediaTypeHeaderValue.TryParse(request.MediaType, out var type)
            ? type
            : new MediaTypeHeaderValue("application/octet-stream");
        var path = new Query($"sources")
            .With("file_name", request.FileName)
            .With("media_type", request.MediaType)
            .With("origin", request.Origin)
            .With("observed_at", request.ObservedAt)
            .With("interpret", request.Interpret ? null : false)
            .With("entity_type", request.EntityType)
            .With("day_first", request.DayFirst)
            .With("header", request.Header)
            .With("ocr", request.Ocr)
            .With("ocr_language", request.OcrLanguage)
            .With("wait", request.Wait);
        return FollowAsync<IngestResult>(path, body, request.IdempotencyKey, progress, ct);
    }

    public Task<IngestResult> IngestUrlAsync(Uri url, IngestRequest request, IProgress<Progress>? progress, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToNode(request, StrataJson.Options) as JsonObject ?? [];
        body["url"] = url.AbsoluteUri;
        return FollowAsync<IngestResult>(new Query($"sources/url"), Body(body), request.IdempotencyKey, progress, ct);
    }

    public Task<IngestResult> ReinterpretAsync(string sourceId, IngestRequest request, IProgress<Progress>? progress, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToNode(request, StrataJson.Options) as JsonObject ?? [];
        body.Remove("interpret"); // It goes without saying, and there it may not be said.
        return FollowAsync<IngestResult>(new Query($"sources/{sourceId}/reinterpret"), Body(body), request.IdempotencyKey, progress, ct);
    }
}
