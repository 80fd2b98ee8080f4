using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Jobs;

public sealed record ResumeJobs
{
    [Description("Default: all kinds.")]
    public string? Kind { get; init; }
}

[JsonSerializable(typeof(ResumeJobs))]
internal sealed partial class ResumeJobsShapes : JsonSerializerContext;

public static partial class JobsModule
{
    public static readonly Operation<ResumeJobs, JobPauses> Resume = new Operation<JobService, ResumeJobs, JobPauses>(
        "resume_jobs",
        "Ends pauses: of a kind, or all.",
        (jobs, request, context) => jobs.ResumeAsync(context.User, context.Actor, request.Kind, context.Cancellation)
    )
    {
        Access = Access.Admin,
        Route = OperationRoute.Post("/jobs/resume") with { HasBody = false },
        Examples = ["""{}"""],
        Shapes = () => ResumeJobsShapes.Default,
    };
}

public partial record struct JobsArea
{
    public Task<JobPauses> ResumeAsync(string? kind, CancellationToken ct) =>
        Strata.InvokeAsync(JobsModule.Resume, new() { Kind = kind }, progress: null, ct);
}
