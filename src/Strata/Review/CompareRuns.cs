using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Operations;

namespace Strata.Review;

public sealed record CompareRuns
{
    [Description("run_…")]
    public required string RunId { get; init; }

    [Description("run_…")]
    public required string OtherId { get; init; }

    [Description("Differences to list; all are counted.")]
    [Range(1, 1000)]
    public int Limit { get; set; } = 50;
}

/// <summary>Differences between the findings of two staged runs, paired by place and field.</summary>
public sealed record RunComparison
{
    public required long Same { get; init; }

    /// <summary>Found by the other run only.</summary>
    public required long Gained { get; init; }

    /// <summary>Found by the first run only.</summary>
    public required long Lost { get; init; }

    /// <summary>With another value.</summary>
    public required long Changed { get; init; }

    /// <summary>The same value, quoted elsewhere.</summary>
    public required long Moved { get; init; }
    public required ReviewCounts Counts { get; init; }
    public required ReviewCounts OtherCounts { get; init; }
    public required RunCost Cost { get; init; }
    public required RunCost OtherCost { get; init; }
    public required IReadOnlyList<FindingDifference> Differences { get; init; }
}

/// <summary>What a run or a batch took.</summary>
/// <param name="Seconds">From the begin to the end of each run, together.</param>
/// <param name="Requests">Made to interpreters that ask.</param>
public sealed record RunCost(double Seconds, long Requests);

public sealed record FindingDifference(
    FindingDifferenceKind Change,
    string Field,
    string? FindingId,
    string? OtherId,
    JsonElement? Value,
    JsonElement? OtherValue,
    ByteLocator? Locator,
    ByteLocator? OtherLocator
);

[JsonSerializable(typeof(CompareRuns))]
[JsonSerializable(typeof(RunComparison))]
internal sealed partial class CompareRunsShapes : JsonSerializerContext;

public static partial class ReviewModule
{
    public static readonly Operation<CompareRuns, RunComparison> Compare = new Operation<IDatabase, CompareRuns, RunComparison>(
        "compare_runs",
        "What another staged run found more, not, differently or elsewhere, and how much of both was accepted.",
        (_, request, context) => context.ReadAsync(connection => RunComparisons.OfAsync(connection, request))
    )
    {
        Route = OperationRoute.Get("/runs/{run_id}/compare"),
        Tool = new() { Profile = ToolProfile.Admin },
        Examples = ["""{"run_id":"<run>","other_id":"<run>"}"""],
        Shapes = () => CompareRunsShapes.Default,
    };
}

public partial record struct ReviewArea
{
    public Task<RunComparison> CompareAsync(CompareRuns request, CancellationToken ct) =>
        Strata.InvokeAsync(ReviewModule.Compare, request, progress: null, ct);
}
