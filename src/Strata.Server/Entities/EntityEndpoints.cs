using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server.Entities;

/// <summary>What is known, where it came from, and what it was.</summary>
internal static class EntityEndpoints
{
    public static void MapEntities(this IEndpointRouteBuilder api)
    {
        var entities = api.MapGroup("/entities").WithTags("Entities");
        entities
            .MapGet("/", ListAsync)
            .Says("list_entities", "Entities by type, field comparisons and text. A filter is field:op:value, repeated; all must hold.");
    }

    private static async Task<Ok<Page<EntityView>>> ListAsync(
        [AsParameters] EntityListQuery query,
        [AsParameters] PastQuery past,
        CurrentUser user,
        CancellationToken ct
    ) => TypedResults.Ok(await user.Strata.Search.ListAsync(query.Query, past.At, ct));
}
