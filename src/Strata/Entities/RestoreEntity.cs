using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Entities;

public sealed record RestoreEntity : ConditionalArguments
{
    [Description("Id or identifier.")]
    public required string EntityId { get; init; }
}

[JsonSerializable(typeof(RestoreEntity))]
internal sealed partial class RestoreEntityShapes : JsonSerializerContext;

public static partial class DecisionsModule
{
    public static readonly Operation<RestoreEntity, DecisionResult> Restore = new Operation<Decisions, RestoreEntity, DecisionResult>(
        "restore_entity",
        "Shows a deleted entity again.",
        (decisions, request, context) =>
            decisions.RestoreAsync(context.User, context.Actor, request.EntityId, request.Decision(), context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/entities/{entity_id}/restore") with { Body = typeof(DecisionRequest) },
        Tool = new()
        {
            Description = "Shows a deleted entity again, with all that was stored for it meanwhile.",
            Shows = ["id", "kind", "seq", "entity"],
        },
        Examples = ["""{"entity_id":"<contact>"}""", """{"entity_id":"<deleted>"}"""],
        Shapes = () => RestoreEntityShapes.Default,
    };
}

public partial record struct DecisionsArea
{
    public Task<DecisionResult> RestoreAsync(string entityId, DecisionRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(
            DecisionsModule.Restore,
            new()
            {
                EntityId = entityId,
                Reason = request.Reason,
                IdempotencyKey = request.IdempotencyKey,
                IfMatch = request.IfMatch,
            },
            progress: null,
            ct
        );
}
