using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Entities;
using Strata.Operations;

namespace Strata.Review;

public sealed record ReviewMatching : DecisionArguments
{
    public required FindingFilter Filter { get; init; }

    public required ReviewAction Action { get; init; }

    [Description("For correct: the value.")]
    public JsonElement? Value { get; init; }
}

public sealed record GetBulkReview([property: Description("dec_…")] string DecisionId);

[JsonSerializable(typeof(ReviewMatching))]
[JsonSerializable(typeof(GetBulkReview))]
[JsonSerializable(typeof(BulkReview))]
internal sealed partial class ReviewMatchingShapes : JsonSerializerContext;

public static partial class ReviewModule
{
    public static readonly Operation<ReviewMatching, BulkReview> Matching = new Operation<ReviewService, ReviewMatching, BulkReview>(
        "review_matching",
        "Does the same with all findings that match a filter now: one decision, applied by a worker; retract undoes it. get_bulk_review says how far it is.",
        (review, request, context) => review.ReviewManyAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Review,
        Decides = true,
        Route = OperationRoute.Post("/findings/review-matching"),
        Tool = new() { Profile = ToolProfile.Review },
        Examples = ["""{"filter":{"run_id":"<run>"},"action":"confirm"}""", """{"filter":{"project":"<project>"},"action":"reject"}"""],
        Shapes = () => ReviewMatchingShapes.Default,
    };

    public static readonly Operation<GetBulkReview, BulkReview> GetBulk = new Operation<IDatabase, GetBulkReview, BulkReview>(
        "get_bulk_review",
        "How far a bulk change is applied: what was changed, what not and why.",
        (_, request, context) => context.ReadAsync(connection => BulkReviews.GetAsync(connection, request.DecisionId))
    )
    {
        Route = OperationRoute.Get("/findings/review-matching/{decision_id}"),
        Tool = new() { Profile = ToolProfile.Review },
        Examples = ["""{"decision_id":"<bulk>"}"""],
        Shapes = () => ReviewMatchingShapes.Default,
    };
}

public partial record struct ReviewArea
{
    public Task<BulkReview> ReviewMatchingAsync(ReviewMatching request, CancellationToken ct) =>
        Strata.InvokeAsync(ReviewModule.Matching, request, progress: null, ct);

    public Task<BulkReview> GetBulkAsync(string decisionId, CancellationToken ct) =>
        Strata.InvokeAsync(ReviewModule.GetBulk, new(decisionId), progress: null, ct);
}
