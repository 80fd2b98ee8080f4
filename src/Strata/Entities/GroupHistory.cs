using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>The members of a root over time, up to a position of the ledger, replayed from its merges and unmerges.</summary>
internal sealed class GroupHistory
{
    private readonly List<Change> _changes = [];

    private GroupHistory(long rootNo) => RootNo = rootNo;

    public long RootNo { get; }

    /// <summary>Members at the end, the root first.</summary>
    public IReadOnlyList<long> Standing { get; private set; } = [];

    /// <summary>Periods of former members, ordered by start.</summary>
    public IReadOnlyList<Stay> Stays { get; private set; } = [];

    public static async Task<GroupHistory> OfAsync(UserConnection connection, long rootNo, long seq)
    {
        var history = new GroupHistory(rootNo);
        history.Replay(await MergesAsync(connection, rootNo, seq));
        return history;
    }

    /// <summary>Returns the members after position <paramref name="seq"/>, including the root.</summary>
    public HashSet<long> At(long seq)
    {
        var members = new HashSet<long> { RootNo };
        foreach (var change in _changes.TakeWhile(c => c.Seq <= seq))
        {
            if (change.Joined)
            {
                members.UnionWith(change.Entities);
            }
            else
            {
                members.ExceptWith(change.Entities);
            }
        }
        return members;
    }

    /// <summary>Returns what the decision at <paramref name="seq"/> added or removed; null if nothing.</summary>
    public Change? ChangeAt(long seq)
    {
        var at = _changes.BinarySearch(new Change(seq, Joined: true, []), Comparer<Change>.Create(static (a, b) => a.Seq.CompareTo(b.Seq)));
        return at < 0 ? null : _changes[at];
    }

    /// <summary>Reads the merges and unmerges of every entity ever merged into the root, directly or not.</summary>
    private static async Task<IReadOnlyList<MergeRow>> MergesAsync(UserConnection connection, long rootNo, long seq)
    {
        var ever = new HashSet<long>();
        for (IReadOnlyList<long> into = [rootNo]; into.Count > 0; )
        {
            var merged = await connection.QueryAsync<long>(
                "select distinct entity_no from decisions where user_id = @user and other_no IN_LIST(@into) and kind = 'merge' and seq <= @seq",
                new { into, seq }
            );
            into = [.. merged.Where(no => no != rootNo && ever.Add(no))];
        }
        return ever.Count == 0
            ? []
            : await connection.QueryAsync<MergeRow>(
                """
                select seq, kind, entity_no, other_no from decisions
                where user_id = @user and entity_no IN_LIST(@ever) and kind in ('merge', 'unmerge') and seq <= @seq
                order by seq
                """,
                new { ever = ever.ToList(), seq }
            );
    }

    private void Replay(IReadOnlyList<MergeRow> merges)
    {
        var under = new Dictionary<long, HashSet<long>>(); // Direct children of each entity.
        var since = new Dictionary<long, long> { [RootNo] = 0 };
        var stays = new List<Stay>();
        foreach (var merge in merges)
        {
            if (!under.TryGetValue(merge.OtherNo, out var children))
            {
                under[merge.OtherNo] = children = [];
            }
            var joined = string.Equals(merge.Kind, DecisionKind.Merge, StringComparison.Ordinal);
            _ = joined ? children.Add(merge.EntityNo) : children.Remove(merge.EntityNo);
            if (!since.ContainsKey(merge.OtherNo))
            {
                continue;
            }
            var moved = Subtree(under, merge.EntityNo);
            _changes.Add(new Change(merge.Seq, joined, moved));
            foreach (var no in moved)
            {
                if (joined)
                {
                    since[no] = merge.Seq;
                }
                else if (since.Remove(no, out var from))
                {
                    stays.Add(new Stay(no, from, merge.Seq));
                }
            }
        }
        Standing = [RootNo, .. since.Keys.Where(no => no != RootNo).Order()];
        Stays = [.. stays.Where(s => !since.ContainsKey(s.EntityNo)).OrderBy(s => s.From)];
    }

    private static List<long> Subtree(Dictionary<long, HashSet<long>> under, long no)
    {
        var subtree = new List<long> { no };
        for (var i = 0; i < subtree.Count; i++)
        {
            if (under.TryGetValue(subtree[i], out var children))
            {
                subtree.AddRange(children);
            }
        }
        return subtree;
    }

    /// <param name="From">Seq of the merge that added it.</param>
    /// <param name="To">Seq of the unmerge that removed it.</param>
    public sealed record Stay(long EntityNo, long From, long To);

    public sealed record Change(long Seq, bool Joined, IReadOnlyList<long> Entities);

    private sealed record MergeRow(long Seq, string Kind, long EntityNo, long OtherNo);
}
