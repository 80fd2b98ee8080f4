using Strata.Database;

namespace Strata.Ledger;

/// <summary>Root, parent and state of an entity, as decided.</summary>
internal sealed record Standing(long RootNo, long? ParentNo, long State)
{
    public bool Is(EntityRecord stored) => stored.RootNo == RootNo && stored.ParentNo == ParentNo && stored.State == State;
}

/// <summary>Standings of many entities, from the decisions alone, ignoring the entities' rows.</summary>
internal sealed class EntityStandings
{
    private readonly Dictionary<long, long?> _parents = [];
    private readonly HashSet<long> _deleted = [];
    private readonly Dictionary<long, long> _rootOf = [];
    private readonly Dictionary<long, LastTouch> _decided = [];
    private readonly Dictionary<long, LastTouch> _moved = [];
    private readonly Dictionary<long, LastTouch> _beneath = [];

    private EntityStandings() { }

    /// <summary>Maps each member of the requested entities' groups to its root. Covers only requested entities that are roots.</summary>
    public IReadOnlyDictionary<long, long> RootOf => _rootOf;

    /// <param name="nos">Every entity number that exists from the first to the last, ascending; queries select the range.</param>
    public static async Task<EntityStandings> OfAsync(UserConnection connection, IReadOnlyList<long> nos)
    {
        var standings = new EntityStandings();
        var range = new { first = nos[0], last = nos[^1] };
        var into = connection.Ask<MovedRow>(
            $"{Moved} where user_id = @user and other_no >= @first and other_no <= @last and kind in ('merge', 'unmerge') group by entity_no, other_no",
            range
        );
        standings.Take(
            nos,
            await connection.QueryAsync<DecidedRow>(
                """
                select entity_no, kind, other_no, seq, recorded_at from decisions
                where user_id = @user and entity_no >= @first and entity_no <= @last and kind in ('merge', 'unmerge', 'delete', 'restore')
                order by seq
                """,
                range
            )
        );
        await standings.ClimbAsync(connection);
        await standings.GatherAsync(connection, nos, standings.Take(await into.RowsAsync()));
        return standings;
    }

    public Standing Of(long no) =>
        new(Root(no), _parents.GetValueOrDefault(no), _deleted.Contains(no) ? EntityRecord.Deleted : EntityRecord.Active);

    /// <summary>
    /// Returns the last decision about a group member itself, or the last merge or unmerge directly under it. The latest of all members is
    /// the last that touched their root: what was decided while a member was elsewhere precedes its merge, which touched the root. Excludes
    /// retractions.
    /// </summary>
    /// <param name="member">The root or a merged entity.</param>
    public LastTouch LastOfMember(long member) => _decided.GetValueOrDefault(member).Or(_beneath.GetValueOrDefault(member));

    /// <summary>
    /// Returns the last decision that touched a merged entity: about itself, or a merge or unmerge of one of its ancestors.
    /// </summary>
    public LastTouch LastOfMerged(long no)
    {
        var last = _decided.GetValueOrDefault(no);
        for (var above = _parents.GetValueOrDefault(no); above is { } parent; above = _parents.GetValueOrDefault(parent))
        {
            last = last.Or(_moved.GetValueOrDefault(parent));
        }
        return last;
    }

    private const string Moved = "select entity_no, other_no, max(seq) as seq, max(recorded_at) as recorded_at from decisions";

    private long Root(long no)
    {
        while (_parents.GetValueOrDefault(no) is { } parent)
        {
            no = parent;
        }
        return no;
    }

    private async Task DecidedAsync(UserConnection connection, IReadOnlyList<long> nos) =>
        Take(
            nos,
            await connection.QueryAsync<DecidedRow>(
                """
                select entity_no, kind, other_no, seq, recorded_at from decisions
                where user_id = @user and entity_no IN_LIST(@nos) and kind in ('merge', 'unmerge', 'delete', 'restore')
                order by seq
                """,
                new { nos }
            )
        );

    private void Take(IReadOnlyList<long> nos, IReadOnlyList<DecidedRow> decided)
    {
        foreach (var no in nos)
        {
            _parents[no] = null;
        }
        foreach (var row in decided)
        {
            var at = new LastTouch(row.Seq, row.RecordedAt);
            _decided[row.EntityNo] = at;
            if (row.Kind is DecisionKind.Merge or DecisionKind.Unmerge)
            {
                _moved[row.EntityNo] = at;
            }
            switch (row.Kind)
            {
                case DecisionKind.Merge:
                    _parents[row.EntityNo] = row.OtherNo;
                    break;
                case DecisionKind.Unmerge:
                    _parents[row.EntityNo] = null;
                    break;
                case DecisionKind.Delete:
                    _deleted.Add(row.EntityNo);
                    break;
                default:
                    _deleted.Remove(row.EntityNo);
                    break;
            }
        }
    }

    /// <summary>Notes the last move under each parent; returns the moved entities.</summary>
    private List<long> Take(IReadOnlyList<MovedRow> moved)
    {
        foreach (var row in moved)
        {
            _beneath[row.OtherNo] = _beneath.GetValueOrDefault(row.OtherNo).Or(new LastTouch(row.Seq, row.RecordedAt));
        }
        return [.. moved.Select(m => m.EntityNo).Distinct()];
    }

    /// <summary>Loads the decisions about all ancestors, up to the roots.</summary>
    private async Task ClimbAsync(UserConnection connection)
    {
        while (_parents.Values.OfType<long>().Where(p => !_parents.ContainsKey(p)).Distinct().ToList() is { Count: > 0 } above)
        {
            await DecidedAsync(connection, above);
        }
    }

    /// <summary>Finds everything merged under the roots, at any depth.</summary>
    private async Task GatherAsync(UserConnection connection, IReadOnlyList<long> nos, IReadOnlyList<long> merged)
    {
        foreach (var no in nos.Where(no => _parents[no] is null))
        {
            _rootOf[no] = no;
        }
        while (merged.Count > 0)
        {
            var unknown = merged.Where(no => !_parents.ContainsKey(no)).ToList();
            if (unknown.Count > 0)
            {
                await DecidedAsync(connection, unknown);
                await ClimbAsync(connection);
            }
            // Still merged under one of the roots, and not seen before.
            var joined = merged.Where(no => _parents[no] is { } && _rootOf.ContainsKey(Root(no)) && _rootOf.TryAdd(no, Root(no))).ToList();
            merged =
                joined.Count == 0
                    ? []
                    : Take(
                        await connection.QueryAsync<MovedRow>(
                            $"{Moved} where user_id = @user and other_no IN_LIST(@joined) and kind in ('merge', 'unmerge') group by entity_no, other_no",
                            new { joined }
                        )
                    );
        }
    }

    private sealed record DecidedRow(long EntityNo, string Kind, long? OtherNo, long Seq, long RecordedAt);

    private sealed record MovedRow(long EntityNo, long OtherNo, long Seq, long RecordedAt);
}
