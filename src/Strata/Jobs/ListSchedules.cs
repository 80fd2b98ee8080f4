using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Jobs;

public sealed record ListSchedules { }

[JsonSerializable(typeof(ListSchedules))]
internal sealed partial class ListSchedulesShapes : JsonSerializerContext;

public static partial class JobsModule
{
    public static readonly Operation<ListSchedules, Page<JobScheduleView>> ListSchedules = new Operation<
        JobSchedules,
        ListSchedules,
        Page<JobScheduleView>
    >(
        "list_schedules",
        "Scheduled jobs.",
        (schedules, request, context) => ListedAsync(schedules.ListAsync(context.User, context.Cancellation))
    )
    {
        Route = OperationRoute.Get("/schedules"),
        Examples = ["""{}"""],
        Shapes = () => ListSchedulesShapes.Default,
    };

    /// <summary>All on one page: a user has no more schedules than fit on it.</summary>
    private static async Task<Page<JobScheduleView>> ListedAsync(Task<IReadOnlyList<JobScheduleView>> schedules) =>
        new(await schedules, NextCursor: null);
}

public partial record struct SchedulesArea
{
    public async Task<IReadOnlyList<JobScheduleView>> ListAsync(CancellationToken ct) =>
        (await Strata.InvokeAsync(JobsModule.ListSchedules, new(), progress: null, ct)).Items;
}
