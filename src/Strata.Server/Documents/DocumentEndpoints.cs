using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Strata.Server.Documents;

/// <summary>What parsers made of sources: documents, their blocks, and the way back to bytes.</summary>
internal static class DocumentEndpoints
{
    public static void MapDocuments(this IEndpointRouteBuilder api)
    {
        var documents = api.MapGroup("/documents").WithTags("Documents");
        documents.MapGet("/{id}/pages/{page:int}.png", PageAsync).Says("get_page", "A page of a PDF as a picture.").GivesBytes();

        api.MapGet("/sources/{id}/show", ShowAsync)
            .WithTags("Sources")
            .Says("show", "A source, or one document of it, as Markdown, JSON or plain text.")
            .GivesBytes();
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

    private static async Task<FileStreamHttpResult> PageAsync(
        string id,
        int page,
        HttpResponse response,
        CurrentUser user,
        CancellationToken ct
    )
    {
        var (mediaType, name, content) = await user.Strata.ShowPageAsync(id, page, ct);
        response.Headers.CacheControl = "private, max-age=86400";
        return TypedResults.Stream(content, mediaType, entityTag: new EntityTagHeaderValue($"\"{name}\""));
    }

    private static async Task<FileStreamHttpResult> ShowAsync(
        string id,
        [FromQuery(Name = "as"), Description("markdown (the default), json or text.")] string? format,
        [Description("Only the main content: no navigation, headers, footers, asides.")] bool? main,
        CurrentUser user,
        CancellationToken ct
    )
    {
        var (mediaType, name, content) = await user.Strata.ShowAsync(id, format ?? "markdown", main ?? false, ct);
        return TypedResults.Stream(content, mediaType + "; charset=utf-8", name);
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
