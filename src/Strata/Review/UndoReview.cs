using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Operations;

namespace Strata.Review;

public sealed record UndoReview : DecisionArguments
{
    [Description("dec_… of a decision about findings.")]
    public required string DecisionId { get; init; }
}

[JsonSerializable(typeof(UndoReview))]
[JsonSerializable(typeof(DecisionResult))]
internal sealed partial class UndoReviewShapes : JsonSerializerContext;

public static partial class ReviewModule
{
    public static readonly Operation<UndoReview, DecisionResult> Undo = new Operation<ReviewService, UndoReview, DecisionResult>(
        "undo_review",
        "Undoes a decision about findings, as retract does of every decision; undoing it again restores it.",
        (review, request, context) => review.UndoAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Review,
        Decides = true,
        Route = OperationRoute.Post("/findings/undo"),
        Tool = new() { Profile = ToolProfile.Review, Shows = ["id", "kind", "seq"] },
        Examples = ["""{"decision_id":"<decision>"}"""],
        Shapes = () => UndoReviewShapes.Default,
    };
}

public partial record struct ReviewArea
{
    public Task<DecisionResult> UndoAsync(UndoReview request, CancellationToken ct) =>
        Strata.InvokeAsync(ReviewModule.Undo, request, progress: null, ct);
}
