using Strata.Database;
using Strata.Entities;

namespace Strata.Payments;

/// <summary>Looks up the numbers of listed entities.</summary>
internal static class EntityNumbers
{
    public static async Task<IReadOnlyList<(long No, EntityView Entity)>> OfAsync(UserConnection connection, IReadOnlyList<EntityView> page)
    {
        if (page.Count == 0)
        {
            return [];
        }
        var ids = page.Select(e => e.EntityId).ToList();
        var rows = await connection.QueryAsync<IdRow>(
            "select entity_id, entity_no from entities where user_id = @user and entity_id IN_LIST(@ids)",
            new { ids }
        );
        var nos = rows.ToDictionary(r => r.EntityId, r => r.EntityNo, StringComparer.Ordinal);
        return [.. page.Where(e => nos.ContainsKey(e.EntityId)).Select(e => (nos[e.EntityId], e))];
    }

    private sealed record IdRow(string EntityId, long EntityNo);
}
