using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Runs.Archival;

public sealed record RestoreRun
{
    [Description("run_…")]
    public required string RunId { get; init; }
}

[JsonSerializable(typeof(RestoreRun))]
internal sealed partial class RestoreRunShapes : JsonSerializerContext;

public static partial class ArchivalModule
{
    public static readonly Operation<RestoreRun, RunView> Restore = new Operation<RunUnarchiving, RestoreRun, RunView>(
        "restore_run",
        "Restores an archived run and resets its age.",
        (unarchiving, request, context) => unarchiving.RestoreAsync(context.User, context.Actor, request.RunId, context.Cancellation)
    )
    {
        Access = Access.Admin,
        Cost = Cost.Expensive,
        Route = OperationRoute.Post("/runs/{run_id}/restore") with { HasBody = false },
        Examples = ["""{"run_id":"<run>"}"""],
        Shapes = () => RestoreRunShapes.Default,
    };
}

public partial record struct ArchivalArea
{
    /// <exception cref="StrataException">CONFLICT: the run is not archived.</exception>
    public Task<RunView> RestoreAsync(string runId, CancellationToken ct) =>
        Strata.InvokeAsync(ArchivalModule.Restore, new() { RunId = runId }, progress: null, ct);
}
