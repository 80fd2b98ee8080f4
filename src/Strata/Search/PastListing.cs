using Strata.Database;
using Strata.Entities;
using Strata.Ledger;

namespace Strata.Search;

/// <summary>Lists entities as of a point: each is reduced from the ledger and checked.</summary>
internal sealed class PastListing(EntityReader reader, ListLimits limits)
{
    private const int Batch = 64;

    /// <summary>Lists in order of creation.</summary>
    public async Task<Page<EntityView>> ListAsync(UserConnection connection, EntityQuery query, ListPlan plan, ReadPoint point)
    {
        var items = new List<EntityView>();
        string? last = null;
        var looked = 0;
        await foreach (var (step, view) in ViewsAsync(connection, query, plan, point, plan.StepsAsync(connection)))
        {
            if (items.Count == query.Limit || looked == limits.LookedPast)
            {
                return new Page<EntityView>(items, last);
            }
            if (view is not null)
            {
                items.Add(view);
            }
            last = step.Cursor;
            looked++;
        }
        return new Page<EntityView>(items, null);
    }

    /// <summary>Lists in the order of a field, or of the last change, at that time. Holds no more than a page.</summary>
    public async Task<Page<EntityView>> SortAsync(UserConnection connection, EntityQuery query, ListPlan plan, ReadPoint point)
    {
        var order = plan.Order;
        var start = order.Place(query.Cursor);
        var first = new SortedSet<(byte[] Key, long No, EntityView View)>(
            Comparer<(byte[] Key, long No, EntityView View)>.Create((a, b) => order.Compare((a.Key, a.No), (b.Key, b.No)))
        );
        var looked = 0;
        var all = new ListWalk(
            connection,
            query with
            {
                Sort = null,
                Cursor = null,
                Limit = Paging.MaxLimit,
            },
            ListOrder.Creation,
            limits,
            changedAfter: 0,
            point.Seq
        );
        await foreach (var (step, view) in ViewsAsync(connection, query, plan, point, all.ByCreationAsync()))
        {
            if (++looked > limits.SortedPast)
            {
                throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"Past states can be sorted by '{order.Name}' only up to {limits.SortedPast} entities of the type. Sort by creation instead."
                );
            }
            if (view is null || step.Record is not { } record)
            {
                continue;
            }
            // In the order of a field merged ones come last, as in the present, whose index lacks them.
            var key = order.IsByField && view.MergedInto is not null ? ListOrder.Missing : order.Key(view);
            if (start is null || order.Compare((key, record.EntityNo), start.Value) > 0)
            {
                first.Add((key, record.EntityNo, view));
                if (first.Count > query.Limit + 1)
                {
                    first.Remove(first.Max);
                }
            }
        }
        var page = first.Take(query.Limit).ToList();
        return new Page<EntityView>(
            [.. page.Select(p => p.View)],
            first.Count > query.Limit ? order.Cursor(page[^1].Key, page[^1].No) : null
        );
    }

    private async IAsyncEnumerable<(ListStep Step, EntityView? View)> ViewsAsync(
        UserConnection connection,
        EntityQuery query,
        ListPlan plan,
        ReadPoint point,
        IAsyncEnumerable<ListStep> steps
    )
    {
        await foreach (var batch in BatchesAsync(steps))
        {
            var states = await reader.FindStatesAsync(connection, [.. batch.Select(s => s.Record).OfType<EntityRecord>()], point);
            var fragments = await UntypedFragments.OfAsync(connection, states.Values, point, plan.HasUndeclared);
            foreach (var step in batch)
            {
                var view =
                    step.Record is { } record && states.TryGetValue(record.EntityNo, out var state)
                        ? await ViewAsync(connection, record, state, fragments, query, plan, point)
                        : null;
                yield return (step, view);
            }
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<ListStep>> BatchesAsync(IAsyncEnumerable<ListStep> steps)
    {
        var batch = new List<ListStep>(Batch);
        await foreach (var step in steps)
        {
            batch.Add(step);
            if (batch.Count == Batch)
            {
                yield return batch;
                batch = new List<ListStep>(Batch);
            }
        }
        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static async Task<EntityView?> ViewAsync(
        UserConnection connection,
        EntityRecord record,
        EntityState root,
        IReadOnlyDictionary<long, IReadOnlyDictionary<string, FragmentView>> fragments,
        EntityQuery query,
        ListPlan plan,
        ReadPoint point
    )
    {
        var isMerged = root.Record.EntityNo != record.EntityNo;
        if ((isMerged && !query.IncludeMerged) || ((root.Deleted || root.Withdrawn) && !query.IncludeDeleted))
        {
            return null;
        }
        var shown = root;
        if (isMerged && await PastStates.OfMergedAsync(connection, record, point) is { } merged)
        {
            shown = merged;
            fragments = await UntypedFragments.OfAsync(connection, [merged], point, plan.HasUndeclared);
        }
        var undeclared = fragments.GetValueOrDefault(shown.Record.EntityNo);
        if (
            (query.EntityType is { } type && !string.Equals(type, shown.Record.EntityType, StringComparison.Ordinal))
            || (query.SuggestedType is { } suggested && !string.Equals(suggested, shown.Record.SuggestedType, StringComparison.Ordinal))
            || shown.Record.Seq <= plan.ChangedAfter
            || !plan.Matches(shown.Fields, shown.Schema, undeclared)
        )
        {
            return null;
        }
        var view = isMerged
            ? await EntityReader.MergedViewAsync(connection, shown, root.Record)
            : await EntityReader.ViewAsync(connection, shown);
        return view with { Fragments = LatestFragments.Shown(undeclared) };
    }
}
