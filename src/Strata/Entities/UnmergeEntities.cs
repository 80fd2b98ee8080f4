using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Entities;

public sealed record UnmergeEntities : ConditionalArguments
{
    [Description("The one that was merged away.")]
    public required string EntityId { get; init; }
}

[JsonSerializable(typeof(UnmergeEntities))]
internal sealed partial class UnmergeEntitiesShapes : JsonSerializerContext;

public static partial class DecisionsModule
{
    public static readonly Operation<UnmergeEntities, DecisionResult> Unmerge = new Operation<Decisions, UnmergeEntities, DecisionResult>(
        "unmerge_entities",
        "Takes a merged entity out again; both are as they were.",
        (decisions, request, context) =>
            decisions.UnmergeAsync(context.User, context.Actor, request.EntityId, request.Decision(), context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/entities/{entity_id}/unmerge") with { Body = typeof(DecisionRequest) },
        Tool = new()
        {
            Description = "Takes a merged entity out again: the one that was merged away.",
            Shows = ["id", "kind", "seq", "entity"],
        },
        Examples = ["""{"entity_id":"<merged>"}""", """{"entity_id":"<contact>"}"""],
        Shapes = () => UnmergeEntitiesShapes.Default,
    };
}

public partial record struct DecisionsArea
{
    public Task<DecisionResult> UnmergeAsync(string entityId, DecisionRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(
            DecisionsModule.Unmerge,
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
