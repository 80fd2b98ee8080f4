using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.Entities;

public sealed record ListDocumentObservations : PastRequest
{
    [Description("doc_…")]
    public required string DocumentId { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(ListDocumentObservations))]
internal sealed partial class ListDocumentObservationsShapes : JsonSerializerContext;

public static partial class EntitiesModule
{
    public static readonly Operation<ListDocumentObservations, Page<ObservationView>> ListDocumentObservations = new Operation<
        ObservationViews,
        ListDocumentObservations,
        Page<ObservationView>
    >(
        "list_document_observations",
        "What the latest run over a document stated, each field with its quote and place; at most 100 a page.",
        (_, request, context) =>
            context.ReadAsync(
                request,
                (connection, point) =>
                    ObservationViews.OfDocumentAsync(
                        connection,
                        request.DocumentId,
                        new(request.Limit, request.Cursor),
                        point,
                        context.Service<Provenance>()
                    )
            )
    )
    {
        Route = OperationRoute.Get("/documents/{document_id}/observations"),
        Examples = ["""{"document_id":"<document>"}"""],
        Shapes = () => ListDocumentObservationsShapes.Default,
    };
}

public partial record struct EntitiesArea
{
    public Task<Page<ObservationView>> ListDocumentObservationsAsync(
        string documentId,
        PageRequest page,
        ReadAt at,
        CancellationToken ct
    ) =>
        Strata.InvokeAsync(
            EntitiesModule.ListDocumentObservations,
            new()
            {
                DocumentId = documentId,
                Limit = page.Limit,
                Cursor = page.Cursor,
                KnownAt = at.KnownAt,
                ValidAt = at.ValidAt,
            },
            progress: null,
            ct
        );
}
