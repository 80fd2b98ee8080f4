using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Operations;

namespace Strata.Duplicates;

public sealed record DismissDuplicate : DecisionArguments
{
    [Description("Id or identifier.")]
    public required string EntityId { get; init; }
    public required string OtherId { get; init; }
}

[JsonSerializable(typeof(DismissDuplicate))]
internal sealed partial class DismissDuplicateShapes : JsonSerializerContext;

public static partial class DuplicatesModule
{
    public static readonly Operation<DismissDuplicate, DecisionResult> Dismiss = new Operation<Decisions, DismissDuplicate, DecisionResult>(
        "dismiss_duplicate",
        "The two are not the same; retract takes it back.",
        (decisions, pair, context) =>
            decisions.DismissDuplicateAsync(context.User, context.Actor, pair.EntityId, pair.OtherId, pair.Decision(), context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/duplicates/{entity_id}/{other_id}/dismiss") with { Body = typeof(DecisionRequest) },
        Tool = new() { Profile = ToolProfile.Review, Shows = ["id", "kind", "seq", "entity"] },
        Examples = ["""{"entity_id":"<contact>","other_id":"<other>"}"""],
        Shapes = () => DismissDuplicateShapes.Default,
    };
}

public partial record struct DuplicatesArea
{
    /// <summary>Records that the two are different; retracting undoes it, and merging says the opposite.</summary>
    public Task<DecisionResult> DismissAsync(string entityId, string otherId, DecisionRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(
            DuplicatesModule.Dismiss,
            new()
            {
                EntityId = entityId,
                OtherId = otherId,
                Reason = request.Reason,
                IdempotencyKey = request.IdempotencyKey,
            },
            progress: null,
            ct
        );
}
