using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Review;

public sealed record RetryRejected
{
    [Description("run_…: what was rejected of this run.")]
    public string? RunId { get; init; }

    [Description("Or of runs of this source.")]
    public string? SourceId { get; init; }

    [Description("Or of sources of this project: prj_… or its name.")]
    public string? Project { get; init; }

    [Description("Only with this schema.")]
    public string? EntityType { get; init; }

    [Description("Same key, same answer.")]
    public string? IdempotencyKey { get; init; }
}

/// <summary>Runs that ask again.</summary>
public sealed record RetriedRuns
{
    /// <summary>Rejected values that are asked about.</summary>
    public required long Rejected { get; init; }

    /// <summary>Rejected values of interpreters that would find the same again.</summary>
    public required long Skipped { get; init; }
    public required IReadOnlyList<RetriedRun> Runs { get; init; }
}

/// <param name="RunId">The run that asks; it is known already if nothing was rejected since.</param>
public sealed record RetriedRun(string RunId, string RetryOf, string SourceId, long Rejected);

[JsonSerializable(typeof(RetryRejected))]
[JsonSerializable(typeof(RetriedRuns))]
internal sealed partial class RetryRejectedShapes : JsonSerializerContext;

public static partial class ReviewModule
{
    public static readonly Operation<RetryRejected, RetriedRuns> Retry = new Operation<RejectedRetries, RetryRejected, RetriedRuns>(
        "retry_rejected",
        "Asks the interpreter again about blocks of which values were rejected, telling it each refused value with its reason. Workers run it; its findings are staged.",
        (retries, request, context) => retries.RetryAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Review,
        Cost = Cost.Expensive,
        Route = OperationRoute.Post("/findings/retry"),
        Tool = new() { Profile = ToolProfile.Review },
        Examples = ["""{"run_id":"<run>"}"""],
        Shapes = () => RetryRejectedShapes.Default,
    };
}

public partial record struct ReviewArea
{
    public Task<RetriedRuns> RetryAsync(RetryRejected request, CancellationToken ct) =>
        Strata.InvokeAsync(ReviewModule.Retry, request, progress: null, ct);
}
