using ModelContextProtocol.Protocol;

namespace Strata.Server;

internal static class RunTools
{
    private const int DefaultSeconds = 30;
    private const int MostSeconds = 600;

    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "watch_run",
                Effect.Reads,
                "Waits for a run to end, with progress; gives where it stands by then.",
                [Take.RunId, Take.Integer("seconds", 0, MostSeconds, $"How long to wait; default {DefaultSeconds}.")],
                Shapes.RunState,
                WatchAsync
            ),
            new(
                "cancel_run",
                Effect.Decides,
                "Ends a run that is queued or running. What it has stored stays.",
                [Take.RunId],
                Shapes.RunState,
                call => Give.OneAsync(call.Strata.CancelRunAsync(call.Needed("run_id"), call.Cancellation))
            ),
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
                call.Progress?.Report(new Progress(state.Status, state.BlockCount, null, "blocks"));
            }
        }
        catch (OperationCanceledException) when (!call.Cancellation.IsCancellationRequested)
        {
            // As long as was asked for: where it stands is the answer.
        }
        return last is null
            ? await Give.OneAsync(call.Strata.GetRunAsync(runId, call.Cancellation))
            : await Give.OneAsync(Task.FromResult(last));
    }
}
