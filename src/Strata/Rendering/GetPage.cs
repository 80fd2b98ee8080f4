using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Rendering;

public sealed record GetPage
{
    [Description("doc_…")]
    public required string DocumentId { get; init; }

    [Description("From 1.")]
    public required int Page { get; init; }

    [Description("Pixels, of PDFs: 200, 900, 1800 or 2700; default: the page's size at 110 dpi.")]
    public int? Width { get; init; }
}

[JsonSerializable(typeof(GetPage))]
internal sealed partial class GetPageShapes : JsonSerializerContext;

public static partial class BlocksModule
{
    public static readonly Operation<GetPage, Download> Page = new Operation<PageImages, GetPage, Download>(
        "get_page",
        "A page of a PDF as a picture, or a picture itself as its only page.",
        (pages, request, context) => pages.PageAsync(context.User, request.DocumentId, request.Page, request.Width, context.Cancellation)
    )
    {
        Route = OperationRoute.Get("/documents/{document_id}/pages/{page}.png"),
        Examples = ["""{"document_id":"<document>","page":1}""", """{"document_id":"<document>","page":1,"width":200}"""],
        Shapes = () => GetPageShapes.Default,
    };
}

public partial record struct BlocksArea
{
    public Task<Download> ShowPageAsync(string documentId, int page, CancellationToken ct, int? width = null) =>
        Strata.InvokeAsync(
            BlocksModule.Page,
            new()
            {
                DocumentId = documentId,
                Page = page,
                Width = width,
            },
            progress: null,
            ct
        );
}
