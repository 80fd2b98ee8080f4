using Strata.Ledger;

namespace Strata.Entities;

/// <summary>
/// Joins entities of which one record has keys: records <c>{email}</c>, <c>{phone}</c> and <c>{email, phone}</c> are one entity in whatever
/// order they arrive (docs/adr/0024-weak-keys.md). Each join is a merge, undone like any other.
/// </summary>
internal static class IdentityJoins
{
    /// <summary>The actor of these merges.</summary>
    public const string Actor = "strata";

    /// <summary>Joins what the session's last observations have shown to be one.</summary>
    public static async Task ApplyAsync(LedgerSession session)
    {
        foreach (var bridge in session.TakeBridges())
        {
            var from = await session.RootAsync(await session.GetAsync(bridge.OwnerNo));
            var to = await session.RootAsync(await session.GetAsync(bridge.EntityNo));
            if (from == to)
            {
                continue;
            }
            if (
                from.Record.State == EntityRecord.Deleted
                || to.Record.State == EntityRecord.Deleted
                || !string.Equals(from.Record.EntityType, to.Record.EntityType, StringComparison.Ordinal)
                || await WereSeparatedAsync(session, from, to)
            )
            {
                session.FileAsCandidate(bridge);
                continue;
            }
            var decision = new Decision("") { Actor = Actor, Reason = $"One record has the keys of both: {bridge.Rule}" };
            await Merges.MergeUnreducedAsync(session, from, to, decision);
            await session.ReduceAgainAsync(to);
        }
    }

    /// <summary>Whether somebody has unmerged or split the two, or said that they are not the same.</summary>
    internal static async Task<bool> WereSeparatedAsync(LedgerSession session, WorkingEntity from, WorkingEntity to)
    {
        await session.FlushAsync();
        var ones = await EntityGroups.MembersAsync(session.Transaction, from.No);
        var others = await EntityGroups.MembersAsync(session.Transaction, to.No);
        return await session.Transaction.QueryFirstOrDefaultAsync<long?>(
            """
            select d.seq from decisions d
            where d.user_id = @user and d.kind in ('unmerge', 'split')
              and (d.entity_no IN_LIST(@ones) and d.other_no IN_LIST(@others) or d.entity_no IN_LIST(@others) and d.other_no IN_LIST(@ones))
            union all
            select c.seq from duplicate_candidates c
            where c.user_id = @user and c.state = 'dismissed'
              and (c.entity_no IN_LIST(@ones) and c.other_no IN_LIST(@others) or c.entity_no IN_LIST(@others) and c.other_no IN_LIST(@ones))
            limit 1
            """,
            new { ones, others }
        )
            is not null;
    }
}
