using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Documents;
using Strata.Operations;

namespace Strata.Rendering;

public sealed record ListBlocks
{
    [Description("doc_…, or a source: all its documents.")]
    public required string DocumentId { get; init; }

    [Description("heading, paragraph, list_item, table_row, …")]
    public string? Type { get; init; }

    [Description("Page or slide, from 1.")]
    [Range(1, int.MaxValue)]
    public int? Page { get; init; }

    [Description("What the block's text contains, whatever its case.")]
    public string? Text { get; init; }

    [Description("Without navigation, headers, footers, asides.")]
    public bool Main { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }

    internal BlockQuery Query() =>
        new()
        {
            Type = Type,
            Page = Page,
            Text = Text,
            Main = Main,
            Limit = Limit,
            Cursor = Cursor,
        };

    internal static ListBlocks Of(string id, BlockQuery query) =>
        new()
        {
            DocumentId = id,
            Type = query.Type,
            Page = query.Page,
            Text = query.Text,
            Main = query.Main,
            Limit = query.Limit,
            Cursor = query.Cursor,
        };
}

[JsonSerializable(typeof(ListBlocks))]
internal sealed partial class ListBlocksShapes : JsonSerializerContext;

public static partial class BlocksModule
{
    public static readonly Operation<ListBlocks, Page<BlockView>> List = new Operation<RenderingService, ListBlocks, Page<BlockView>>(
        "get_blocks",
        "A document's blocks in order, each with its place.",
        (rendering, request, context) =>
            request.DocumentId.StartsWith("doc_", StringComparison.Ordinal)
                ? context.ReadAsync(connection =>
                    context.Service<DocumentQueries>().BlocksAsync(connection, request.DocumentId, request.Query())
                )
                : rendering.BlocksAsync(context.User, request.DocumentId, request.Query(), context.Cancellation)
    )
    {
        Route = OperationRoute.Get("/documents/{document_id}/blocks"),
        Tool = new() { Description = "A document's blocks in order: text, section, and where each stands." },
        Examples = ["""{"document_id":"<document>"}""", """{"document_id":"<source>"}"""],
        Shapes = () => ListBlocksShapes.Default,
    };
}

public partial record struct BlocksArea
{
    public Task<Page<BlockView>> ListAsync(string id, BlockQuery query, CancellationToken ct) =>
        Strata.InvokeAsync(BlocksModule.List, ListBlocks.Of(id, query), progress: null, ct);
}
