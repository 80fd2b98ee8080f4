using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Jobs;

public sealed record GetJob
{
    [Description("job_…")]
    public required string JobId { get; init; }
}

[JsonSerializable(typeof(GetJob))]
internal sealed partial class GetJobShapes : JsonSerializerContext;

public static partial class JobsModule
{
    public static readonly Operation<GetJob, JobView> Get = new Operation<JobService, GetJob, JobView>(
        "get_job",
        "One job with its payload, result and failures.",
        (jobs, request, context) => jobs.GetAsync(context.User, request.JobId, context.Cancellation)
    )
    {
        Route = OperationRoute.Get("/jobs/{job_id}") with { ETag = true },
        Examples = ["""{"job_id":"<job>"}"""],
        Shapes = () => GetJobShapes.Default,
    };
}

public partial record struct JobsArea
{
    public Task<JobView> GetAsync(string jobId, CancellationToken ct) =>
        Strata.InvokeAsync(JobsModule.Get, new() { JobId = jobId }, progress: null, ct);
}
