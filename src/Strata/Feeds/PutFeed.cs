using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Feeds;

public sealed record PutFeed : FeedRequest
{
    public PutFeed() { }

    internal PutFeed(FeedRequest feed)
        : base(feed) { }

    public required string Name { get; init; }
}

[JsonSerializable(typeof(PutFeed))]
internal sealed partial class PutFeedShapes : JsonSerializerContext;

public static partial class FeedsModule
{
    public static readonly Operation<PutFeed, FeedView> Put = new Operation<FeedService, PutFeed, FeedView>(
        "put_feed",
        "Adds a feed: a mailbox, or from the store's own machine a folder; or changes the schedule or password of the one of that name.",
        (feeds, request, context) =>
            feeds.PutAsync(context.User, context.Actor, request.Name, request, context.IsLocal, context.Cancellation)
    )
    {
        Access = Access.Admin,
        Route = OperationRoute.Put("/feeds/{name}") with { Body = typeof(FeedRequest) },
        Examples = ["""{"name":"<word>","host":"imap.example.com","user_name":"eve"}""", """{"name":"<word>","path":"/"}"""],
        Shapes = () => PutFeedShapes.Default,
    };
}

public partial record struct FeedsArea
{
    public Task<FeedView> PutAsync(string name, FeedRequest feed, CancellationToken ct) =>
        Strata.InvokeAsync(FeedsModule.Put, new(feed) { Name = name }, progress: null, ct);
}
