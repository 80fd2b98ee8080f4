using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Entities;

public sealed record Retract : ConditionalArguments
{
    [Description("obs_… or dec_…")]
    public required string Id { get; init; }
}

[JsonSerializable(typeof(Retract))]
internal sealed partial class RetractShapes : JsonSerializerContext;

public static partial class DecisionsModule
{
    public static readonly Operation<Retract, DecisionResult> Retract = new Operation<RetractionService, Retract, DecisionResult>(
        "retract",
        "Withdraws an observation (obs_…) or undoes a decision (dec_…).",
        (retractions, request, context) =>
            retractions.RetractAsync(context.User, context.Actor, request.Id, request.Decision(), context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/retract/{id}") with { Body = typeof(DecisionRequest) },
        Tool = new()
        {
            Description = "Withdraws an observation or correction (obs_…) or undoes a decision (dec_…). Nothing is erased.",
            Shows = ["id", "kind", "seq", "entity"],
        },
        Examples = ["""{"id":"<observation>"}""", """{"id":"<decision>"}"""],
        Shapes = () => RetractShapes.Default,
    };
}

public partial record struct DecisionsArea
{
    public Task<DecisionResult> RetractAsync(string id, DecisionRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(
            DecisionsModule.Retract,
            new()
            {
                Id = id,
                Reason = request.Reason,
                IdempotencyKey = request.IdempotencyKey,
                IfMatch = request.IfMatch,
            },
            progress: null,
            ct
        );
}
