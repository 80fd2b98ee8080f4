using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>
/// Finds entities whose observations are all retracted or erased. Lists and searches leave them out; they stay readable by id, with their history,
/// and come back once an observation is reinstated or added.
/// </summary>
internal static class WithdrawnEntities
{
    /// <summary>Returns the numbers of the roots that are withdrawn now.</summary>
    public static async Task<IReadOnlySet<long>> OfAsync(UserConnection connection, IEnumerable<EntityRecord> roots)
    {
        // An entity with fields has an observation in force; those without are mostly generic and rarely retracted.
        var bare = roots.Where(r => r.Fields.Length <= 2).ToList();
        var erased = bare.Where(r => r.Observations == 0).Select(r => r.EntityNo).ToHashSet();
        var nos = bare.Where(r => r.Observations > 0).Select(r => r.EntityNo).ToList();
        if (nos.Count == 0)
        {
            return erased;
        }
        var withdrawn = (
            await connection.QueryAsync<long>(
                """
                select entity_no from decisions where user_id = @user and entity_no IN_LIST(@nos) and kind = 'retract'
                union
                select m.root_no from entities m
                join decisions d on d.user_id = m.user_id and d.entity_no = m.entity_no and d.kind = 'retract'
                where m.user_id = @user and m.root_no IN_LIST(@nos) and m.parent_no is not null
                """,
                new { nos }
            )
        ).ToHashSet();
        if (withdrawn.Count > 0)
        {
            nos = [.. withdrawn];
            withdrawn.ExceptWith(
                await connection.QueryAsync<long>(
                    """
                    select distinct m.root_no from (
                        select entity_no, entity_no as root_no from entities where user_id = @user and entity_no IN_LIST(@nos)
                        union all
                        select entity_no, root_no from entities where user_id = @user and root_no IN_LIST(@nos) and parent_no is not null) as m
                    join observations o on o.user_id = @user and o.entity_no = m.entity_no
                    where coalesce((
                        select d.kind from decisions d
                        where d.user_id = o.user_id and d.target_seq = o.seq and d.kind in ('retract', 'reinstate')
                        order by d.seq desc limit 1), '') <> 'retract'
                    """,
                    new { nos }
                )
            );
        }
        withdrawn.UnionWith(erased);
        return withdrawn;
    }
}
