using Strata.Operations;

namespace Strata.Promotion;

public static partial class PromotionsModule
{
    public static readonly Operation<PromoteRequest, PromotionView> Promote = new Operation<
        PromotionService,
        PromoteRequest,
        PromotionView
    >(
        "promote_fields",
        "Makes fields of fragments: a schema version, and observations of what came before. Retract takes it back.",
        (promotions, request, context) => promotions.PromoteAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/promotions"),
        Tool = new()
        {
            Profile = ToolProfile.Admin,
            Description =
                "Makes fragments fields: a new schema version (or type, for generic), and observations of all earlier values. retract takes it back.",
            Shows = ["promotion_id", "state", "to_type", "version", "fields", "observations"],
        },
        Examples = ["""{"entity_type":"<type>","fields":[{"fragment":"found"}]}"""],
    };
}

public partial record struct PromotionsArea
{
    /// <summary>Turns fragments into fields, in the schema and in earlier observations. Retracting undoes it.</summary>
    public Task<PromotionView> PromoteAsync(PromoteRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(PromotionsModule.Promote, request, progress: null, ct);
}
