using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Review;

public sealed record AssignFindings
{
    [Description("fnd_…, up to 200.")]
    public required IReadOnlyList<string> FindingIds { get; init; }

    [Description("Whom to; left out: nobody.")]
    public string? Assignee { get; init; }

    [Description("Same key, same answer.")]
    public string? IdempotencyKey { get; init; }
}

public sealed record FindingAnswer(long Findings, string? DecisionId);

[JsonSerializable(typeof(AssignFindings))]
[JsonSerializable(typeof(FindingAnswer))]
internal sealed partial class AssignFindingsShapes : JsonSerializerContext;

public static partial class ReviewModule
{
    public static readonly Operation<AssignFindings, FindingAnswer> Assign = new Operation<ReviewService, AssignFindings, FindingAnswer>(
        "assign_findings",
        "Assigns findings to a reviewer, for lists and next_findings.",
        (review, request, context) => review.AssignAsync(context.User, request, context.Cancellation)
    )
    {
        Access = Access.Review,
        Route = OperationRoute.Post("/findings/assign"),
        Tool = new() { Profile = ToolProfile.Review },
        Examples = ["""{"finding_ids":["<finding>"],"assignee":"ann"}"""],
        Shapes = () => AssignFindingsShapes.Default,
    };
}

public partial record struct ReviewArea
{
    public Task<FindingAnswer> AssignAsync(AssignFindings request, CancellationToken ct) =>
        Strata.InvokeAsync(ReviewModule.Assign, request, progress: null, ct);
}
