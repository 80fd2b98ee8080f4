using Strata.Operations;

namespace Strata.Entities;

public static partial class DecisionsModule
{
    public static readonly Operation<RelateRequest, RelationshipView> Relate = new Operation<Decisions, RelateRequest, RelationshipView>(
        "relate",
        "States a typed relationship between two entities.",
        (decisions, request, context) => decisions.RelateAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Write,
        Route = OperationRoute.Post("/relationships"),
        Tool = new() { Description = "Relates two existing entities.", Shows = ["relationship_id", "type", "from", "to"] },
        Examples = ["""{"from":"<contact>","to":"<other>","type":"knows"}"""],
    };
}

public partial record struct DecisionsArea
{
    public Task<RelationshipView> RelateAsync(RelateRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(DecisionsModule.Relate, request, progress: null, ct);
}
