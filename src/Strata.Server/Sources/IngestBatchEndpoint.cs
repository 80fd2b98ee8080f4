using Microsoft.AspNetCore.Http.HttpResults;
using Strata.Server.Operations;

namespace Strata.Server.Sources;

/// <summary>Many uploads in one multipart request.</summary>
internal static class IngestBatchEndpoint
{
    public static void MapIngestBatch(this IEndpointRouteBuilder api, long limit)
    {
        var operation = SourcesModule.Ingest;
        Func<HttpContext, Task<Ok<IngestBatch>>> answer = TakeInAsync;
        api.MapPost(operation.Route.Template + "/batch", answer)
            .WithTags("Sources")
            .WithName("ingest_batch")
            .WithSummary("Takes in many files, one by one; a refused one does not stop the others.")
            .WithMetadata(operation, new BatchOf(typeof(IngestBatch)))
            .WithMetadata(new CostsAttribute(operation.Cost), new NeedsAttribute(operation.Access.Scope()))
            .ExcludeFromDescription()
            .TakesFiles(limit);
    }

    private static async Task<Ok<IngestBatch>> TakeInAsync(HttpContext http)
    {
        var asked = SourcesModule.Ingest.Read(await OperationRequest.ReadAsync(SourcesModule.Ingest, http, isBatch: true));
        var store = http.RequestServices.GetRequiredService<CurrentUser>().Strata;
        var items = new List<IngestBatchItem>();
        await foreach (var file in MultipartFiles.ReadAsync(http.Request, http.RequestAborted))
        {
            var request = asked with
            {
                FileName = file.Name,
                ContentType = OperationRequest.Stated(file.MediaType),
                IdempotencyKey = asked.IdempotencyKey is { } whole ? $"{whole}/{items.Count}" : null,
            };
            items.Add(await TakeInAsync(store, request, file.Content, http.RequestAborted));
        }
        return TypedResults.Ok(new IngestBatch(items));
    }

    private static async Task<IngestBatchItem> TakeInAsync(IStrata store, IngestRequest request, Stream content, CancellationToken ct)
    {
        try
        {
            return new() { FileName = request.FileName, Result = await store.Sources.IngestAsync(request, content, progress: null, ct) };
        }
        catch (StrataException e)
        {
            return new()
            {
                FileName = request.FileName,
                Code = e.Code.Name(),
                Detail = e.Message,
            };
        }
    }
}
