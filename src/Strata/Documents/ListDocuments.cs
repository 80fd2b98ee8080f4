using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Strata.Database;
using Strata.Operations;

namespace Strata.Documents;

public sealed record DocumentQuery
{
    public string? SourceId { get; init; }

    [Description("Only of the sources of this project: prj_… or its name.")]
    public string? Project { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

public static partial class DocumentsModule
{
    public static readonly Operation<DocumentQuery, Page<DocumentView>> List = new Operation<IDatabase, DocumentQuery, Page<DocumentView>>(
        "list_documents",
        "What parsers made of sources, newest first.",
        (_, query, context) => context.ReadAsync(connection => DocumentQueries.ListAsync(connection, query))
    )
    {
        Route = OperationRoute.Get("/documents"),
        Tool = new() { Profile = ToolProfile.Admin },
        Examples = ["""{"source_id":"<source>"}""", """{"project":"<project>"}"""],
    };
}

public partial record struct DocumentsArea
{
    public Task<Page<DocumentView>> ListAsync(DocumentQuery query, CancellationToken ct) =>
        Strata.InvokeAsync(DocumentsModule.List, query, progress: null, ct);
}
