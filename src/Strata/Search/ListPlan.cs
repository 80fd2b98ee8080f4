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
    private readonly HashSet<string> _undeclared;
    private readonly SearchTerms? _text;
    private IReadOnlyList<FieldCondition> _conditions = [];
    private IReadOnlyList<long>? _gathered;
    private long _upTo;

    private ListPlan(EntityQuery query, Condition? condition, HashSet<string> undeclared, ListOrder order, ListLimits limits)
    {
        _undeclared = undeclared;
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
        IReadOnlyList<SchemaDefinition> types = query.EntityType is { } only ? [point.Schemas.Get(only)] : [.. point.Schemas.All];
        var compared = query.Filters.Select(f => new Comparison(f)).ToList();
        foreach (var comparison in compared)
        {
            comparison.Term.RequireComparable(types);
        }
        var where = query.Where is { } text
            ? FilterParser.Parse(text, new ComparedFields(point.Schemas, query.EntityType, LocalDay.Of(query.TimeZone, now)))
            : null;
        var condition = Condition.AllOf([.. compared, where]);
        var undeclared = (condition?.Comparisons ?? [])
            .Select(c => c.Term.Field)
            .Where(f => !types.Any(t => FieldPath.IsPossible(t, f)))
            .ToHashSet(StringComparer.Ordinal);
        var plan = new ListPlan(query, condition, undeclared, ListOrder.Of(query, point.Schemas), limits)
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
            // Indexes hold declared fields only.
            plan._conditions = undeclared.Count > 0 ? [] : IndexedConditions.Of(plan.Condition, query.EntityType, point.Schemas);
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

    /// <summary>Whether an entity that was looked at has all those fields.</summary>
    public bool HasSeen { get; private set; }

    /// <summary>Whether there are conditions on fields that no schema declares: they are compared with fragments.</summary>
    public bool HasUndeclared => _undeclared.Count > 0;

    /// <summary>Refuses a condition on a field that neither the type declares nor any entity that was looked at has.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: the type has no such field.</exception>
    public void RequireSeen(SchemaSet schemas)
    {
        if (_undeclared.Count > 0 && _query.EntityType is { } type && _query.SuggestedType is null)
        {
            FilterTerm.RequireField(schemas.Get(type), _undeclared.Order(StringComparer.Ordinal).First());
        }
    }

    /// <param name="fragments">Searched beside an untyped entity's fields, and compared if <see cref="HasUndeclared"/>.</param>
    public bool Matches(FieldList fields, SchemaDefinition schema, IReadOnlyDictionary<string, FragmentView>? fragments)
    {
        var all = HasUndeclared ? Compared(UntypedTexts.Beside(fields, fragments)) : fields;
        HasSeen |= HasUndeclared && _undeclared.All(f => all[f] is not null);
        return (
                Condition is null
                || Condition.Holds(c =>
                    c.Term.Matches(_undeclared.Contains(c.Term.Field) ? all : fields, FilterTerm.Kind(schema, c.Term.Field))
                )
            ) && (_text is null || _text.Matches(SchemaSet.IsUntyped(schema.EntityType) ? UntypedTexts.Beside(fields, fragments) : fields));
    }

    /// <summary>Returns the fields with those that are asked for under the names that conditions have.</summary>
    private FieldList Compared(FieldList all)
    {
        var names = all.Span.ToArray().Select(f => f.Key).ToList();
        var renamed = _undeclared
            .Where(asked => all[asked] is null)
            .Select(asked => (asked, Name: FieldNames.Same(asked, names)))
            .Where(r => r.Name is not null)
            .Select(r => KeyValuePair.Create(r.asked, all[r.Name ?? ""] ?? JsonText.Null))
            .ToList();
        return renamed.Count == 0 ? all : FieldList.From([.. all.Span, .. renamed]);
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
