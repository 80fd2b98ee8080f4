using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Feeds;

public record RunFeedOptions
{
    [Description("Also try again what failed or was refused.")]
    public bool Retry { get; init; }
}

public sealed record RunFeed : RunFeedOptions
{
    public required string Name { get; init; }
}

[JsonSerializable(typeof(RunFeed))]
[JsonSerializable(typeof(RunFeedOptions))]
internal sealed partial class RunFeedShapes : JsonSerializerContext;

public static partial class FeedsModule
{
    public static readonly Operation<RunFeed, FeedReport> Run = new Operation<FeedRunner, RunFeed, FeedReport>(
        "run_feed",
        "Takes in now what is new in a feed, as workers do on its schedule.",
        (runner, request, context) =>
            runner.RunAsync(context.User, context.Actor, request.Name, request.Retry, context.Progress, context.Cancellation)
    )
    {
        Access = Access.Write,
        Cost = Cost.Expensive,
        OpenWorld = true,
        ReportsProgress = true,
        Route = OperationRoute.Post("/feeds/{name}/run") with { Body = typeof(RunFeedOptions) },
        Tool = new() { Profile = ToolProfile.Admin },
        Examples = ["""{"name":"<word>"}"""],
        Shapes = () => RunFeedShapes.Default,
    };
}

public partial record struct FeedsArea
{
    public Task<FeedReport> RunAsync(string name, bool retry, IProgress<Progress>? progress, CancellationToken ct) =>
        Strata.InvokeAsync(FeedsModule.Run, new() { Name = name, Retry = retry }, progress, ct);
}
