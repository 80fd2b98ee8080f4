using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.Entities;

public sealed record GetFieldProvenance : PastRequest
{
    [Description("Id or identifier.")]
    public required string EntityId { get; init; }

    public required string Field { get; init; }
}

[JsonSerializable(typeof(GetFieldProvenance))]
internal sealed partial class GetFieldProvenanceShapes : JsonSerializerContext;

public static partial class EntitiesModule
{
    public static readonly Operation<GetFieldProvenance, FieldProvenance> GetProvenance = new Operation<
        Provenance,
        GetFieldProvenance,
        FieldProvenance
    >(
        "get_field_provenance",
        "From one field to the quoted bytes it came from, re-read now.",
        (provenance, request, context) =>
            context.ReadAsync(
                request,
                async (connection, point) =>
                    await provenance.OfAsync(
                        connection,
                        await context.Service<EntityReader>().StateAsync(connection, request.EntityId, point),
                        request.Field
                    )
            )
    )
    {
        Route = OperationRoute.Get("/entities/{entity_id}/provenance/{field}"),
        Tool = new()
        {
            Description = "Proves one field: its observation, run and source, down to the quoted bytes, re-read now.",
            Shows =
            [
                "field",
                "value",
                "observation_id",
                "class",
                "actor",
                "reason",
                "observed_at",
                "source_id",
                "run_id",
                "locator",
                "quote",
                "quote_verified",
                "contributions",
                "read_at",
            ],
        },
        Sources = proof => proof is FieldProvenance { SourceId: { } source } found ? [new(source, found.FileName)] : [],
        Examples = ["""{"entity_id":"<contact>","field":"name"}""", """{"entity_id":"<invoice>","field":"total"}"""],
        Shapes = () => GetFieldProvenanceShapes.Default,
    };
}

public partial record struct EntitiesArea
{
    public Task<FieldProvenance> GetProvenanceAsync(string entityId, string field, ReadAt at, CancellationToken ct) =>
        Strata.InvokeAsync(
            EntitiesModule.GetProvenance,
            new()
            {
                EntityId = entityId,
                Field = field,
                KnownAt = at.KnownAt,
                ValidAt = at.ValidAt,
            },
            progress: null,
            ct
        );
}
