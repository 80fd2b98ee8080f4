using Strata.Database;
using Strata.Entities;
using Strata.Ledger;
using Strata.Search;

namespace Strata.Aggregates;

/// <summary>Lists the ids of all entities of a list, without reading more of each than its order and filter need.</summary>
internal sealed class EntityIdListing(IDatabase database, EntityReader reader, SearchIndex search, EntityListing listing, TimeProvider time)
{
    /// <summary>Up to so many, entities are found by an index and read one by one; beyond, all of the type are read in order.</summary>
    private static readonly ListLimits Limits = new(Gathered: 20_000);

    public async Task<EntityIds> ListAsync(UserConnection connection, ListEntityIds request, ReadPoint point)
    {
        var limit = request.Limit is >= 1 and <= ListEntityIds.MaxIds
            ? request.Limit
            : throw new StrataException(
                ErrorCode.InvalidContent,
                $"'limit' must be between 1 and {ListEntityIds.MaxIds}; got {request.Limit}."
            );
        return request.IncludeMerged || request.IncludeDeleted
            ? await ByPagesAsync(connection, request.Query(), limit, point)
            : await ByScanAsync(connection, request.Query(), limit, point);
    }

    private async Task<EntityIds> ByScanAsync(UserConnection connection, EntityQuery query, int limit, ReadPoint point)
    {
        query = await EntityListing.SuggestedAsync(connection, query, point);
        var plan = await ListPlan.MakeAsync(connection, query, point, search, Limits, time.GetUtcNow());
        var scan = new EntityScan(database, reader, connection, query, plan, point, doubted: null, isNamed: true);
        var parts = new List<FirstIds>();
        await scan.RunAsync(
            slotOf =>
            {
                var part = new FirstIds(plan.Order, limit + 1, slotOf);
                parts.Add(part);
                return row =>
                {
                    part.Add(row);
                    return true;
                };
            },
            long.MaxValue - 1,
            progress: null
        );
        parts.Skip(1).ToList().ForEach(parts[0].Merge);
        var ids = parts[0].Ids();
        return new EntityIds([.. ids.Take(limit)], ids.Count <= limit) { Where = plan.Where };
    }

    /// <summary>Merged and deleted entities are shown as of the day they were: a page at a time.</summary>
    private async Task<EntityIds> ByPagesAsync(UserConnection connection, EntityQuery query, int limit, ReadPoint point)
    {
        var ids = new List<string>();
        while (true)
        {
            var page = await listing.ListAsync(connection, query with { Limit = Math.Min(Paging.MaxLimit, limit + 1 - ids.Count) }, point);
            ids.AddRange(page.Items.Select(e => e.EntityId));
            if (page.NextCursor is null || ids.Count > limit)
            {
                return new EntityIds([.. ids.Take(limit)], ids.Count <= limit) { Where = page.Where };
            }
            query = query with { Cursor = page.NextCursor };
        }
    }
}
