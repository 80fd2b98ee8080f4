using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.Entities;

public sealed record GetHistory : PastRequest
{
    [Description("Id or identifier.")]
    public required string EntityId { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(GetHistory))]
internal sealed partial class GetHistoryShapes : JsonSerializerContext;

public static partial class EntitiesModule
{
    public static readonly Operation<GetHistory, Page<HistoryEntry>> GetHistory = new Operation<
        EntityHistory,
        GetHistory,
        Page<HistoryEntry>
    >(
        "entity_history",
        "What changed, when, by whom or what.",
        (history, request, context) =>
            context.ReadAsync(
                request,
                (connection, point) => history.ListAsync(connection, request.EntityId, new(request.Limit, request.Cursor), point)
            )
    )
    {
        Route = OperationRoute.Get("/entities/{entity_id}/history"),
        Tool = new() { Description = "What changed on an entity, when, by whom or what, before and after." },
        Examples = ["""{"entity_id":"<contact>"}""", """{"entity_id":"<merged>"}""", """{"entity_id":"<deleted>"}"""],
        Shapes = () => GetHistoryShapes.Default,
    };
}

public partial record struct EntitiesArea
{
    public Task<Page<HistoryEntry>> GetHistoryAsync(string entityId, PageRequest page, ReadAt at, CancellationToken ct) =>
        Strata.InvokeAsync(
            EntitiesModule.GetHistory,
            new()
            {
                EntityId = entityId,
                Limit = page.Limit,
                Cursor = page.Cursor,
                KnownAt = at.KnownAt,
                ValidAt = at.ValidAt,
            },
            progress: null,
            ct
        );
}
