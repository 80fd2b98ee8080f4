using Strata.Database;
using Strata.Entities;

namespace Strata.Ledger;

/// <summary>Where an entity stands by what was decided: under which root, merged into what, shown or not.</summary>
internal sealed record Standing(long RootNo, long? ParentNo, long State)
{
    public bool Is(EntityRecord stored) => stored.RootNo == RootNo && stored.ParentNo == ParentNo && stored.State == State;
}

/// <summary>The same of many, from the decisions alone, whatever the entities' own rows say.</summary>
internal sealed class EntityStandings
{
    private readonly Dictionary<long, long?> _parents = [];
    private readonly HashSet<long> _deleted = [];
    private readonly Dictionary<long, long> _rootOf = [];

    private EntityStandings() { }

    /// <summary>Every entity whose observations count for one of those that were asked for and that stand for themselves, with that root.</summary>
    public IReadOnlyDictionary<long, long> RootOf => _rootOf;

    /// <param name="nos">All that there are from the first to the last, in order: neighbours are asked for together.</param>
    public static async Task<EntityStandings> OfAsync(UserConnection connection, IReadOnlyList<long> nos)
    {
        var standings = new EntityStandings();
        var range = new { first = nos[0], last = nos[^1] };
        var into = connection.Ask<long>(
            """
            select distinct entity_no from decisions
            where user_id = @user and other_no >= @first and other_no <= @last and kind = 'merge'
            """,
            range
        );
        standings.Take(
            nos,
            await connection.QueryAsync<DecidedRow>(
                """
                select entity_no, kind, other_no from decisions
                where user_id = @user and entity_no >= @first and entity_no <= @last and kind in ('merge', 'unmerge', 'delete', 'restore')
                order by seq
                """,
                range
            )
        );
        await standings.ClimbAsync(connection);
        await standings.GatherAsync(connection, nos, await into.RowsAsync());
        return standings;
    }

    public Standing Of(long no) => new(Root(no), _parents.GetValueOrDefault(no), _deleted.Contains(no) ? EntityRecord.Deleted : EntityRecord.Active);

    private const string MergedInto =
        "select distinct entity_no from decisions where user_id = @user and other_no IN_LIST(@into) and kind = 'merge'";

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
                select entity_no, kind, other_no from decisions
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

    /// <summary>What the parents were merged into, up to the roots.</summary>
    private async Task ClimbAsync(UserConnection connection)
    {
        while (_parents.Values.OfType<long>().Where(p => !_parents.ContainsKey(p)).Distinct().ToList() is { Count: > 0 } above)
        {
            await DecidedAsync(connection, above);
        }
    }

    /// <summary>What was merged into the roots, down to the last.</summary>
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
            // Those that still stand there, and were not met before.
            var joined = merged.Where(no => _parents[no] is { } && _rootOf.ContainsKey(Root(no)) && _rootOf.TryAdd(no, Root(no))).ToList();
            merged = joined.Count == 0 ? [] : await connection.QueryAsync<long>(MergedInto, new { into = joined });
        }
    }

    private sealed record DecidedRow(long EntityNo, string Kind, long? OtherNo);
}
