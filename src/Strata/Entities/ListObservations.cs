using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.Entities;

public sealed record ListObservations : PastRequest
{
    [Description("Id or identifier.")]
    public required string EntityId { get; init; }

    [Description("Each field with its quote and place; at most 100 a page.")]
    public bool Evidence { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(ListObservations))]
internal sealed partial class ListObservationsShapes : JsonSerializerContext;

public static partial class EntitiesModule
{
    public static readonly Operation<ListObservations, Page<ObservationView>> ListObservations = new Operation<
        ObservationViews,
        ListObservations,
        Page<ObservationView>
    >(
        "list_observations",
        "Everything that was stated about an entity, with undeclared fields.",
        (observations, request, context) =>
            context.ReadAsync(
                request,
                (connection, point) =>
                    observations.ListAsync(
                        connection,
                        request.EntityId,
                        new(request.Limit, request.Cursor),
                        point,
                        request.Evidence ? context.Service<Provenance>() : null
                    )
            )
    )
    {
        Route = OperationRoute.Get("/entities/{entity_id}/observations"),
        Tool = new() { Profile = ToolProfile.Admin, Description = "All that was stated about an entity, and undeclared fields." },
        Examples =
        [
            """{"entity_id":"<contact>"}""",
            """{"entity_id":"<merged>"}""",
            """{"entity_id":"<deleted>"}""",
            """{"entity_id":"<invoice>","evidence":true}""",
        ],
        Shapes = () => ListObservationsShapes.Default,
    };
}

public partial record struct EntitiesArea
{
    public Task<Page<ObservationView>> ListObservationsAsync(
        string entityId,
        bool evidence,
        PageRequest page,
        ReadAt at,
        CancellationToken ct
    ) =>
        Strata.InvokeAsync(
            EntitiesModule.ListObservations,
            new()
            {
                EntityId = entityId,
                Evidence = evidence,
                Limit = page.Limit,
                Cursor = page.Cursor,
                KnownAt = at.KnownAt,
                ValidAt = at.ValidAt,
            },
            progress: null,
            ct
        );
}
