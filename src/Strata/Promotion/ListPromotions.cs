using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Promotion;

public sealed record ListPromotions
{
    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(ListPromotions))]
internal sealed partial class ListPromotionsShapes : JsonSerializerContext;

public static partial class PromotionsModule
{
    public static readonly Operation<ListPromotions, Page<PromotionView>> List = new Operation<
        PromotionService,
        ListPromotions,
        Page<PromotionView>
    >(
        "list_promotions",
        "Promotions of fragments to fields, the newest first.",
        (promotions, request, context) => promotions.ListAsync(context.User, new(request.Limit, request.Cursor), context.Cancellation)
    )
    {
        Route = OperationRoute.Get("/promotions"),
        Examples = ["""{}"""],
        Shapes = () => ListPromotionsShapes.Default,
    };
}

public partial record struct PromotionsArea
{
    public Task<Page<PromotionView>> ListAsync(PageRequest page, CancellationToken ct) =>
        Strata.InvokeAsync(PromotionsModule.List, new() { Limit = page.Limit, Cursor = page.Cursor }, progress: null, ct);
}
