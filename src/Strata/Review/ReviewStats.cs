using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Operations;

namespace Strata.Review;

/// <param name="Acceptance">Confirmed among decided; null: none is decided.</param>
public sealed record ReviewCounts(long Staged, long Confirmed, long Corrected, long Rejected, double? Acceptance);

public sealed record FieldStats
{
    public required string EntityType { get; init; }
    public required string Field { get; init; }
    public required string Interpreter { get; init; }
    public required ReviewCounts Counts { get; init; }
    public required long Flagged { get; init; }

    /// <summary>With those of answers that could not be read.</summary>
    public required long Quarantined { get; init; }
}

public sealed record ReviewerStats(string Reviewer, ReviewCounts Counts);

public sealed record ReasonStats(string Reason, long Count);

/// <summary>What was decided, and what is left.</summary>
public sealed record ReviewStats
{
    public required ReviewCounts Counts { get; init; }
    public required IReadOnlyList<FieldStats> Fields { get; init; }
    public required IReadOnlyList<ReviewerStats> Reviewers { get; init; }

    /// <summary>Decisions that followed unchanged content into another version or run; no reviewer made them.</summary>
    public required ReviewCounts Followed { get; init; }

    internal const int MaxReasons = 20;

    /// <summary>The 20 most frequent reasons of rejections.</summary>
    public required IReadOnlyList<ReasonStats> Reasons { get; init; }
}

[JsonSerializable(typeof(FindingFilter))]
[JsonSerializable(typeof(ReviewStats))]
internal sealed partial class ReviewStatsShapes : JsonSerializerContext;

public static partial class ReviewModule
{
    public static readonly Operation<FindingFilter, ReviewStats> Stats = new Operation<IDatabase, FindingFilter, ReviewStats>(
        "review_stats",
        "How many findings are staged, confirmed, corrected and rejected: by schema, field and interpreter, by reviewer, with reasons.",
        (_, filter, context) => context.ReadAsync(connection => FindingQueries.StatsAsync(connection, filter))
    )
    {
        Route = OperationRoute.Get("/findings/stats"),
        Tool = new() { Profile = ToolProfile.Review },
        Examples = ["{}", """{"project":"<project>"}""", """{"source_id":"<source>"}"""],
        Shapes = () => ReviewStatsShapes.Default,
    };
}

public partial record struct ReviewArea
{
    public Task<ReviewStats> GetStatsAsync(FindingFilter filter, CancellationToken ct) =>
        Strata.InvokeAsync(ReviewModule.Stats, filter, progress: null, ct);
}
