using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server.Blobs;

/// <summary>The bytes of files: whether they are whole, what waits for the store, what nothing refers to.</summary>
internal static class BlobEndpoints
{
    public static void MapBlobs(this IEndpointRouteBuilder api)
    {
        var blobs = api.MapGroup("/blobs").WithTags("Blobs");
        blobs
            .MapPost("/verify", VerifyAsync)
            .Says("verify_blobs", "Hashes all bytes where they lie for good. Streams progress where Accept asks for a stream.")
            .Costs(Cost.Expensive)
            .Needs(TokenScope.Read);
        blobs
            .MapPost("/retry", RetryAsync)
            .Says("retry_uploads", "Uploads at once what waits in the database because the blob store failed.");
        blobs
            .MapPost("/sweep", SweepAsync)
            .Says("sweep_blobs", "Finds, or with delete removes, bytes in the blob store that nothing refers to.")
            .Costs(Cost.Expensive)
            .Needs(TokenScope.Admin);
    }

    private static async Task<Results<Ok<BlobsReport>, ProgressStream<BlobsReport>>> VerifyAsync(
        HttpRequest request,
        CurrentUser user,
        CancellationToken ct
    ) =>
        ProgressStream.FormatOf(request) is { } format
            ? new ProgressStream<BlobsReport>(format, progress => user.Strata.VerifyBlobsAsync(progress, ct))
            : TypedResults.Ok(await user.Strata.VerifyBlobsAsync(progress: null, ct));

    private static async Task<Ok<UploadsRetried>> RetryAsync(CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.RetryUploadsAsync(ct));

    private static async Task<Ok<SweepReport>> SweepAsync(SweepRequest? body, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.SweepBlobsAsync(body ?? new SweepRequest(), ct));
}
