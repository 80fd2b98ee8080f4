using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Operations;

namespace Strata.Review;

public sealed record ReviewFindings : DecisionArguments
{
    [Description("Up to 200; all or none.")]
    public required IReadOnlyList<FindingChange> Changes { get; init; }
}

[JsonSerializable(typeof(ReviewFindings))]
[JsonSerializable(typeof(ReviewResult))]
internal sealed partial class ReviewFindingsShapes : JsonSerializerContext;

public static partial class ReviewModule
{
    public static readonly Operation<ReviewFindings, ReviewResult> Review = new Operation<ReviewService, ReviewFindings, ReviewResult>(
        "review_findings",
        "Confirms, rejects, corrects, clears or resets findings, all in one decision; retract undoes it. Confirmed and corrected values become part of their entities.",
        (review, request, context) => review.ReviewAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Review,
        Decides = true,
        Route = OperationRoute.Post("/findings/review"),
        Tool = new() { Profile = ToolProfile.Review, Shows = ["decision_id", "seq"] },
        Examples =
        [
            """{"changes":[{"finding_id":"<finding>","action":"confirm"}]}""",
            """{"changes":[{"finding_id":"<finding>","action":"correct","value":"x","revision":0}]}""",
        ],
        Shapes = () => ReviewFindingsShapes.Default,
    };
}

public partial record struct ReviewArea
{
    public Task<ReviewResult> ReviewAsync(ReviewFindings request, CancellationToken ct) =>
        Strata.InvokeAsync(ReviewModule.Review, request, progress: null, ct);
}
