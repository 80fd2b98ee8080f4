using Strata.Database;
using Strata.Entities;
using Strata.Filters;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Search;

namespace Strata.Aggregates;

/// <summary>Sums, counts and facets of the entities that a filter leaves.</summary>
internal sealed class EntityAggregates(IDatabase database, EntityReader reader, SearchIndex search, TimeProvider time)
{
    /// <summary>Up to so many, entities are found by an index and read one by one; beyond, all of the type are read in order.</summary>
    private static readonly ListLimits Limits = new(Gathered: 20_000);

    public async Task<EntitySums> SumAsync(UserConnection connection, SumEntities request, ReadPoint point, IProgress<Progress>? progress)
    {
        const int MaxShown = 10_000;
        if (request.Limit is < 1 or > MaxShown)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"limit: an answer shows 1 to {MaxShown} groups, not {request.Limit}.");
        }
        var day = LocalDay.Of(request.TimeZone, time.GetUtcNow());
        var order = GroupOrder.Of(request.Sort, Plan());
        var (scan, list) = await ScanAsync(connection, request.Query(), point, request.Field);
        var parts = new List<Summing>();
        await scan.RunAsync(
            slotOf =>
            {
                var part = new Summing(Plan(), slotOf);
                parts.Add(part);
                return row =>
                {
                    part.Add(row);
                    return true;
                };
            },
            long.MaxValue - 1,
            progress
        );
        var summing = parts[0];
        parts.Skip(1).ToList().ForEach(summing.Merge);
        var (plan, groups) = (summing.Plan, summing.Groups);
        var ordered = order.Sorted(groups.Groups, plan);
        IReadOnlyList<Dimension> total = plan.Currency is null ? [] : [plan.Dimensions[^1]];
        return new EntitySums
        {
            EntityType = request.EntityType,
            Field = plan.Field,
            By = [.. plan.Dimensions.Select(d => d.Name)],
            Currency = plan.Currency,
            Where = list.Condition?.ToString(),
            Entities = groups.Entities,
            Totals = [.. groups.Totals.OrderBy(t => t.Codes[0]).Select(t => Shown(t, total, plan, list.Condition))],
            Groups = [.. ordered.Take(request.Limit).Select(t => Shown(t, plan.Dimensions, plan, list.Condition))],
            MoreGroups = Math.Max(0, ordered.Count - request.Limit),
            Notes = [.. Notes(plan, summing)],
        };

        SumPlan Plan() => SumPlan.Of(request.EntityType, request.Field, request.By, day, point.Schemas);
    }

    public async Task<EntityCount> CountAsync(
        UserConnection connection,
        CountEntities request,
        ReadPoint point,
        IProgress<Progress>? progress
    )
    {
        const int MaxFacets = 10;
        if (request.Facets.Count > MaxFacets)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"facets: at most {MaxFacets} fields, not {request.Facets.Count}.");
        }
        if (request.Facets.Count > 0 && request.EntityType is null)
        {
            throw new StrataException(ErrorCode.InvalidContent, "facets: the values of fields are counted for one entity type; name it.");
        }
        var day = LocalDay.Of(request.TimeZone, time.GetUtcNow());
        var (scan, list) = await ScanAsync(connection, request.Query(), point, doubted: null);
        var parts = new List<IReadOnlyList<Facet>>();
        var count = 0L;
        await scan.RunAsync(
            slotOf =>
            {
                var facets = request.Facets.Select(f => Facet.Of(f, point.Schemas.Get(request.EntityType!), day, slotOf)).ToList(); // a type is named
                parts.Add(facets);
                return row =>
                {
                    if (Interlocked.Increment(ref count) > request.UpTo)
                    {
                        return false;
                    }
                    facets.ForEach(f => f.Add(row));
                    return true;
                };
            },
            MaxCounted,
            progress
        );
        foreach (var facets in parts.Skip(1))
        {
            foreach (var (facet, other) in parts[0].Zip(facets))
            {
                facet.Merge(other);
            }
        }
        return new EntityCount
        {
            Count = Math.Min(count, request.UpTo),
            AtLeast = scan.IsIncomplete,
            Facets = [.. parts[0].Select(f => f.View(request.Values, list.Condition))],
            Where = list.Condition?.ToString(),
        };
    }

    /// <summary>Counts all entities of a list, exactly up to a bound. Merged ones are counted only with those they are merged into.</summary>
    public async Task<Total> TotalAsync(UserConnection connection, EntityQuery query, ReadPoint point)
    {
        if (query.IncludeMerged || query.IncludeDeleted)
        {
            throw new StrataException(ErrorCode.InvalidContent, "count: lists with merged or deleted entities are not counted.");
        }
        var (scan, _) = await ScanAsync(connection, query, point, doubted: null);
        var count = 0L;
        await scan.RunAsync(_ => _ => Interlocked.Increment(ref count) > 0, MaxCounted, progress: null);
        return new Total(count, scan.IsIncomplete);
    }

    /// <summary>Entities that a count looks at, whatever its filter leaves of them.</summary>
    private const long MaxCounted = 2_000_000;

    /// <summary>A scan of the entities of a query, and its plan.</summary>
    private async Task<(EntityScan Scan, ListPlan Plan)> ScanAsync(
        UserConnection connection,
        EntityQuery query,
        ReadPoint point,
        string? doubted
    )
    {
        query = await EntityListing.SuggestedAsync(connection, query, point);
        var plan = await ListPlan.MakeAsync(connection, query, point, search, Limits, time.GetUtcNow());
        var field = doubted is not null && query.EntityType is { } type ? FieldPath.Split(point.Schemas.Get(type), doubted).Field : null;
        return (new EntityScan(database, reader, connection, query, plan, point, field), plan);
    }

    private static EntityGroup Shown(Tally tally, IReadOnlyList<Dimension> dimensions, SumPlan plan, Condition? within)
    {
        var group = new EntityGroup
        {
            Key = SumGroups.Key(dimensions, tally),
            Count = tally.Count,
            Doubtful = tally.Doubtful,
            Where = SumGroups.Where(dimensions, tally, within),
        };
        return plan.Field is null
            ? group
            : group with
            {
                Values = tally.Sum.Count,
                Missing = tally.Missing,
                Sum = tally.Sum.Count == 0 ? null : Json(tally.Sum.Sum),
                Min = Json(tally.Sum.Min),
                Max = Json(tally.Sum.Max),
                Average = Json(tally.Sum.Average),
            };
    }

    private static JsonElement? Json(ExactNumber? number) => number is { } exact ? JsonElement.Parse(exact.ToString()) : null;

    private static IEnumerable<string> Notes(SumPlan plan, Summing summing)
    {
        if (summing.HadSeveral)
        {
            yield return "Where a field has several values, each counts: an entity can be in several groups.";
        }
        if (plan.Currency is { } currency && !plan.IsCurrencyBeside)
        {
            yield return $"'{plan.Field}' is money: each currency ('{currency}') is summed by itself, and amounts without one too.";
        }
    }
}
