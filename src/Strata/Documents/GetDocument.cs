using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Operations;

namespace Strata.Documents;

public sealed record GetDocument
{
    [Description("doc_…")]
    public required string DocumentId { get; init; }
}

[JsonSerializable(typeof(GetDocument))]
internal sealed partial class GetDocumentShapes : JsonSerializerContext;

public static partial class DocumentsModule
{
    public static readonly Operation<GetDocument, DocumentView> Get = new Operation<IDatabase, GetDocument, DocumentView>(
        "get_document",
        "One document: its parser, why that was chosen, and what it found.",
        (_, request, context) => context.ReadAsync(connection => DocumentQueries.GetAsync(connection, request.DocumentId))
    )
    {
        Route = OperationRoute.Get("/documents/{document_id}") with { ETag = true },
        Examples = ["""{"document_id":"<document>"}"""],
        Shapes = () => GetDocumentShapes.Default,
    };
}

public partial record struct DocumentsArea
{
    public Task<DocumentView> GetAsync(string documentId, CancellationToken ct) =>
        Strata.InvokeAsync(DocumentsModule.Get, new() { DocumentId = documentId }, progress: null, ct);
}
