using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Taken = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Created<Strata.Sources.IngestResult>,
    Microsoft.AspNetCore.Http.HttpResults.Ok<Strata.Sources.IngestResult>,
    Microsoft.AspNetCore.Http.HttpResults.Accepted<Strata.Sources.IngestResult>,
    Strata.Server.ProgressStream<Strata.Sources.IngestResult>
>;

namespace Strata.Server.Sources;

/// <summary>Routes that ingest bytes.</summary>
internal static class SourceEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder api, ServerStore store)
    {
        var sources = api.MapGroup("/sources").WithTags("Sources");
        var large = new SourceLimit(store.MaxSourceBytes);
        sources
            .MapPost("/", UploadAsync)
            .Says(
                "ingest",
                "Takes in one file: the body is its bytes. 201 where they are new, 200 where they were held already, 202 where a worker interprets them."
            )
            .TakesBytes()
            .Costs(Cost.Expensive)
            .WithMetadata(large);
        sources
            .MapPost("/batch", UploadManyAsync)
            .Says("ingest_batch", "Takes in many files, one by one; a refused one does not stop the others.")
            .TakesFiles()
            .Costs(Cost.Expensive)
            .WithMetadata(large);
        sources
            .MapPost("/url", FromUrlAsync)
            .Says("ingest_url", "Fetches an http or https address and takes in what it gives.")
            .Costs(Cost.Expensive);
        sources
            .MapPost("/{id}/reinterpret", ReinterpretAsync)
            .Says("reinterpret", "Reads a held source again with today's schemas; earlier observations stay.")
            .Costs(Cost.Expensive);
    }

    private static async Task<Taken> UploadAsync(
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
        return await TakeInAsync(http, progress => user.Strata.IngestAsync(request, RequestBytes.Of(http), progress, ct));
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

    private static async Task<Taken> FromUrlAsync(
        UrlRequest body,
        [AsParameters] Idempotency idempotency,
        HttpRequest http,
        CurrentUser user,
        CancellationToken ct
    )
    {
        var request = body.Request(idempotency);
        return await TakeInAsync(http, progress => user.Strata.IngestUrlAsync(body.Url, request, progress, ct));
    }

    private static async Task<Taken> ReinterpretAsync(
        string id,
        ReinterpretRequest? body,
        [FromQuery(Name = "wait"), Description("false: a worker does it; 202 names the run.")] bool? wait,
        [AsParameters] Idempotency idempotency,
        HttpRequest http,
        CurrentUser user,
        CancellationToken ct
    )
    {
        var request = (body ?? new ReinterpretRequest()).Request(wait, idempotency);
        return await TakeInAsync(http, progress => user.Strata.ReinterpretAsync(id, request, progress, ct));
    }

    /// <summary>Ingests while the caller waits, streaming progress on request.</summary>
    private static async Task<Taken> TakeInAsync(HttpRequest http, Func<IProgress<Progress>?, Task<IngestResult>> take)
    {
        if (ProgressStream.FormatOf(http) is { } format)
        {
            return new ProgressStream<IngestResult>(format, take);
        }
        var result = await take(null);
        if (result.Run is { Status: RunStatus.Queued or RunStatus.Running } run)
        {
            return TypedResults.Accepted($"/api/v1/runs/{run.RunId}", result);
        }
        return result.Deduplicated ? TypedResults.Ok(result) : TypedResults.Created($"/api/v1/sources/{result.SourceId}", result);
    }
}
