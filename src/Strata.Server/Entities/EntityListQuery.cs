using Microsoft.AspNetCore.Mvc;

namespace Strata.Server.Entities;

/// <summary>An <see cref="EntityQuery"/> as query parameters.</summary>
/// <param name="Filter">Repeated, all must hold: see <see cref="FilterParameter"/>.</param>
internal sealed record EntityListQuery(
    [property: FromQuery(Name = "type")] string? Type,
    [property: FromQuery(Name = "filter")] string[]? Filter,
    [property: FromQuery(Name = "text")] string? Text,
    [property: FromQuery(Name = "changed_since")] string? ChangedSince,
    [property: FromQuery(Name = "sort")] string? Sort,
    [property: FromQuery(Name = "include_merged")] bool? IncludeMerged,
    [property: FromQuery(Name = "include_deleted")] bool? IncludeDeleted,
    [property: FromQuery(Name = "limit")] int? Limit,
    [property: FromQuery(Name = "cursor")] string? Cursor
)
{
    public EntityQuery Query
    {
        get
        {
            var query = new EntityQuery
            {
                EntityType = Type,
                Filters = [.. (Filter ?? []).Select(FilterParameter.Parse)],
                Text = Text,
                ChangedSince = ChangedSince,
                Sort = Sort,
                IncludeMerged = IncludeMerged ?? false,
                IncludeDeleted = IncludeDeleted ?? false,
                Cursor = Cursor,
            };
            return Limit is { } limit ? query with { Limit = limit } : query;
        }
    }
}
