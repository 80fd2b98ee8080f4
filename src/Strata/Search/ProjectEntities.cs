using Strata.Database;
using Strata.Projects.Filtering;

namespace Strata.Search;

/// <summary>Entities that the sources of a project state something about.</summary>
internal static class ProjectEntities
{
    /// <summary>Returns all of them, unordered; null if there are more than <paramref name="max"/>.</summary>
    public static async Task<IReadOnlyList<long>?> FewAsync(UserConnection connection, long project, int max)
    {
        var found = await connection.QueryAsync<long>(
            $"""
            select distinct e.root_no from runs r
            join observations o on o.user_id = r.user_id and o.seq > r.run_no and o.seq <= r.last_seq and o.run_no = r.run_no
            join entities e on e.user_id = o.user_id and e.entity_no = o.entity_no
            where r.user_id = @user and r.{ProjectRecord.HasSource}
            union
            select e.root_no from finding_subjects s
            join subject_observations so on so.user_id = s.user_id and so.subject_no = s.subject_no
            join observations o on o.user_id = so.user_id and o.seq = so.seq
            join entities e on e.user_id = o.user_id and e.entity_no = o.entity_no
            where s.user_id = @user and s.{ProjectRecord.HasSource} limit @most
            """,
            new { project, most = max + 1L }
        );
        return found.Count > max ? null : found;
    }

    /// <summary>Returns those of some entities, merged ones by their own numbers too.</summary>
    public static async Task<IReadOnlySet<long>> AmongAsync(UserConnection connection, long project, IEnumerable<long> entityNos)
    {
        var found = await connection.QueryAsync<long>(
            $"""
            select r.entity_no from entities r where r.user_id = @user and r.entity_no IN_LIST(@nos) and exists (
                select 1 from entities e join observations o on o.user_id = e.user_id and o.entity_no = e.entity_no
                where e.user_id = @user and (e.root_no = r.entity_no or e.entity_no = r.entity_no) and o.{ProjectRecord.HasSource})
            """,
            new { project, nos = entityNos.ToList() }
        );
        return found.ToHashSet();
    }
}
