namespace Strata.Cli.Runs;

/// <summary>Prints who executes an enqueued run and how to follow it.</summary>
internal static class QueuedRunNotice
{
    public static bool IsFor(IngestResult? result) => result?.Run is { Status: RunStatus.Queued or RunStatus.Running };

    public static void TellOfWorkers(this CommandContext call, IngestResult result)
    {
        if (!IsFor(result))
        {
            return;
        }
        var follow = $"Follow it with strata runs watch {result.Run?.RunId}.";
        call.Out.Note(
            call.Location.Server is null
                ? $"A worker interprets it: strata worker --once runs the waiting jobs; strata worker and strata serve run jobs continuously. {follow}"
                : follow
        );
    }
}
