using Strata.Operations;

namespace Strata.Jobs;

public static partial class JobsModule
{
    public static readonly Operation<JobRequest, JobView> Start = new Operation<JobService, JobRequest, JobView>(
        "start_job",
        "Enqueues work for a worker: verify, archive, duplicates or sweep; GET /jobs/{job_id} has what came of it.",
        (jobs, request, context) => jobs.StartAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Admin,
        Cost = Cost.Expensive,
        Route = OperationRoute.Post("/jobs") with { Status = 202, Location = "/jobs/{job_id}" },
        Examples = ["""{"kind":"duplicates"}""", """{"kind":"sweep","options":{"grace_hours":30}}"""],
    };
}

public partial record struct JobsArea
{
    /// <summary>Enqueues a job, or returns the unfinished job if the same one is already there.</summary>
    public Task<JobView> StartAsync(JobRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(JobsModule.Start, request, progress: null, ct);
}
