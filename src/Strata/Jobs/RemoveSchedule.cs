using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Jobs;

public sealed record RemoveSchedule
{
    public required string Name { get; init; }
}

[JsonSerializable(typeof(RemoveSchedule))]
internal sealed partial class RemoveScheduleShapes : JsonSerializerContext;

public static partial class JobsModule
{
    public static readonly Operation<RemoveSchedule, JobScheduleView> RemoveSchedule = new Operation<
        JobSchedules,
        RemoveSchedule,
        JobScheduleView
    >(
        "remove_schedule",
        "Ends a schedule; jobs that it has made stay.",
        (schedules, request, context) => schedules.RemoveAsync(context.User, context.Actor, request.Name, context.Cancellation)
    )
    {
        Access = Access.Admin,
        Route = OperationRoute.Delete("/schedules/{name}"),
        Examples = ["""{"name":"<word>"}"""],
        Shapes = () => RemoveScheduleShapes.Default,
    };
}

public partial record struct SchedulesArea
{
    public Task<JobScheduleView> RemoveAsync(string name, CancellationToken ct) =>
        Strata.InvokeAsync(JobsModule.RemoveSchedule, new() { Name = name }, progress: null, ct);
}
