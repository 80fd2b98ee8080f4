using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.Entities;

public sealed record GetNeighborhood : PastRequest
{
    [Description("Id or identifier.")]
    public required string EntityId { get; init; }

    [Description("Default: 1.")]
    [Range(1, 4)]
    public int Depth { get; set; } = 1;

    [Description("Entities.")]
    [Range(1, 5000)]
    public int Limit { get; set; } = 50;
}

[JsonSerializable(typeof(GetNeighborhood))]
internal sealed partial class GetNeighborhoodShapes : JsonSerializerContext;

public static partial class EntitiesModule
{
    public static readonly Operation<GetNeighborhood, Neighborhood> GetNeighborhood = new Operation<
        Neighborhoods,
        GetNeighborhood,
        Neighborhood
    >(
        "get_neighborhood",
        "Related entities, up to depth steps away.",
        (neighborhoods, request, context) =>
            context.ReadAsync(
                request,
                (connection, point) => neighborhoods.GetAsync(connection, request.EntityId, request.Depth, request.Limit, point)
            )
    )
    {
        Route = OperationRoute.Get("/entities/{entity_id}/neighborhood"),
        Tool = new() { Description = "Entities related to one, up to depth steps away, and how." },
        Examples = ["""{"entity_id":"<contact>"}""", """{"entity_id":"<merged>"}""", """{"entity_id":"<deleted>"}"""],
        Shapes = () => GetNeighborhoodShapes.Default,
    };
}

public partial record struct EntitiesArea
{
    public Task<Neighborhood> GetNeighborhoodAsync(string entityId, int depth, int limit, ReadAt at, CancellationToken ct) =>
        Strata.InvokeAsync(
            EntitiesModule.GetNeighborhood,
            new()
            {
                EntityId = entityId,
                Depth = depth,
                Limit = limit,
                KnownAt = at.KnownAt,
                ValidAt = at.ValidAt,
            },
            progress: null,
            ct
        );
}
