using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Strata.Server.Jobs;

/// <summary>Background work: what there is, what became of it, what comes again and again.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapGet("/", ListAsync)
            .Says("list_jobs", "Jobs of one state, or those that are not finished or were given up (dead); the latest first.");
        jobs.MapPost("/", StartAsync)
            .Says("start_job", "Lines up work for a worker: verify, archive, duplicates or sweep; GET /jobs/{id} has what came of it.")
            .Costs(Cost.Expensive)
            .Needs(TokenScope.Admin);
        jobs.MapGet("/{id}", GetAsync).Says("get_job", "One job with its payload, result and failures.");
        jobs.MapPost("/{id}/retry", RetryAsync).Says("retry_job", "Lines up again what is dead, cancelled or waiting.");
        jobs.MapPost("/{id}/cancel", CancelAsync).Says("cancel_job", "Ends a job that is not finished; what runs can write nothing more.");
        jobs.MapGet("/pauses", PausesAsync).Says("list_job_pauses", "Kinds that are not being begun; * for all.");
        jobs.MapPost("/pause", PauseAsync)
            .Says("pause_jobs", "Begins no more jobs of a kind, or none at all; what runs goes on.")
            .Needs(TokenScope.Admin);
        jobs.MapPost("/resume", ResumeAsync).Says("resume_jobs", "Takes pauses back: of a kind, or all.").Needs(TokenScope.Admin);

        var schedules = api.MapGroup("/schedules").WithTags("Jobs");
        schedules.MapGet("/", SchedulesAsync).Says("list_schedules", "Work that comes again and again.");
        schedules
            .MapPut("/{name}", ScheduleAsync)
            .Says("put_schedule", "Lays down a schedule by a cron expression, or replaces the one of that name.")
            .Needs(TokenScope.Admin);
        schedules
            .MapDelete("/{name}", UnscheduleAsync)
            .Says("remove_schedule", "Ends a schedule; jobs it has made stay.")
            .Needs(TokenScope.Admin);
    }

    private static async Task<Ok<Page<JobView>>> ListAsync(
        [FromQuery(Name = "state")] string? state,
        [FromQuery(Name = "kind")] string? kind,
        [AsParameters] PageQuery page,
        CurrentUser user,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            await user.Strata.ListJobsAsync(
                new JobQuery
                {
                    State = state,
                    Kind = kind,
                    Limit = page.Request.Limit,
                    Cursor = page.Cursor,
                },
                ct
            )
        );

    private static async Task<Accepted<JobView>> StartAsync(JobRequest body, CurrentUser user, CancellationToken ct)
    {
        var job = await user.Strata.StartJobAsync(body, ct);
        return TypedResults.Accepted($"/api/v1/jobs/{job.JobId}", job);
    }

    private static async Task<ETagResult<JobView>> GetAsync(string id, CurrentUser user, CancellationToken ct) =>
        new(await user.Strata.GetJobAsync(id, ct));

    private static async Task<Ok<JobView>> RetryAsync(string id, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.RetryJobAsync(id, ct));

    private static async Task<Ok<JobView>> CancelAsync(string id, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.CancelJobAsync(id, ct));

    private static async Task<Ok<JobPauses>> PausesAsync(CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.GetJobPausesAsync(ct));

    private static async Task<Ok<JobPauses>> PauseAsync([FromQuery(Name = "kind")] string? kind, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.PauseJobsAsync(kind, ct));

    private static async Task<Ok<JobPauses>> ResumeAsync([FromQuery(Name = "kind")] string? kind, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.ResumeJobsAsync(kind, ct));

    /// <summary>All on one page: a user has no more than fit on it.</summary>
    private static async Task<Ok<Page<JobScheduleView>>> SchedulesAsync(CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(new Page<JobScheduleView>(await user.Strata.ListSchedulesAsync(ct), NextCursor: null));

    private static async Task<Ok<JobScheduleView>> ScheduleAsync(
        string name,
        JobScheduleRequest body,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.PutScheduleAsync(name, body, ct));

    private static async Task<Ok<JobScheduleView>> UnscheduleAsync(string name, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.RemoveScheduleAsync(name, ct));
}
