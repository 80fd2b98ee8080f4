namespace Strata.Cli.Runs;

/// <summary>What to say of a run that was lined up: who carries it out, and how to follow it.</summary>
internal static class QueuedRunNotice
{
    public static bool IsFor(IngestResult? result) => result?.Run is { Status: "queued" or "running" };

    public static void TellOfWorkers(this CommandContext call, IngestResult result)
    {
        if (!IsFor(result))
        {
            return;
        }
        var follow = $"Watch it: strata runs watch {result.Run?.RunId}";
        call.Out.Note(
            call.Location.Server is null
                ? $"A worker reads it: strata worker --once does what is lined up, strata worker and strata serve do so all the time. {follow}"
                : follow
        );
    }
}
