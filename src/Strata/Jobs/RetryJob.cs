using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Jobs;

public sealed record RetryJob
{
    [Description("job_…")]
    public required string JobId { get; init; }
}

[JsonSerializable(typeof(RetryJob))]
internal sealed partial class RetryJobShapes : JsonSerializerContext;

public static partial class JobsModule
{
    public static readonly Operation<RetryJob, JobView> Retry = new Operation<JobService, RetryJob, JobView>(
        "retry_job",
        "Enqueues again a job that is dead, cancelled or waiting.",
        (jobs, request, context) => jobs.RetryAsync(context.User, context.Actor, request.JobId, context.Cancellation)
    )
    {
        Access = Access.Write,
        Route = OperationRoute.Post("/jobs/{job_id}/retry") with { HasBody = false },
        Examples = ["""{"job_id":"<job>"}"""],
        Shapes = () => RetryJobShapes.Default,
    };
}

public partial record struct JobsArea
{
    public Task<JobView> RetryAsync(string jobId, CancellationToken ct) =>
        Strata.InvokeAsync(JobsModule.Retry, new() { JobId = jobId }, progress: null, ct);
}
