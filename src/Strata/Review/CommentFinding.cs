using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Review;

public record NewComment
{
    public required string Text { get; init; }

    [Description("Same key, same answer.")]
    public string? IdempotencyKey { get; init; }
}

public sealed record CommentFinding : NewComment
{
    [Description("fnd_…")]
    public required string FindingId { get; init; }
}

[JsonSerializable(typeof(CommentFinding))]
[JsonSerializable(typeof(NewComment))]
[JsonSerializable(typeof(FindingAnswer))]
internal sealed partial class CommentFindingShapes : JsonSerializerContext;

public static partial class ReviewModule
{
    public static readonly Operation<CommentFinding, FindingAnswer> Comment = new Operation<ReviewService, CommentFinding, FindingAnswer>(
        "comment_finding",
        "Adds a comment to a finding.",
        (review, request, context) => review.CommentAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Review,
        Route = OperationRoute.Post("/findings/{finding_id}/comments") with { Body = typeof(NewComment) },
        Tool = new() { Profile = ToolProfile.Review },
        Examples = ["""{"finding_id":"<finding>","text":"Ask the vendor"}"""],
        Shapes = () => CommentFindingShapes.Default,
    };
}

public partial record struct ReviewArea
{
    public Task<FindingAnswer> CommentAsync(CommentFinding request, CancellationToken ct) =>
        Strata.InvokeAsync(ReviewModule.Comment, request, progress: null, ct);
}
