using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Jobs;

public sealed record PauseJobs
{
    [Description("Default: all kinds.")]
    public string? Kind { get; init; }
}

[JsonSerializable(typeof(PauseJobs))]
internal sealed partial class PauseJobsShapes : JsonSerializerContext;

public static partial class JobsModule
{
    public static readonly Operation<PauseJobs, JobPauses> Pause = new Operation<JobService, PauseJobs, JobPauses>(
        "pause_jobs",
        "Starts no more jobs of a kind, or none at all; running ones go on.",
        (jobs, request, context) => jobs.PauseAsync(context.User, context.Actor, request.Kind, context.Cancellation)
    )
    {
        Access = Access.Admin,
        Route = OperationRoute.Post("/jobs/pause") with { HasBody = false },
        Examples = ["""{"kind":"verify"}"""],
        Shapes = () => PauseJobsShapes.Default,
    };
}

public partial record struct JobsArea
{
    public Task<JobPauses> PauseAsync(string? kind, CancellationToken ct) =>
        Strata.InvokeAsync(JobsModule.Pause, new() { Kind = kind }, progress: null, ct);
}
