using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server.Documents;

/// <summary>Routes that reconstruct sources.</summary>
internal static class DocumentEndpoints
{
    public static void MapDocuments(this IEndpointRouteBuilder api)
    {
        api.MapPost("/sources/{id}/reconstruct", ReconstructAsync)
            .WithTags("Sources")
            .Says(
                "reconstruct",
                "The bytes of a source, or of one document's, with revisions put in; the source's own where there are none."
            )
            .GivesBytes();
        api.MapPost("/sources/{id}/reconstruct/report", ReportAsync)
            .WithTags("Sources")
            .Says("reconstruct_report", "What reconstruct replaces, and the digest of its result.");
    }

    private static async Task<FileStreamHttpResult> ReconstructAsync(
        string id,
        ReconstructRequest? body,
        HttpResponse response,
        CurrentUser user,
        CancellationToken ct
    )
    {
        var (report, content) = await user.Strata.ReconstructAsync(id, body ?? new ReconstructRequest(), ct);
        response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(report.Digest))}:";
        return TypedResults.Stream(content, "application/octet-stream", report.SourceId);
    }

    private static async Task<Ok<ReconstructReport>> ReportAsync(
        string id,
        ReconstructRequest? body,
        CurrentUser user,
        CancellationToken ct
    )
    {
        var (report, content) = await user.Strata.ReconstructAsync(id, body ?? new ReconstructRequest(), ct);
        await content.DisposeAsync();
        return TypedResults.Ok(report);
    }
}
