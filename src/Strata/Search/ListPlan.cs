using Strata.Database;
using Strata.Entities;
using Strata.Filters;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Projects.Filtering;
using Strata.Schemas;

namespace Strata.Search;

/// <summary>How a listing finds candidates, and the conditions each must meet.</summary>
internal sealed class ListPlan
{
    private readonly EntityQuery _query;
    private readonly ListLimits _limits;
    private readonly SearchTerms? _text;
    private IReadOnlyList<FieldCondition> _conditions = [];
    private IReadOnlyList<long>? _gathered;
    private long _upTo;

    private ListPlan(EntityQuery query, Condition? condition, ListOrder order, ListLimits limits)
    {
        _query = query;
        Condition = condition;
        Order = order;
        _limits = limits;
        _text = query.Text is { } text ? SearchTerms.Parse(text) : null;
    }

    public ListOrder Order { get; }

    /// <summary>Only entities that sources of this project state something about; null: all.</summary>
    public long? Project { get; private set; }

    /// <summary>Only entities touched after this ledger position.</summary>
    public long ChangedAfter { get; private set; }

    public static async Task<ListPlan> MakeAsync(
        UserConnection connection,
        EntityQuery query,
        ReadPoint point,
        SearchIndex search,
        ListLimits limits,
        DateTimeOffset now
    )
    {
        var compared = query.Filters.Select(f => new Comparison(f)).ToList();
        if (query.EntityType is { } type)
        {
            var schema = point.Schemas.Get(type);
            foreach (var comparison in compared)
            {
                FilterTerm.RequireField(schema, comparison.Filter.Field);
            }
        }
        foreach (var comparison in compared)
        {
            comparison.Term.RequireComparable(query.EntityType is { } only ? [point.Schemas.Get(only)] : point.Schemas.All);
        }
        var where = query.Where is { } text
            ? FilterParser.Parse(text, new ComparedFields(point.Schemas, query.EntityType, LocalDay.Of(query.TimeZone, now)))
            : null;
        var plan = new ListPlan(query, Condition.AllOf([.. compared, where]), ListOrder.Of(query, point.Schemas), limits)
        {
            _upTo = point.Seq,
            ChangedAfter = query.ChangedSince is { } since ? await ReadPoint.SeqAsync(connection, since, "changed_since") : 0,
            Project = await ProjectRecord.NumberAsync(connection, query.Project),
        };
        if (plan.Project is not null && !point.IsNow)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                "'project' can't be combined with known_at or valid_at: it is asked of what the project holds now."
            );
        }

        // Indexes hold the present, without merged entities.
        if (point.IsNow && !query.IncludeMerged)
        {
            plan._conditions = IndexedConditions.Of(plan.Condition, query.EntityType, point.Schemas);
            plan._gathered = await plan.GatherAsync(connection, search);
        }
        return plan;
    }

    public bool HasText => _text is not null;

    /// <summary>What the fields of an entity must meet; null: nothing.</summary>
    public Condition? Condition { get; }

    /// <summary>The filter as it was understood; null if none was given as text.</summary>
    public string? Where => _query.Where is null ? null : Condition?.ToString();

    /// <summary>Numbers of all entities that can match, where indexes know of few; null: any entity of the type.</summary>
    public IReadOnlyList<long>? Gathered => _gathered;

    /// <param name="fragments">Searched beside an untyped entity's fields.</param>
    public bool Matches(FieldList fields, SchemaDefinition schema, IReadOnlyDictionary<string, FragmentView>? fragments)
    {
        return (Condition is null || Condition.Holds(c => c.Term.Matches(fields, FilterTerm.Kind(schema, c.Term.Field))))
            && (_text is null || _text.Matches(UntypedTexts.Beside(fields, fragments)));
    }

    /// <summary>Yields candidates in the order of the listing.</summary>
    public IAsyncEnumerable<ListStep> StepsAsync(UserConnection connection)
    {
        var walk = new ListWalk(connection, _query, Order, _limits, ChangedAfter, _upTo);
        if (_gathered is not null)
        {
            return walk.GatheredAsync(_gathered);
        }
        var ranges = _conditions.Where(c => c.Ranges.Count == 1).Select(c => c.Ranges[0]).ToList();
        if (Order.IsByChange)
        {
            return walk.ByChangeAsync();
        }
        if (Order.IsByField)
        {
            return walk.ByFieldAsync(ranges);
        }
        if (ranges.Exists(r => r.IsPoint))
        {
            return walk.OfPointAsync(ranges.First(r => r.IsPoint), ranges);
        }
        return _conditions.Count > 0 ? walk.OfRangesAsync(_conditions[0])
            : ChangedAfter > 0 ? walk.ChangedAsync()
            : walk.ByCreationAsync();
    }

    /// <summary>Returns the numbers common to all selective indexes; null if there is none, so that the listing walks.</summary>
    private async Task<IReadOnlyList<long>?> GatherAsync(UserConnection connection, SearchIndex search)
    {
        if (Order.IsByCreation && _text is null && ChangedAfter == 0 && _conditions is [{ Ranges: [{ IsPoint: true }] }])
        {
            return null; // Entities of one value come in order of creation: a page is the next rows, however many there are.
        }
        HashSet<long>? common = null;
        if (_text is not null)
        {
            Take(await search.MatchEntitiesAsync(connection, _text, _limits.Gathered));
        }
        foreach (var condition in _conditions)
        {
            Take(await IndexPrefilter.FewAsync(connection, condition, _limits.Gathered));
        }
        if (ChangedAfter > 0)
        {
            Take(await IndexPrefilter.FewChangedAsync(connection, ChangedAfter, _limits.Gathered));
        }
        if (Project is { } project)
        {
            Take(await ProjectEntities.FewAsync(connection, project, _limits.Gathered));
        }
        if (common is null && Order.IsByChange && _query.EntityType is { } type)
        {
            Take(await IndexPrefilter.FewOfTypeAsync(connection, type, _limits.Gathered));
        }
        return common is null ? null : [.. common];

        void Take(IReadOnlyList<long>? few)
        {
            if (few is null)
            {
                return;
            }
            if (common is null)
            {
                common = [.. few];
            }
            else
            {
                common.IntersectWith(few);
            }
        }
    }
}
