using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Entities;

public sealed record MergeEntities : ConditionalArguments
{
    [Description("Becomes part of the other.")]
    public required string EntityId { get; init; }

    [Description("Stays, with the fields of both.")]
    public required string To { get; init; }
}

[JsonSerializable(typeof(MergeEntities))]
[JsonSerializable(typeof(MergeRequest))]
internal sealed partial class MergeEntitiesShapes : JsonSerializerContext;

/// <param name="To">The entity that the one in the address becomes part of.</param>
public sealed record MergeRequest(string To, string? Reason = null, string? IdempotencyKey = null);

public static partial class DecisionsModule
{
    public static readonly Operation<MergeEntities, DecisionResult> Merge = new Operation<Decisions, MergeEntities, DecisionResult>(
        "merge_entities",
        "The entity in the address becomes part of another.",
        (decisions, request, context) =>
            decisions.MergeAsync(context.User, context.Actor, request.EntityId, request.To, request.Decision(), context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/entities/{entity_id}/merge") with { Body = typeof(MergeRequest) },
        Tool = new()
        {
            Description = "Two entities are the same: from becomes part of to. unmerge_entities restores both exactly.",
            Arguments = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["entity_id"] = "from_entity_id",
                ["to"] = "to_entity_id",
            },
            Shows = ["id", "kind", "seq", "entity"],
        },
        Examples = ["""{"entity_id":"<contact>","to":"<other>"}""", """{"entity_id":"<merged>","to":"<other>"}"""],
        Shapes = () => MergeEntitiesShapes.Default,
    };
}

public partial record struct DecisionsArea
{
    public Task<DecisionResult> MergeAsync(string fromEntityId, string toEntityId, DecisionRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(
            DecisionsModule.Merge,
            new()
            {
                EntityId = fromEntityId,
                To = toEntityId,
                Reason = request.Reason,
                IdempotencyKey = request.IdempotencyKey,
                IfMatch = request.IfMatch,
            },
            progress: null,
            ct
        );
}
