using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Review;

public sealed record NextFindings : FindingFilter
{
    [Range(1, 50)]
    public int Limit { get; set; } = 10;

    [Description("Keep them from other reviewers for five minutes; default true.")]
    public bool Lease { get; set; } = true;
}

/// <summary>What to look at next.</summary>
public sealed record NextResult
{
    public required IReadOnlyList<NextItem> Items { get; init; }

    /// <summary>Staged findings that match, these among them.</summary>
    public required long Left { get; init; }
}

/// <param name="Alike">Ids of findings of the same field and value nearby, to decide about together.</param>
public sealed record NextItem(FindingView Finding, IReadOnlyList<string> Alike);

[JsonSerializable(typeof(NextFindings))]
[JsonSerializable(typeof(NextResult))]
internal sealed partial class NextFindingsShapes : JsonSerializerContext;

public static partial class ReviewModule
{
    public static readonly Operation<NextFindings, NextResult> Next = new Operation<ReviewService, NextFindings, NextResult>(
        "next_findings",
        "The staged findings to look at next: the riskiest of a document first, near-duplicates together. One in twenty is blind: state its value with correct.",
        (review, request, context) => review.NextAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Review,
        Route = OperationRoute.Post("/findings/next"),
        Tool = new() { Profile = ToolProfile.Review },
        Examples = ["""{"lease":false}""", """{"project":"<project>"}""", """{"run_id":"<run>","lease":false}"""],
        Shapes = () => NextFindingsShapes.Default,
    };
}

public partial record struct ReviewArea
{
    public Task<NextResult> NextAsync(NextFindings request, CancellationToken ct) =>
        Strata.InvokeAsync(ReviewModule.Next, request, progress: null, ct);
}
