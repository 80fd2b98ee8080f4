using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Feeds;

public sealed record ResumeFeed
{
    public required string Name { get; init; }
}

[JsonSerializable(typeof(ResumeFeed))]
internal sealed partial class ResumeFeedShapes : JsonSerializerContext;

public static partial class FeedsModule
{
    public static readonly Operation<ResumeFeed, FeedView> Resume = new Operation<FeedService, ResumeFeed, FeedView>(
        "resume_feed",
        "Has workers fetch a paused feed again.",
        (feeds, request, context) => feeds.PauseAsync(context.User, context.Actor, request.Name, paused: false, context.Cancellation)
    )
    {
        Access = Access.Admin,
        Route = OperationRoute.Post("/feeds/{name}/resume") with { HasBody = false },
        Examples = ["""{"name":"<word>"}"""],
        Shapes = () => ResumeFeedShapes.Default,
    };
}

public partial record struct FeedsArea
{
    public Task<FeedView> ResumeAsync(string name, CancellationToken ct) =>
        Strata.InvokeAsync(FeedsModule.Resume, new() { Name = name }, progress: null, ct);
}
