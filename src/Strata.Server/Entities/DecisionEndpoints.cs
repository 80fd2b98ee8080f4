using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server.Entities;

/// <summary>What people and programs decide; all of it can be undone.</summary>
internal static class DecisionEndpoints
{
    public static void MapDecisions(this IEndpointRouteBuilder api)
    {
        var entity = api.MapGroup("/entities/{id}").WithTags("Decisions");
        entity
            .MapPost("/correct", CorrectAsync)
            .Says("correct", "Sets fields by hand; a correction wins until it is retracted. null clears a field.");
        entity.MapPost("/merge", MergeAsync).Says("merge_entities", "The entity in the address becomes part of another.");
        entity.MapPost("/unmerge", UnmergeAsync).Says("unmerge_entities", "Takes a merged entity out again; both are as they were.");
        entity.MapPost("/delete", DeleteAsync).Says("delete_entity", "Hides an entity; everything is kept.");
        entity.MapPost("/restore", RestoreAsync).Says("restore_entity", "Shows a deleted entity again.");
        api.MapPost("/retract/{id}", RetractAsync)
            .WithTags("Decisions")
            .Says("retract", "Withdraws an observation (obs_…) or undoes a decision (dec_…).");
        api.MapPost("/relationships", RelateAsync)
            .WithTags("Decisions")
            .Says("relate", "States a typed relationship between two entities.");
    }

    private static async Task<Ok<DecisionResult>> CorrectAsync(
        string id,
        CorrectRequest body,
        [AsParameters] Idempotency idempotency,
        [AsParameters] IfMatch match,
        CurrentUser user,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            await user.Strata.CorrectAsync(
                id,
                body with
                {
                    IdempotencyKey = idempotency.Or(body.IdempotencyKey),
                    IfMatch = match.Expected,
                },
                ct
            )
        );

    private static async Task<Ok<DecisionResult>> MergeAsync(
        string id,
        MergeRequest body,
        [AsParameters] Idempotency idempotency,
        [AsParameters] IfMatch match,
        CurrentUser user,
        CancellationToken ct
    )
    {
        var request = Keyed(new DecisionRequest { Reason = body.Reason, IdempotencyKey = body.IdempotencyKey }, idempotency, match);
        return TypedResults.Ok(await user.Strata.MergeAsync(id, body.To, request, ct));
    }

    private static async Task<Ok<DecisionResult>> UnmergeAsync(
        string id,
        DecisionRequest? body,
        [AsParameters] Idempotency idempotency,
        [AsParameters] IfMatch match,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.UnmergeAsync(id, Keyed(body, idempotency, match), ct));

    private static async Task<Ok<DecisionResult>> DeleteAsync(
        string id,
        DecisionRequest? body,
        [AsParameters] Idempotency idempotency,
        [AsParameters] IfMatch match,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.DeleteAsync(id, Keyed(body, idempotency, match), ct));

    private static async Task<Ok<DecisionResult>> RestoreAsync(
        string id,
        DecisionRequest? body,
        [AsParameters] Idempotency idempotency,
        [AsParameters] IfMatch match,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.RestoreAsync(id, Keyed(body, idempotency, match), ct));

    private static async Task<Ok<DecisionResult>> RetractAsync(
        string id,
        DecisionRequest? body,
        [AsParameters] Idempotency idempotency,
        [AsParameters] IfMatch match,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.RetractAsync(id, Keyed(body, idempotency, match), ct));

    private static async Task<Ok<RelationshipView>> RelateAsync(
        RelateRequest body,
        [AsParameters] Idempotency idempotency,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.RelateAsync(body with { IdempotencyKey = idempotency.Or(body.IdempotencyKey) }, ct));

    private static DecisionRequest Keyed(DecisionRequest? body, Idempotency idempotency, IfMatch match)
    {
        var request = body ?? new DecisionRequest();
        return request with { IdempotencyKey = idempotency.Or(request.IdempotencyKey), IfMatch = match.Expected };
    }
}

/// <param name="To">The entity that the one in the address becomes part of.</param>
internal sealed record MergeRequest(string To, string? Reason = null, string? IdempotencyKey = null);
