using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Jobs;

public sealed record JobQuery
{
    [Description("Default: unfinished or dead.")]
    public JobState? State { get; init; }

    public string? Kind { get; init; }

    [Description("Part of its kind, key or payload (such as a source's id); case is ignored.")]
    public string? Text { get; init; }

    [Description("Default: -recorded.")]
    [AllowedValues(ListSort.Recorded, ListSort.Latest)]
    public string? Sort { get; init; }

    [Description("Say how many there are on all pages, exactly up to 10,000.")]
    public bool Count { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(JobQuery))]
internal sealed partial class JobQueryShapes : JsonSerializerContext;

public static partial class JobsModule
{
    public static readonly Operation<JobQuery, Page<JobView>> List = new Operation<JobService, JobQuery, Page<JobView>>(
        "list_jobs",
        "Jobs of one state, or those that are unfinished or were given up (dead); the latest first unless sorted otherwise.",
        (jobs, query, context) => jobs.ListAsync(context.User, query, context.Cancellation)
    )
    {
        Route = OperationRoute.Get("/jobs"),
        Examples =
        [
            """{}""",
            """{"state":"ready"}""",
            """{"state":"waiting"}""",
            """{"state":"done"}""",
            """{"state":"dead"}""",
            """{"count":true,"sort":"recorded"}""",
        ],
        Shapes = () => JobQueryShapes.Default,
    };
}

public partial record struct JobsArea
{
    public Task<Page<JobView>> ListAsync(JobQuery query, CancellationToken ct) =>
        Strata.InvokeAsync(JobsModule.List, query, progress: null, ct);
}
