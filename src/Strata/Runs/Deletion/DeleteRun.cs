using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Entities;
using Strata.Jobs;
using Strata.Operations;

namespace Strata.Runs.Deletion;

public record RunDeletionRequest : DecisionArguments;

public sealed record DeleteRun : RunDeletionRequest
{
    [Description("run_…")]
    public required string RunId { get; init; }
}

public sealed record RunDeletion
{
    /// <summary>Pass it to retract to bring the run back, once it is applied.</summary>
    public required string DecisionId { get; init; }
    public required string RunId { get; init; }

    public required ApplyState State { get; init; }

    /// <summary>Observations that the run made, or that were confirmed of its findings.</summary>
    public required long Total { get; init; }

    /// <summary>Those of them that are withdrawn so far, or stand again.</summary>
    public required long Changed { get; init; }
}

[JsonSerializable(typeof(DeleteRun))]
[JsonSerializable(typeof(RunDeletionRequest))]
[JsonSerializable(typeof(RunDeletion))]
internal sealed partial class DeleteRunShapes : JsonSerializerContext;

public static partial class RunDeletionModule
{
    public static readonly Operation<DeleteRun, RunDeletion> Delete = new Operation<RunDeletionService, DeleteRun, RunDeletion>(
        "delete_run",
        "Withdraws all that an ended run found, decided or not, by one decision; the source and its blocks stay. retract brings it back.",
        (deletions, request, context) => deletions.DeleteAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/runs/{run_id}/delete") with { Body = typeof(RunDeletionRequest) },
        Tool = new() { Profile = ToolProfile.Admin, Shows = ["decision_id", "state"] },
        Examples = ["""{"run_id":"<run>"}"""],
        Shapes = () => DeleteRunShapes.Default,
    };
}

public partial record struct RunDeletionArea
{
    public Task<RunDeletion> DeleteAsync(DeleteRun request, CancellationToken ct) =>
        Strata.InvokeAsync(RunDeletionModule.Delete, request, progress: null, ct);
}
