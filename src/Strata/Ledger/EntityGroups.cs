using Strata.Database;

namespace Strata.Ledger;

/// <summary>Reads the members and roots of merged groups, now or at a past ledger position.</summary>
internal static class EntityGroups
{
    /// <summary>Asks for the entities merged under the root.</summary>
    public static PendingResult<long> AskMerged(UserConnection connection, long rootNo) =>
        connection.Ask<long>(
            "select entity_no from entities where user_id = @user and root_no = @rootNo and parent_no is not null",
            new { rootNo }
        );

    public static async Task<IReadOnlyList<long>> MembersAsync(UserConnection connection, long rootNo) =>
        [rootNo, .. await AskMerged(connection, rootNo).RowsAsync()];

    /// <summary>Returns the members of a group, root included, as of ledger position <paramref name="seq"/>.</summary>
    public static async Task<IReadOnlyList<long>> MembersAtAsync(UserConnection connection, long rootNo, long seq)
    {
        var members = new List<long> { rootNo };
        for (var i = 0; i < members.Count; i++)
        {
            // Entities whose last merge or unmerge up to seq was a merge into this one.
            members.AddRange(
                await connection.QueryAsync<long>(
                    """
                    select distinct d.entity_no from decisions d
                    where d.user_id = @user and d.other_no = @into and d.kind = 'merge' and d.seq <= @seq
                      and d.seq = (
                        select max(l.seq) from decisions l
                        where l.user_id = d.user_id and l.entity_no = d.entity_no and l.kind in ('merge', 'unmerge') and l.seq <= @seq)
                    """,
                    new { into = members[i], seq }
                )
            );
        }
        return members;
    }

    /// <summary>Returns an entity's root as of ledger position <paramref name="seq"/>.</summary>
    public static async Task<long> RootAtAsync(UserConnection connection, long entityNo, long seq)
    {
        var above = await AboveAtAsync(connection, entityNo, seq);
        return above.Count == 0 ? entityNo : above[^1];
    }

    /// <summary>Returns an entity's ancestors as of ledger position <paramref name="seq"/>, from parent to root.</summary>
    public static async Task<IReadOnlyList<long>> AboveAtAsync(UserConnection connection, long entityNo, long seq)
    {
        var above = new List<long>();
        while (true)
        {
            var last = await connection.QueryFirstOrDefaultAsync<LastMerge>(
                """
                select kind, other_no from decisions
                where user_id = @user and entity_no = @entityNo and kind in ('merge', 'unmerge') and seq <= @seq
                order by seq desc limit 1
                """,
                new { entityNo, seq }
            );
            if (last is not { Kind: "merge", OtherNo: { } into })
            {
                return above;
            }
            above.Add(into);
            entityNo = into;
        }
    }

    private sealed record LastMerge(string Kind, long? OtherNo);
}
