using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server;

/// <summary>What people and programs decide; all of it can be undone.</summary>
internal static class DecisionEndpoints
{
    public static void MapDecisions(this IEndpointRouteBuilder api)
    {
        var entity = api.MapGroup("/entities/{id}").WithTags("Decisions");
        entity.MapPost("/correct", CorrectAsync).WithName("correct");
        entity.MapPost("/merge", MergeAsync).WithName("merge_entities");
        entity.MapPost("/unmerge", UnmergeAsync).WithName("unmerge_entities");
        entity.MapPost("/delete", DeleteAsync).WithName("delete_entity");
        entity.MapPost("/restore", RestoreAsync).WithName("restore_entity");
        api.MapPost("/retract/{id}", RetractAsync).WithTags("Decisions").WithName("retract");
        api.MapPost("/relationships", RelateAsync).WithTags("Decisions").WithName("relate");
    }

    private static async Task<Ok<DecisionResult>> CorrectAsync(
        string id,
        CorrectRequest body,
        [AsParameters] Idempotency idempotency,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.CorrectAsync(id, body with { IdempotencyKey = idempotency.Or(body.IdempotencyKey) }, ct));

    private static async Task<Ok<DecisionResult>> MergeAsync(
        string id,
        MergeRequest body,
        [AsParameters] Idempotency idempotency,
        CurrentUser user,
        CancellationToken ct
    )
    {
        var request = new DecisionRequest { Reason = body.Reason, IdempotencyKey = idempotency.Or(body.IdempotencyKey) };
        return TypedResults.Ok(await user.Strata.MergeAsync(id, body.To, request, ct));
    }

    private static async Task<Ok<DecisionResult>> UnmergeAsync(
        string id,
        DecisionRequest? body,
        [AsParameters] Idempotency idempotency,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.UnmergeAsync(id, Keyed(body, idempotency), ct));

    private static async Task<Ok<DecisionResult>> DeleteAsync(
        string id,
        DecisionRequest? body,
        [AsParameters] Idempotency idempotency,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.DeleteAsync(id, Keyed(body, idempotency), ct));

    private static async Task<Ok<DecisionResult>> RestoreAsync(
        string id,
        DecisionRequest? body,
        [AsParameters] Idempotency idempotency,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.RestoreAsync(id, Keyed(body, idempotency), ct));

    private static async Task<Ok<DecisionResult>> RetractAsync(
        string id,
        DecisionRequest? body,
        [AsParameters] Idempotency idempotency,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.RetractAsync(id, Keyed(body, idempotency), ct));

    private static async Task<Ok<RelationshipView>> RelateAsync(
        RelateRequest body,
        [AsParameters] Idempotency idempotency,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.RelateAsync(body with { IdempotencyKey = idempotency.Or(body.IdempotencyKey) }, ct));

    private static DecisionRequest Keyed(DecisionRequest? body, Idempotency idempotency)
    {
        var request = body ?? new DecisionRequest();
        return request with { IdempotencyKey = idempotency.Or(request.IdempotencyKey) };
    }
}

/// <param name="To">The entity that the one in the address becomes part of.</param>
internal sealed record MergeRequest(string To, string? Reason = null, string? IdempotencyKey = null);
