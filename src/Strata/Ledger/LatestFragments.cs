using Strata.Database;

namespace Strata.Ledger;

/// <summary>The stored fragments of an observation.</summary>
internal sealed record StoredFragments(long EntityNo, long Seq, long Class, string Fragments);

/// <summary>An undeclared field, and the observation that states it.</summary>
internal sealed record LatestFragment(long Seq, FragmentView Fragment);

/// <summary>
/// The undeclared fields of an entity over all its unretracted observations. If several state the same field, a correction wins, then the
/// last observed; ties are broken by what the observation is (priority, source, run, position), so that the order of arrival decides
/// nothing.
/// </summary>
internal static class LatestFragments
{
    /// <summary>
    /// Observations considered: the last recorded of each member, then the last observed of the group. Corrections are considered whatever
    /// was recorded since.
    /// </summary>
    private const int Max = 200;

    /// <summary>Asks for the fragments of a group at a read point, latest first.</summary>
    public static PendingResult<StoredFragments> Ask(UserConnection connection, IReadOnlyList<long> members, long seq, long observedBy) =>
        connection.Ask<StoredFragments>(
            """
            with considered as (
                select o.seq from entities m
                join observations o on o.user_id = m.user_id and o.entity_no = m.entity_no and o.seq <= @seq and o.seq >= coalesce((
                    select l.seq from observations l
                    where l.user_id = m.user_id and l.entity_no = m.entity_no and l.seq <= @seq and l.observed_at <= @observedBy
                      and l.fragments is not null
                    order by l.seq desc limit 1 offset @before), 0)
                where m.user_id = @user and m.entity_no IN_LIST(@members) and o.observed_at <= @observedBy and o.fragments is not null
                union
                select o.seq from observations o
                where o.user_id = @user and o.entity_no IN_LIST(@members) and o.class = 2 and o.fragments is not null
                  and o.seq <= @seq and o.observed_at <= @observedBy
            )
            select o.entity_no, o.seq, o.class, o.fragments from considered
            join observations o on o.user_id = @user and o.seq = considered.seq
            left join sources s on s.user_id = o.user_id and s.source_no = o.source_no
            where coalesce((
                select d.kind from decisions d
                where d.user_id = o.user_id and d.target_seq = o.seq and d.kind in ('retract', 'reinstate') and d.seq <= @seq
                order by d.seq desc limit 1), '') <> 'retract'
            order by case when o.class = 2 then 0 else 1 end, o.observed_at desc, o.priority desc, coalesce(s.digest, '') desc,
                coalesce(o.run_no, 0) desc, coalesce(o.block, 0) desc, o.seq desc
            """,
            new
            {
                members,
                seq,
                observedBy,
                before = Max - 1L,
            }
        );

    /// <summary>Returns the current fragments by root; roots without any are left out.</summary>
    public static async Task<IReadOnlyDictionary<long, IReadOnlyDictionary<string, FragmentView>>> OfRootsAsync(
        UserConnection connection,
        IReadOnlyList<long> rootNos
    )
    {
        if (rootNos.Count == 0)
        {
            return new Dictionary<long, IReadOnlyDictionary<string, FragmentView>>();
        }
        var merged = (
            await connection.QueryAsync<Member>(
                "select root_no, entity_no from entities where user_id = @user and root_no IN_LIST(@rootNos) and parent_no is not null",
                new { rootNos }
            )
        ).ToLookup(m => m.RootNo, m => m.EntityNo);
        return await OfGroupsAsync(
            connection,
            [.. rootNos.Select(no => (no, (IReadOnlyList<long>)[no, .. merged[no]]))],
            long.MaxValue,
            long.MaxValue
        );
    }

    public static async Task<IReadOnlyDictionary<long, IReadOnlyDictionary<string, FragmentView>>> OfGroupsAsync(
        UserConnection connection,
        IReadOnlyList<(long No, IReadOnlyList<long> Members)> groups,
        long seq,
        long observedBy
    )
    {
        var all = new Dictionary<long, IReadOnlyDictionary<string, FragmentView>>();
        if (groups.Count == 0)
        {
            return all;
        }
        var rows = await Ask(connection, [.. groups.SelectMany(g => g.Members).Distinct()], seq, observedBy).RowsAsync();
        var places = rows.Select((row, place) => (row.EntityNo, place)).ToLookup(r => r.EntityNo, r => r.place);
        foreach (var (no, members) in groups)
        {
            var own = members.SelectMany(member => places[member]).Order().Select(place => rows[place]);
            if (Of(own) is { Count: > 0 } fragments)
            {
                all[no] = fragments;
            }
        }
        return all;
    }

    /// <param name="latestFirst">From <see cref="Ask"/>.</param>
    public static IReadOnlyDictionary<string, FragmentView> Of(IEnumerable<StoredFragments> latestFirst) =>
        new SortedDictionary<string, FragmentView>(
            Sourced(latestFirst).ToDictionary(f => f.Key, f => f.Value.Fragment, StringComparer.Ordinal),
            StringComparer.Ordinal
        );

    /// <summary>The same, with the observations that state them.</summary>
    public static SortedDictionary<string, LatestFragment> Sourced(IEnumerable<StoredFragments> latestFirst)
    {
        var latest = new SortedDictionary<string, LatestFragment>(StringComparer.Ordinal);
        var cleared = new HashSet<string>(StringComparer.Ordinal);
        // A quarantined fragment never hides an unquarantined one of the same name.
        foreach (
            var (row, (name, fragment)) in latestFirst
                .Take(Max)
                .SelectMany(row => Fragments.Read(row.Fragments).Select(f => (row, f)))
                .OrderBy(f => f.f.Value.Quote is not null)
        )
        {
            if (
                row.Class == (long)ObservationClass.Correction
                && fragment.Value.ValueKind == JsonValueKind.Null
                && !latest.ContainsKey(name)
            )
            {
                cleared.Add(name);
            }
            else if (!cleared.Contains(name))
            {
                latest.TryAdd(name, new LatestFragment(row.Seq, fragment));
            }
        }
        return latest;
    }

    /// <summary>Returns the values for display; null if none.</summary>
    public static IReadOnlyDictionary<string, JsonElement>? Shown(IReadOnlyDictionary<string, FragmentView>? fragments) =>
        fragments is null or { Count: 0 }
            ? null
            : new SortedDictionary<string, JsonElement>(fragments.ToDictionary(f => f.Key, f => f.Value.Value), StringComparer.Ordinal);

    private sealed record Member(long RootNo, long EntityNo);
}
