using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Strata.Runs.Archival;

namespace Strata.Server.Runs;

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
        runs.MapPost("/archive", ArchiveAsync)
            .Says(
                "archive_runs",
                "Moves old runs and their blocks to the archive, where every question still finds them. Streams progress where Accept asks for a stream."
            )
            .Costs(Cost.Expensive)
            .Needs(TokenScope.Admin);
        runs.MapPost("/{id}/restore", RestoreAsync)
            .Says("restore_run", "Puts an archived run back as it was.")
            .Costs(Cost.Expensive)
            .Needs(TokenScope.Admin);
    }

    private static async Task<Ok<Page<RunView>>> ListAsync(
        [FromQuery(Name = "source_id")] string? sourceId,
        [AsParameters] PageQuery page,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.ListRunsAsync(sourceId, page.Request, ct));

    private static async Task<ETagResult<RunView>> GetAsync(string id, CurrentUser user, CancellationToken ct) =>
        new(await user.Strata.GetRunAsync(id, ct));

    private static RunEvents WatchAsync(
        string id,
        [FromHeader(Name = "Last-Event-ID"), Description("Tell only what is new since that event.")] string? after,
        CurrentUser user
    ) => new(ct => user.Strata.WatchRunAsync(id, ct), after);

    private static async Task<Results<Ok<ArchiveReport>, ProgressStream<ArchiveReport>>> ArchiveAsync(
        [
            FromQuery(Name = "older_than_days"),
            Description("Runs that ended, or were last restored, so many days ago; else as the store is set.")
        ]
            int? olderThanDays,
        [FromQuery(Name = "dry_run"), Description("Only say what would be moved.")] bool? dryRun,
        HttpRequest request,
        CurrentUser user,
        CancellationToken ct
    )
    {
        var asked = new ArchiveRequest { OlderThanDays = olderThanDays, DryRun = dryRun ?? false };
        return ProgressStream.FormatOf(request) is { } format
            ? new ProgressStream<ArchiveReport>(format, progress => user.Strata.ArchiveRunsAsync(asked, progress, ct))
            : TypedResults.Ok(await user.Strata.ArchiveRunsAsync(asked, progress: null, ct));
    }

    private static async Task<Ok<RunView>> RestoreAsync(string id, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.RestoreRunAsync(id, ct));

    private static async Task<Ok<RunView>> CancelAsync(string id, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.CancelRunAsync(id, ct));
}
