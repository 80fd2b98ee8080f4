using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server.Search;

internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder api) =>
        api.MapGet("/search", SearchAsync).WithTags("Search").Says("search", "Full-text search over entities and the text of sources.");

    private static async Task<Ok<SearchResults>> SearchAsync(
        string text,
        string? type,
        string? kind,
        int? limit,
        [AsParameters] PastQuery past,
        CurrentUser user,
        CancellationToken ct
    )
    {
        var query = new SearchQuery
        {
            Text = text,
            EntityType = type,
            Kind = kind,
        };
        return TypedResults.Ok(await user.Strata.SearchAsync(limit is { } l ? query with { Limit = l } : query, past.At, ct));
    }
}
