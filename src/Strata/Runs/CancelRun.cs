using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Runs;

public sealed record CancelRun
{
    [Description("run_…")]
    public required string RunId { get; init; }
}

[JsonSerializable(typeof(CancelRun))]
internal sealed partial class CancelRunShapes : JsonSerializerContext;

public static partial class RunsModule
{
    public static readonly Operation<CancelRun, RunView> Cancel = new Operation<RunService, CancelRun, RunView>(
        "cancel_run",
        "Ends an unfinished run; what it has stored stays.",
        (runs, request, context) => runs.CancelAsync(context.User, context.Actor, request.RunId, context.Cancellation)
    )
    {
        Access = Access.Write,
        Route = OperationRoute.Post("/runs/{run_id}/cancel") with { HasBody = false },
        Tool = new()
        {
            Profile = ToolProfile.Admin,
            Description = "Ends a run that is queued or running. What it has stored stays.",
            Shows = ["run_id", "source_id", "status", "observation_count", "entity_count", "errors"],
        },
        Examples = ["""{"run_id":"<run>"}"""],
        Shapes = () => CancelRunShapes.Default,
    };
}

public partial record struct RunsArea
{
    /// <exception cref="StrataException">CONFLICT: the run has ended.</exception>
    public Task<RunView> CancelAsync(string runId, CancellationToken ct) =>
        Strata.InvokeAsync(RunsModule.Cancel, new() { RunId = runId }, progress: null, ct);
}
