using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Feeds;

public sealed record PauseFeed
{
    public required string Name { get; init; }
}

[JsonSerializable(typeof(PauseFeed))]
internal sealed partial class PauseFeedShapes : JsonSerializerContext;

public static partial class FeedsModule
{
    public static readonly Operation<PauseFeed, FeedView> Pause = new Operation<FeedService, PauseFeed, FeedView>(
        "pause_feed",
        "Has workers leave a feed alone until it is resumed.",
        (feeds, request, context) => feeds.PauseAsync(context.User, context.Actor, request.Name, paused: true, context.Cancellation)
    )
    {
        Access = Access.Admin,
        Route = OperationRoute.Post("/feeds/{name}/pause") with { HasBody = false },
        Examples = ["""{"name":"<word>"}"""],
        Shapes = () => PauseFeedShapes.Default,
    };
}

public partial record struct FeedsArea
{
    public Task<FeedView> PauseAsync(string name, CancellationToken ct) =>
        Strata.InvokeAsync(FeedsModule.Pause, new() { Name = name }, progress: null, ct);
}
