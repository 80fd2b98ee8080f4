using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Jobs;

public sealed record PutSchedule
{
    public required string Name { get; init; }

    [Description("minute hour day month weekday, as in crontab(5).")]
    public required string Cron { get; init; }

    [Description("verify, archive, duplicates or sweep.")]
    public required string Kind { get; init; }

    [Description("IANA name, such as Europe/Berlin.")]
    public string TimeZone { get; set; } = "UTC";

    public JsonElement? Options { get; init; }

    internal JobScheduleRequest Schedule() =>
        new()
        {
            Cron = Cron,
            Kind = Kind,
            TimeZone = TimeZone,
            Options = Options,
        };

    internal static PutSchedule Of(string name, JobScheduleRequest request) =>
        new()
        {
            Name = name,
            Cron = request.Cron,
            Kind = request.Kind,
            TimeZone = request.TimeZone,
            Options = request.Options,
        };
}

[JsonSerializable(typeof(PutSchedule))]
internal sealed partial class PutScheduleShapes : JsonSerializerContext;

public static partial class JobsModule
{
    public static readonly Operation<PutSchedule, JobScheduleView> PutSchedule = new Operation<JobSchedules, PutSchedule, JobScheduleView>(
        "put_schedule",
        "Creates a schedule by a cron expression, or replaces the one of that name.",
        (schedules, request, context) =>
            schedules.PutAsync(context.User, context.Actor, request.Name, request.Schedule(), context.Cancellation)
    )
    {
        Access = Access.Admin,
        Route = OperationRoute.Put("/schedules/{name}") with { Body = typeof(JobScheduleRequest) },
        Examples = ["""{"name":"<word>","cron":"@yearly","kind":"verify"}"""],
        Shapes = () => PutScheduleShapes.Default,
    };
}

public partial record struct SchedulesArea
{
    public Task<JobScheduleView> PutAsync(string name, JobScheduleRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(JobsModule.PutSchedule, PutSchedule.Of(name, request), progress: null, ct);
}
