using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Strata.Server.Runs;

/// <summary>Interpretations: which there are, how one goes, and its end.</summary>
internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("/{id}/events", WatchAsync)
            .Says("watch_run", "Server-sent events: where the run stands, whenever that changes (state), and at last how it ended (end).")
            .GivesEvents();
    }

    private static RunEvents WatchAsync(
        string id,
        [FromHeader(Name = "Last-Event-ID"), Description("Tell only what is new since that event.")] string? after,
        CurrentUser user
    ) => new(ct => user.Strata.WatchRunAsync(id, ct), after);
}
