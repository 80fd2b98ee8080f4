using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Feeds;

public sealed record GetFeed
{
    public required string Name { get; init; }
}

[JsonSerializable(typeof(GetFeed))]
internal sealed partial class GetFeedShapes : JsonSerializerContext;

public static partial class FeedsModule
{
    public static readonly Operation<GetFeed, FeedView> Get = new Operation<FeedService, GetFeed, FeedView>(
        "get_feed",
        "One feed, with the items that failed or were refused, and why.",
        (feeds, request, context) => context.ReadAsync(connection => feeds.GetAsync(connection, request.Name))
    )
    {
        Route = OperationRoute.Get("/feeds/{name}"),
        Tool = new() { Profile = ToolProfile.Admin },
        Examples = ["""{"name":"<word>"}"""],
        Shapes = () => GetFeedShapes.Default,
    };
}

public partial record struct FeedsArea
{
    public Task<FeedView> GetAsync(string name, CancellationToken ct) =>
        Strata.InvokeAsync(FeedsModule.Get, new() { Name = name }, progress: null, ct);
}
