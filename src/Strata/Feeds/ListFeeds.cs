using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Feeds;

public sealed record ListFeeds { }

[JsonSerializable(typeof(ListFeeds))]
internal sealed partial class ListFeedsShapes : JsonSerializerContext;

public static partial class FeedsModule
{
    public static readonly Operation<ListFeeds, Page<FeedView>> List = new Operation<FeedService, ListFeeds, Page<FeedView>>(
        "list_feeds",
        "Feeds, with what came of each.",
        async (feeds, _, context) => new Page<FeedView>(await context.ReadAsync(feeds.ListAsync), NextCursor: null)
    )
    {
        Route = OperationRoute.Get("/feeds"),
        Tool = new() { Profile = ToolProfile.Admin },
        Examples = ["{}"],
        Shapes = () => ListFeedsShapes.Default,
    };
}

public partial record struct FeedsArea
{
    public async Task<IReadOnlyList<FeedView>> ListAsync(CancellationToken ct) =>
        (await Strata.InvokeAsync(FeedsModule.List, new(), progress: null, ct)).Items;
}
