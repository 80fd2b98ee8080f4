using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Entities;

public sealed record CorrectEntity : ConditionalArguments
{
    [Description("Id or identifier.")]
    public required string EntityId { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Fields { get; init; }

    public DateTimeOffset? ObservedAt { get; init; }

    internal CorrectRequest Correction() =>
        new()
        {
            Fields = Fields,
            Reason = Reason,
            ObservedAt = ObservedAt,
            IdempotencyKey = IdempotencyKey,
            IfMatch = IfMatch,
        };
}

[JsonSerializable(typeof(CorrectEntity))]
internal sealed partial class CorrectEntityShapes : JsonSerializerContext;

public static partial class DecisionsModule
{
    public static readonly Operation<CorrectEntity, DecisionResult> Correct = new Operation<Decisions, CorrectEntity, DecisionResult>(
        "correct",
        "Sets fields by hand; a correction wins until it is retracted. null clears a field.",
        (decisions, request, context) =>
            decisions.CorrectAsync(context.User, context.Actor, request.EntityId, request.Correction(), context.Cancellation)
    )
    {
        Access = Access.Write,
        Decides = true,
        Route = OperationRoute.Post("/entities/{entity_id}/correct") with { Body = typeof(CorrectRequest) },
        Tool = new()
        {
            Description = "Sets fields by hand: wins over all else until retracted; null clears one. Gives the id that retract takes.",
            Shows = ["id", "kind", "seq", "entity"],
        },
        Examples =
        [
            """{"entity_id":"<contact>","fields":{"name":"Mallory"}}""",
            """{"entity_id":"<merged>","fields":{"name":"Mallory"}}""",
            """{"entity_id":"<deleted>","fields":{"name":"Mallory"}}""",
        ],
        Shapes = () => CorrectEntityShapes.Default,
    };
}

public partial record struct DecisionsArea
{
    public Task<DecisionResult> CorrectAsync(string entityId, CorrectRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(
            DecisionsModule.Correct,
            new()
            {
                EntityId = entityId,
                Fields = request.Fields,
                ObservedAt = request.ObservedAt,
                Reason = request.Reason,
                IdempotencyKey = request.IdempotencyKey,
                IfMatch = request.IfMatch,
            },
            progress: null,
            ct
        );
}
