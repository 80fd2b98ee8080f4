using Strata.Database;
using Strata.Entities;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Search;

/// <summary>
/// Lists entities. The most suitable index gives ordered candidates; each is checked against all conditions, so an index must be complete
/// but need not be exact.
/// </summary>
/// <param name="count">Counts all entities of a list.</param>
internal sealed class EntityListing(
    EntityReader reader,
    SearchIndex search,
    ListLimits limits,
    TimeProvider time,
    Func<UserConnection, EntityQuery, ReadPoint, Task<Total>>? count = null
)
{
    private readonly PastListing _past = new(reader, limits);

    public async Task<Page<EntityView>> ListAsync(UserConnection connection, EntityQuery query, ReadPoint point)
    {
        query = await SuggestedAsync(connection, query, point);
        var mark = Mark(query);
        var inner = query.Cursor switch
        {
            null => null,
            var cursor when cursor.StartsWith(mark, StringComparison.Ordinal) => cursor[mark.Length..],
            _ => throw new StrataException(
                ErrorCode.InvalidContent,
                "The cursor does not belong to this list. If the type or the sort order has changed, start without a cursor."
            ),
        };
        query = query with { Cursor = inner };
        var plan = await ListPlan.MakeAsync(connection, query, point, search, limits, time.GetUtcNow());
        var page = await PageAsync(connection, query, plan, point);
        return page with
        {
            NextCursor = page.NextCursor is { } next ? mark + next : null,
            Where = plan.Where,
            Total = query.Count && count is not null ? await count(connection, query, point) : null,
        };
    }

    /// <summary>
    /// A type without a schema is listed if the input of untyped entities named it; with a question mark before it (<c>?invoice</c>) those
    /// are listed that are like a type, whether or not it has a schema.
    /// </summary>
    public static async Task<EntityQuery> SuggestedAsync(UserConnection connection, EntityQuery query, ReadPoint point)
    {
        if (query.EntityType is ['?', .. var like])
        {
            return query with { EntityType = SchemaSet.GenericType, SuggestedType = like };
        }
        if (query.EntityType is not { } type || point.Schemas.Find(type) is not null)
        {
            return query;
        }
        var known = await connection.QueryFirstOrDefaultAsync<long?>(
            "select entity_no from entities where user_id = @user and entity_type = 'generic' and suggested_type = @type limit 1",
            new { type }
        );
        return known is null ? query : query with { EntityType = SchemaSet.GenericType, SuggestedType = type };
    }

    /// <summary>Prefix of a list's cursors: a position in one order is meaningless in another.</summary>
    private static string Mark(EntityQuery query) =>
        CanonicalJson.Hash($"{query.SuggestedType ?? query.EntityType}\n{query.Sort ?? ListOrder.Created}")[..6];

    private async Task<Page<EntityView>> PageAsync(UserConnection connection, EntityQuery query, ListPlan plan, ReadPoint point)
    {
        var limit = Paging.Limit(query.Limit);
        var page = await (
            point.IsNow ? PresentAsync(connection, query, plan, point, limit)
            : plan.Order.IsByCreation ? _past.ListAsync(connection, query, plan, point)
            : _past.SortAsync(connection, query, plan, point)
        );
        if (plan is { HasUndeclared: true, HasSeen: false } && page is { Items.Count: 0, NextCursor: null } && query.Cursor is null)
        {
            plan.RequireSeen(point.Schemas);
        }
        return page;
    }

    private async Task<Page<EntityView>> PresentAsync(
        UserConnection connection,
        EntityQuery query,
        ListPlan plan,
        ReadPoint point,
        int limit
    )
    {
        var items = new List<(EntityRecord Record, EntityView View)>(Math.Min(limit, 256));
        var sifted = 0;
        string? last = null;
        string? next = null;
        var cost = 0L;
        await foreach (var (step, fragments) in WithFragmentsAsync(connection, plan))
        {
            if (items.Count == limit && sifted < limit && step.Record is not null)
            {
                await SiftAsync();
            }
            if (cost >= (long)limits.Looked * ListWalk.EntityCost || (items.Count == limit && step.Record is not null))
            {
                next = last;
                break;
            }
            if (step.Record is { } record && await CheckAsync(connection, record, fragments, query, plan, point) is { } view)
            {
                items.Add((record, view));
            }
            last = step.Cursor;
            cost += step.Cost;
        }
        await SiftAsync();
        var untyped = await LatestFragments.OfRootsAsync(
            connection,
            [.. items.Where(i => ShowsFragments(i.Record, plan)).Select(i => i.Record.EntityNo)]
        );
        var views = items.ConvertAll(i =>
            untyped.TryGetValue(i.Record.EntityNo, out var own) ? i.View with { Fragments = LatestFragments.Shown(own) } : i.View
        );
        return new Page<EntityView>(
            views.Count > 0 ? await EntityReader.WithMergedAsync(connection, views, items.ConvertAll(i => i.Record.EntityNo)) : views,
            next
        );

        // Removes entities outside the project and withdrawn ones, a page at a time.
        async Task SiftAsync()
        {
            if (plan.Project is { } project && sifted < items.Count)
            {
                var within = await ProjectEntities.AmongAsync(connection, project, items.Skip(sifted).Select(i => i.Record.EntityNo));
                var kept = items.Skip(sifted).Where(i => within.Contains(i.Record.EntityNo)).ToList();
                items.RemoveRange(sifted, items.Count - sifted);
                items.AddRange(kept);
            }
            if (!query.IncludeDeleted && sifted < items.Count)
            {
                var withdrawn = await WithdrawnEntities.OfAsync(
                    connection,
                    items.Skip(sifted).Select(i => i.Record).Where(r => !r.IsMerged)
                );
                items.RemoveAll(i => withdrawn.Contains(i.Record.EntityNo));
            }
            sifted = items.Count;
        }
    }

    private static bool IsUntypedRoot(EntityRecord? record) => record is { IsMerged: false, IsUntyped: true };

    private static bool ShowsFragments(EntityRecord? record, ListPlan plan) =>
        plan.HasUndeclared ? record is { IsMerged: false } : IsUntypedRoot(record);

    /// <summary>
    /// Yields the steps of the listing; for text queries, those of untyped entities come with their fragments, read in batches; for
    /// conditions on undeclared fields those of all.
    /// </summary>
    private static async IAsyncEnumerable<(ListStep Step, IReadOnlyDictionary<string, FragmentView>? Fragments)> WithFragmentsAsync(
        UserConnection connection,
        ListPlan plan
    )
    {
        const int AtOnce = 64;
        var waiting = new List<ListStep>();
        await foreach (var step in plan.StepsAsync(connection))
        {
            if (waiting.Count == 0 && !((plan.HasText || plan.HasUndeclared) && ShowsFragments(step.Record, plan)))
            {
                yield return (step, null);
                continue;
            }
            waiting.Add(step);
            if (waiting.Count == AtOnce)
            {
                foreach (var read in await ReadAsync())
                {
                    yield return read;
                }
                waiting.Clear();
            }
        }
        foreach (var read in await ReadAsync())
        {
            yield return read;
        }
        async Task<IReadOnlyList<(ListStep, IReadOnlyDictionary<string, FragmentView>?)>> ReadAsync()
        {
            var nos = waiting
                .Select(s => s.Record)
                .OfType<EntityRecord>()
                .Where(r => ShowsFragments(r, plan))
                .Select(r => r.EntityNo)
                .ToList();
            var fragments = await LatestFragments.OfRootsAsync(connection, nos);
            return waiting.ConvertAll(s => (s, s.Record is { } record ? fragments.GetValueOrDefault(record.EntityNo) : null));
        }
    }

    private static async Task<EntityView?> CheckAsync(
        UserConnection connection,
        EntityRecord record,
        IReadOnlyDictionary<string, FragmentView>? fragments,
        EntityQuery query,
        ListPlan plan,
        ReadPoint point
    )
    {
        if (
            (record.IsMerged && !query.IncludeMerged)
            || (record.State == EntityRecord.Deleted && !query.IncludeDeleted)
            || (query.EntityType is { } type && !string.Equals(type, record.EntityType, StringComparison.Ordinal))
            || (query.SuggestedType is { } suggested && !string.Equals(suggested, record.SuggestedType, StringComparison.Ordinal))
            || record.Seq <= plan.ChangedAfter
        )
        {
            return null;
        }
        if (record.IsMerged)
        {
            // It is hidden with the entity it is merged into.
            var root = await EntityReader.RecordAsync(connection, record.RootNo);
            if (
                !query.IncludeDeleted
                && (root.State == EntityRecord.Deleted || (await WithdrawnEntities.OfAsync(connection, [root])).Count > 0)
            )
            {
                return null;
            }
            // Its row is of the day it was merged; later observations are in the ledger.
            if (await PastStates.OfMergedAsync(connection, record, point) is not { } state)
            {
                return null;
            }
            var own = (await UntypedFragments.OfAsync(connection, [state], point, plan.HasUndeclared)).GetValueOrDefault(record.EntityNo);
            return plan.Matches(state.Fields, state.Schema, own)
                ? await EntityReader.MergedViewAsync(connection, state, root) with
                {
                    Fragments = LatestFragments.Shown(own),
                }
                : null;
        }
        var (fields, schema) = (FieldList.Parse(record.Fields), point.Schemas.Get(record.EntityType));
        return plan.Matches(fields, schema, fragments) ? EntityReader.View(record, fields, schema) : null;
    }
}
