using Strata.Database;

namespace Strata.Ledger;

/// <summary>Which entities stand together under one root, now or at a past position of the ledger.</summary>
internal static class EntityGroups
{
    /// <summary>What stands under the root, itself not included.</summary>
    public static PendingResult<long> AskMerged(UserConnection connection, long rootNo) =>
        connection.Ask<long>(
            "select entity_no from entities where user_id = @user and root_no = @rootNo and parent_no is not null",
            new { rootNo }
        );

    public static async Task<IReadOnlyList<long>> MembersAsync(UserConnection connection, long rootNo) =>
        [rootNo, .. await AskMerged(connection, rootNo).RowsAsync()];

    /// <summary>The entities that stood under <paramref name="rootNo"/> after ledger position <paramref name="seq"/>.</summary>
    public static async Task<IReadOnlyList<long>> MembersAtAsync(UserConnection connection, long rootNo, long seq)
    {
        var members = new List<long> { rootNo };
        for (var i = 0; i < members.Count; i++)
        {
            // Those whose last merge or unmerge up to then was a merge into this one.
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

    /// <summary>The root of an entity after ledger position <paramref name="seq"/>.</summary>
    public static async Task<long> RootAtAsync(UserConnection connection, long entityNo, long seq)
    {
        var above = await AboveAtAsync(connection, entityNo, seq);
        return above.Count == 0 ? entityNo : above[^1];
    }

    /// <summary>What an entity was merged into after ledger position <paramref name="seq"/>, step by step up to the root.</summary>
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
