using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Strata.Server.Duplicates;

/// <summary>Entities that may be the same: found, looked at, and said not to be. Merging is a decision about entities.</summary>
internal static class DuplicateEndpoints
{
    public static void MapDuplicates(this IEndpointRouteBuilder api)
    {
        var duplicates = api.MapGroup("/duplicates").WithTags("Duplicates");
        duplicates.MapGet("/", ListAsync).Says("list_duplicates", "Pairs that may be the same, the most probable first.");
        duplicates
            .MapPost("/find", FindAsync)
            .Says(
                "find_duplicates",
                "Looks for entities that may be the same. Merges nothing. Streams progress where Accept asks for a stream."
            )
            .Costs(RateClass.Expensive);
        duplicates.MapGet("/{id}/{other}", GetAsync).Says("explain_duplicate", "One pair, with what each field says in bits of evidence.");
        duplicates
            .MapPost("/{id}/{other}/dismiss", DismissAsync)
            .Says("dismiss_duplicate", "The two are not the same; retract takes it back.");
    }

    private static async Task<Ok<Page<DuplicateView>>> ListAsync(
        [AsParameters] DuplicateListQuery query,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.ListDuplicatesAsync(query.Query, ct));

    private static async Task<Results<Ok<DuplicateReport>, ProgressStream<DuplicateReport>>> FindAsync(
        [AsParameters] DuplicateFindQuery query,
        HttpRequest request,
        CurrentUser user,
        CancellationToken ct
    ) =>
        ProgressStream.FormatOf(request) is { } format
            ? new ProgressStream<DuplicateReport>(format, progress => user.Strata.FindDuplicatesAsync(query.Request, progress, ct))
            : TypedResults.Ok(await user.Strata.FindDuplicatesAsync(query.Request, progress: null, ct));

    private static async Task<Ok<DuplicateView>> GetAsync(string id, string other, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.GetDuplicateAsync(id, other, ct));

    private static async Task<Ok<DecisionResult>> DismissAsync(
        string id,
        string other,
        DecisionRequest? body,
        [AsParameters] Idempotency idempotency,
        CurrentUser user,
        CancellationToken ct
    )
    {
        var request = body ?? new DecisionRequest();
        return TypedResults.Ok(
            await user.Strata.DismissDuplicateAsync(id, other, request with { IdempotencyKey = idempotency.Or(request.IdempotencyKey) }, ct)
        );
    }
}

internal sealed record DuplicateFindQuery(
    [property: FromQuery(Name = "type"), Description("Only entities of this type.")] string? Type,
    [property: FromQuery(Name = "entity_id"), Description("Only partners of this entity.")] string? EntityId,
    [property: FromQuery(Name = "full"), Description("Fit the model anew and compare everything.")] bool? Full,
    [property: FromQuery(Name = "min_probability"), Description("Pairs of at least this probability are filed; default 0.5.")]
        double? MinProbability
)
{
    public FindDuplicatesRequest Request
    {
        get
        {
            var request = new FindDuplicatesRequest
            {
                EntityType = Type,
                EntityId = EntityId,
                Full = Full ?? false,
            };
            return MinProbability is { } least ? request with { MinProbability = least } : request;
        }
    }
}

internal sealed record DuplicateListQuery(
    [property: FromQuery(Name = "type")] string? Type,
    [property: FromQuery(Name = "state"), Description("open (default), merged, dismissed or all.")] string? State,
    [property: FromQuery(Name = "entity_id"), Description("Only pairs with this entity.")] string? EntityId,
    [property: FromQuery(Name = "min_probability")] double? MinProbability,
    [property: FromQuery(Name = "limit")] int? Limit,
    [property: FromQuery(Name = "cursor")] string? Cursor
)
{
    public DuplicateQuery Query
    {
        get
        {
            var query = new DuplicateQuery
            {
                EntityType = Type,
                EntityId = EntityId,
                MinProbability = MinProbability ?? 0,
                Cursor = Cursor,
            };
            query = State is { } state ? query with { State = state } : query;
            return Limit is { } limit ? query with { Limit = limit } : query;
        }
    }
}
