using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Feeds;

public sealed record RemoveFeed
{
    public required string Name { get; init; }
}

[JsonSerializable(typeof(RemoveFeed))]
internal sealed partial class RemoveFeedShapes : JsonSerializerContext;

public static partial class FeedsModule
{
    public static readonly Operation<RemoveFeed, FeedView> Remove = new Operation<FeedService, RemoveFeed, FeedView>(
        "remove_feed",
        "Ends a feed and forgets what it has seen; sources that it took stay.",
        (feeds, request, context) => feeds.RemoveAsync(context.User, context.Actor, request.Name, context.Cancellation)
    )
    {
        Access = Access.Admin,
        Route = OperationRoute.Delete("/feeds/{name}"),
        Examples = ["""{"name":"<word>"}"""],
        Shapes = () => RemoveFeedShapes.Default,
    };
}

public partial record struct FeedsArea
{
    public Task<FeedView> RemoveAsync(string name, CancellationToken ct) =>
        Strata.InvokeAsync(FeedsModule.Remove, new() { Name = name }, progress: null, ct);
}
