using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Promotion;

public sealed record DiscoverFields
{
    [Description("A type, or generic.")]
    public required string EntityType { get; init; }

    [Description("Of generic: only these.")]
    public string? SuggestedType { get; init; }
}

[JsonSerializable(typeof(DiscoverFields))]
internal sealed partial class DiscoverFieldsShapes : JsonSerializerContext;

public static partial class PromotionsModule
{
    public static readonly Operation<DiscoverFields, FragmentReport> Discover = new Operation<
        PromotionService,
        DiscoverFields,
        FragmentReport
    >(
        "discover_fields",
        "What fields that no schema declares look like, and which are worth one.",
        (promotions, request, context) =>
            promotions.DiscoverAsync(context.User, request.EntityType, request.SuggestedType, context.Cancellation)
    )
    {
        Route = OperationRoute.Get("/schemas/{entity_type}/fragments"),
        Tool = new()
        {
            Profile = ToolProfile.Admin,
            Description =
                "What undeclared fields (fragments) of a type look like: counts, types, examples, confidence, and which are worth a field.",
            Shows = ["entity_type", "fields"],
        },
        Examples = ["""{"entity_type":"<type>"}"""],
        Shapes = () => DiscoverFieldsShapes.Default,
    };
}

public partial record struct PromotionsArea
{
    public Task<FragmentReport> DiscoverAsync(string entityType, string? suggestedType, CancellationToken ct) =>
        Strata.InvokeAsync(PromotionsModule.Discover, new() { EntityType = entityType, SuggestedType = suggestedType }, progress: null, ct);
}
