using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Entities;

public sealed record DeleteEntity : ConditionalArguments
{
    [Description("Id or identifier.")]
    public required string EntityId { get; init; }
}

[JsonSerializable(typeof(DeleteEntity))]
internal sealed partial class DeleteEntityShapes : JsonSerializerContext;

public static partial class DecisionsModule
{
    public static readonly Operation<DeleteEntity, DecisionResult> Delete = new Operation<Decisions, DeleteEntity, DecisionResult>(
        "delete_entity",
        "Hides an entity; everything is kept.",
        (decisions, request, context) =>
            decisions.DeleteAsync(context.User, context.Actor, request.EntityId, request.Decision(), context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/entities/{entity_id}/delete") with { Body = typeof(DecisionRequest) },
        Tool = new()
        {
            Description = "Hides an entity; everything is kept and restore_entity brings it back.",
            Shows = ["id", "kind", "seq", "entity"],
        },
        Examples = ["""{"entity_id":"<contact>"}""", """{"entity_id":"<merged>"}""", """{"entity_id":"<deleted>"}"""],
        Shapes = () => DeleteEntityShapes.Default,
    };
}

public partial record struct DecisionsArea
{
    public Task<DecisionResult> DeleteAsync(string entityId, DecisionRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(
            DecisionsModule.Delete,
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
