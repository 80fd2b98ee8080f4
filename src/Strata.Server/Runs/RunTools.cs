using ModelContextProtocol.Protocol;
using Strata.Server.Mcp;

namespace Strata.Server.Runs;

internal static class RunTools
{
    private const int DefaultSeconds = 30;
    private const int MaxSeconds = 600;

    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "watch_run",
                ToolEffect.Reads,
                "Waits for a run to end, with progress; gives where it stands by then.",
                [ToolParameters.RunId, ToolParameters.Integer("seconds", 0, MaxSeconds, $"How long to wait; default {DefaultSeconds}.")],
                OutputSchemas.RunState,
                WatchAsync
            ),
            new(
                "cancel_run",
                ToolEffect.Decides,
                "Ends a run that is queued or running. What it has stored stays.",
                [ToolParameters.RunId],
                OutputSchemas.RunState,
                call => ToolResult.OneAsync(call.Strata.Runs.CancelAsync(call.Needed("run_id"), call.Cancellation))
            )
            {
                Profile = ToolProfile.Admin,
            },
        ];

    private static async Task<CallToolResult> WatchAsync(ToolCall call)
    {
        var runId = call.Needed("run_id");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(call.Integer("seconds") ?? DefaultSeconds));
        RunState? last = null;
        try
        {
            await foreach (var state in call.Strata.WatchRunAsync(runId, patience.Token))
            {
                last = state;
                call.Progress?.Report(new Progress(state.Status.Name(), state.BlockCount, null, "blocks"));
            }
        }
        catch (OperationCanceledException) when (!call.Cancellation.IsCancellationRequested)
        {
            // Time is up: answer with the current state.
        }
        return last is null
            ? await ToolResult.OneAsync(call.Strata.Runs.GetAsync(runId, call.Cancellation))
            : await ToolResult.OneAsync(Task.FromResult(last));
    }
}
