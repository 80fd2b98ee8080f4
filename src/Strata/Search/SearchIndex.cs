using Strata.Database;
using Strata.Entities;
using Strata.Ledger;

namespace Strata.Search;

/// <summary>Searches entities by walking them.</summary>
internal sealed class SearchIndex(EntityReader reader)
{
    public Task<IReadOnlyList<long>?> MatchEntitiesAsync(UserConnection connection, SearchTerms terms, int max)
    {
        _ = (connection, terms, max);
        return Task.FromResult<IReadOnlyList<long>?>(null);
    }

    public async Task<IReadOnlyList<SearchHit>> SearchAsync(UserConnection connection, SearchQuery query, ReadPoint point)
    {
        var listing = new EntityListing(reader, this);
        var page = await listing.ListAsync(
            connection,
            new EntityQuery { EntityType = query.EntityType, Text = query.Text, Limit = query.Limit },
            point
        );
        return [.. page.Items.Select(e => new SearchHit { Kind = "entity", Score = 1, Entity = e })];
    }
}
