using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.Entities;

public sealed record GetEntity : PastRequest
{
    [Description("Id or identifier.")]
    public required string EntityId { get; init; }

    [Description("Where each field came from.")]
    public bool Provenance { get; init; }
}

[JsonSerializable(typeof(GetEntity))]
internal sealed partial class GetEntityShapes : JsonSerializerContext;

public static partial class EntitiesModule
{
    public static readonly Operation<GetEntity, EntityView> Get = new Operation<EntityDetails, GetEntity, EntityView>(
        "get_entity",
        "One entity, now or then. If-None-Match with its ETag gives 304 where nothing changed; writes take that as If-Match.",
        (details, request, context) =>
            context.ReadAsync(request, (connection, point) => details.GetAsync(connection, request.EntityId, request.Provenance, point))
    )
    {
        Version = entity => EntityVersion.Of((EntityView)entity),
        Route = OperationRoute.Get("/entities/{entity_id}") with { ETag = true },
        Tool = new()
        {
            Description =
                "One entity as it is now or was then; an invoice with its settlement. With provenance: per field its observation, and the conflicts.",
            Shows =
            [
                "entity_id",
                "entity_type",
                "title",
                "state",
                "merged_into",
                "fields",
                "doubtful",
                "seq",
                "read_at",
                "fragments",
                "provenance",
                "conflicts",
            ],
        },
        Examples =
        [
            """{"entity_id":"<contact>"}""",
            """{"entity_id":"<merged>"}""",
            """{"entity_id":"<deleted>"}""",
            """{"entity_id":"<invoice>"}""",
            """{"entity_id":"<contact>","provenance":true,"known_at":"450"}""",
        ],
        Shapes = () => GetEntityShapes.Default,
    };
}

public partial record struct EntitiesArea
{
    public Task<EntityView> GetAsync(string entityId, bool provenance, ReadAt at, CancellationToken ct) =>
        Strata.InvokeAsync(
            EntitiesModule.Get,
            new()
            {
                EntityId = entityId,
                Provenance = provenance,
                KnownAt = at.KnownAt,
                ValidAt = at.ValidAt,
            },
            progress: null,
            ct
        );
}
