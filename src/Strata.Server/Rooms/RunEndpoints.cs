using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Strata.Server;

/// <summary>Interpretations: which there are, how one goes, and its end.</summary>
internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("/", ListAsync).Says("list_runs", "Interpretations, newest first.");
        runs.MapGet("/{id}", GetAsync).Says("get_run", "One interpretation, with its whole configuration.");
        runs.MapGet("/{id}/events", WatchAsync)
            .Says("watch_run", "Server-sent events: where the run stands, whenever that changes (state), and at last how it ended (end).")
            .GivesEvents();
        runs.MapPost("/{id}/cancel", CancelAsync).Says("cancel_run", "Ends a run that is not finished; what it has stored stays.");
    }

    private static async Task<Ok<Page<RunView>>> ListAsync(
        [FromQuery(Name = "source_id")] string? sourceId,
        [AsParameters] Paging page,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.ListRunsAsync(sourceId, page.Request, ct));

    private static async Task<Ok<RunView>> GetAsync(string id, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.GetRunAsync(id, ct));

    private static RunEvents WatchAsync(
        string id,
        [FromHeader(Name = "Last-Event-ID"), Description("Tell only what is new since that event.")] string? after,
        CurrentUser user
    ) => new(ct => user.Strata.WatchRunAsync(id, ct), after);

    private static async Task<Ok<RunView>> CancelAsync(string id, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.CancelRunAsync(id, ct));
}
