using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Strata.Server;

/// <summary>Bytes in, bytes out, and what came of them.</summary>
internal static class SourceEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder api, ServerOptions options)
    {
        var sources = api.MapGroup("/sources").WithTags("Sources");
        var large = new SourceLimit(options.MaxSourceBytes);
        sources
            .MapPost("/", UploadAsync)
            .Says("ingest", "Takes in one file: the body is its bytes. 201 where they are new, 200 where they were held already.")
            .TakesBytes()
            .WithMetadata(large);
        sources
            .MapPost("/batch", UploadManyAsync)
            .Says("ingest_batch", "Takes in many files, one by one; a refused one does not stop the others.")
            .TakesFiles()
            .WithMetadata(large);
        sources.MapPost("/url", FromUrlAsync).Says("ingest_url", "Fetches an http or https address and takes in what it gives.");
        sources.MapGet("/", ListAsync).Says("list_sources", "Sources, newest first.");
        sources.MapGet("/{id}", GetAsync).Says("get_source", "One source with its runs.");
        sources.MapGet("/{id}/content", ContentAsync).Says("get_source_content", "A source's own bytes.").GivesBytes();
        sources.MapMethods("/{id}/content", [HttpMethods.Head], ContentAsync).ExcludeFromDescription();
        sources
            .MapPost("/{id}/reinterpret", ReinterpretAsync)
            .Says("reinterpret", "Reads a held source again with today's schemas; earlier observations stay.");

        var runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("/", ListRunsAsync).Says("list_runs", "Interpretations, newest first.");
        runs.MapGet("/{id}", GetRunAsync).Says("get_run", "One interpretation, with its whole configuration.");
    }

    private static async Task<Results<Created<IngestResult>, Ok<IngestResult>>> UploadAsync(
        [AsParameters] IngestQuery query,
        [AsParameters] Idempotency idempotency,
        HttpRequest http,
        CurrentUser user,
        CancellationToken ct
    )
    {
        if (MultipartFiles.IsMultipart(http))
        {
            throw new StrataException(
                ErrorCode.UnsupportedMediaType,
                "Send one file as the plain body; several as multipart/form-data to /sources/batch."
            );
        }
        var request = query.Request(http.ContentType, idempotency.Key);
        var result = await user.Strata.IngestAsync(request, http.Body, progress: null, ct);
        return result.Deduplicated ? TypedResults.Ok(result) : TypedResults.Created($"/api/v1/sources/{result.SourceId}", result);
    }

    private static async Task<Ok<IngestBatch>> UploadManyAsync(
        [AsParameters] IngestQuery query,
        [AsParameters] Idempotency idempotency,
        HttpRequest http,
        CurrentUser user,
        CancellationToken ct
    )
    {
        var items = new List<IngestBatchItem>();
        await foreach (var file in MultipartFiles.ReadAsync(http, ct))
        {
            var key = idempotency.Key is { } whole ? $"{whole}/{items.Count}" : null;
            items.Add(
                await IngestBatchItem.OfAsync(
                    user.Strata,
                    query.Request(file.MediaType, key) with
                    {
                        FileName = file.Name,
                    },
                    file.Content,
                    ct
                )
            );
        }
        return TypedResults.Ok(new IngestBatch(items));
    }

    private static async Task<Results<Created<IngestResult>, Ok<IngestResult>>> FromUrlAsync(
        UrlRequest body,
        [AsParameters] Idempotency idempotency,
        CurrentUser user,
        CancellationToken ct
    )
    {
        var result = await user.Strata.IngestUrlAsync(body.Url, body.Request(idempotency), progress: null, ct);
        return result.Deduplicated ? TypedResults.Ok(result) : TypedResults.Created($"/api/v1/sources/{result.SourceId}", result);
    }

    private static async Task<Ok<Page<SourceView>>> ListAsync([AsParameters] Paging page, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.ListSourcesAsync(page.Request, ct));

    private static async Task<Ok<SourceView>> GetAsync(string id, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.GetSourceAsync(id, ct));

    private static async Task<FileStreamHttpResult> ContentAsync(string id, HttpResponse response, CurrentUser user, CancellationToken ct)
    {
        var (source, content) = await user.Strata.OpenSourceAsync(id, ct);
        response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(source.Digest))}:";
        response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Stream(
            content,
            source.MediaType,
            source.FileName ?? source.SourceId,
            entityTag: new EntityTagHeaderValue($"\"{source.Digest}\""),
            enableRangeProcessing: true
        );
    }

    private static async Task<Ok<IngestResult>> ReinterpretAsync(
        string id,
        IngestRequest? body,
        [AsParameters] Idempotency idempotency,
        CurrentUser user,
        CancellationToken ct
    )
    {
        var request = body ?? new IngestRequest();
        return TypedResults.Ok(
            await user.Strata.ReinterpretAsync(
                id,
                request with
                {
                    IdempotencyKey = idempotency.Or(request.IdempotencyKey),
                },
                progress: null,
                ct
            )
        );
    }

    private static async Task<Ok<Page<RunView>>> ListRunsAsync(
        [FromQuery(Name = "source_id")] string? sourceId,
        [AsParameters] Paging page,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.ListRunsAsync(sourceId, page.Request, ct));

    private static async Task<Ok<RunView>> GetRunAsync(string id, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.GetRunAsync(id, ct));
}
