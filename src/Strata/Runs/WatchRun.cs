using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Runs;

public sealed record WatchRun
{
    [Description("run_…")]
    public required string RunId { get; init; }
}

[JsonSerializable(typeof(WatchRun))]
internal sealed partial class WatchRunShapes : JsonSerializerContext;

public static partial class RunsModule
{
    public static readonly Operation<WatchRun, Watch> Watch = new Operation<RunWatch, WatchRun, Watch>(
        "watch_run",
        "Server-sent events: where the run stands, whenever that changes (state), and at last how it ended (end).",
        (watch, request, context) => Task.FromResult(new Watch(watch.WatchAsync(context.User, request.RunId, context.Cancellation)))
    )
    {
        StateType = typeof(RunState),
        Route = OperationRoute.Get("/runs/{run_id}/events"),
        Tool = new()
        {
            Profile = ToolProfile.Admin,
            Description = "Waits for a run to end, with progress; gives where it stands by then.",
            Shows = ["run_id", "source_id", "status", "observation_count", "entity_count", "errors"],
        },
        Examples = ["""{"run_id":"<run>"}"""],
        Shapes = () => WatchRunShapes.Default,
    };
}

public partial record struct RunsArea
{
    /// <summary>Yields the state of a run, then each change, and again at intervals; the last one is final.</summary>
    public async IAsyncEnumerable<RunState> WatchAsync(string runId, [EnumeratorCancellation] CancellationToken ct)
    {
        var watch = await Strata.InvokeAsync(RunsModule.Watch, new() { RunId = runId }, progress: null, ct);
        await foreach (var state in watch.States.WithCancellation(ct))
        {
            yield return (RunState)state;
        }
    }
}
