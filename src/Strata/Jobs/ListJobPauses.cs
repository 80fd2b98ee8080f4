using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Jobs;

public sealed record ListJobPauses { }

[JsonSerializable(typeof(ListJobPauses))]
internal sealed partial class ListJobPausesShapes : JsonSerializerContext;

public static partial class JobsModule
{
    public static readonly Operation<ListJobPauses, JobPauses> ListPauses = new Operation<JobService, ListJobPauses, JobPauses>(
        "list_job_pauses",
        "Kinds of job that are paused; * for all.",
        (jobs, request, context) => jobs.PausesAsync(context.User, context.Cancellation)
    )
    {
        Route = OperationRoute.Get("/jobs/pauses"),
        Examples = ["""{}"""],
        Shapes = () => ListJobPausesShapes.Default,
    };
}

public partial record struct JobsArea
{
    public Task<JobPauses> GetPausesAsync(CancellationToken ct) => Strata.InvokeAsync(JobsModule.ListPauses, new(), progress: null, ct);
}
