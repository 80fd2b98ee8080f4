using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Jobs;

public sealed record CancelJob
{
    [Description("job_…")]
    public required string JobId { get; init; }
}

[JsonSerializable(typeof(CancelJob))]
internal sealed partial class CancelJobShapes : JsonSerializerContext;

public static partial class JobsModule
{
    public static readonly Operation<CancelJob, JobView> Cancel = new Operation<JobService, CancelJob, JobView>(
        "cancel_job",
        "Ends an unfinished job; if it is running, it can write nothing more.",
        (jobs, request, context) => jobs.CancelAsync(context.User, context.Actor, request.JobId, context.Cancellation)
    )
    {
        Access = Access.Write,
        Route = OperationRoute.Post("/jobs/{job_id}/cancel") with { HasBody = false },
        Examples = ["""{"job_id":"<job>"}"""],
        Shapes = () => CancelJobShapes.Default,
    };
}

public partial record struct JobsArea
{
    public Task<JobView> CancelAsync(string jobId, CancellationToken ct) =>
        Strata.InvokeAsync(JobsModule.Cancel, new() { JobId = jobId }, progress: null, ct);
}
