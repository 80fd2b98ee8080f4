using Strata.Database;

namespace Strata.Duplicates;

/// <summary>The fields of an entity's snapshot, as JSON. Of entities that are there and stand for themselves.</summary>
internal sealed record EntityFields(long EntityNo, string Fields)
{
    /// <summary>All of a type, by number.</summary>
    public static IAsyncEnumerable<EntityFields> StreamAsync(UserConnection connection, string entityType) =>
        connection.StreamAsync<EntityFields>(
            """
            select entity_no, fields from entities
            where user_id = @user and entity_type = @entityType and state = 0 and parent_no is null
            order by entity_no
            """,
            new { entityType }
        );

    /// <summary>Those of the type among so many, by number.</summary>
    public static async Task<IReadOnlyList<EntityFields>> ReadAsync(UserConnection connection, string entityType, IReadOnlyList<long> nos)
    {
        // The type is no condition of the query: where PostgreSQL has no statistics yet, user and type promise fewer rows than ten numbers
        // do, and it would read all entities of the type to find those.
        var rows = await connection.QueryAsync<Typed>(
            """
            select entity_no, entity_type, fields from entities
            where user_id = @user and entity_no IN_LIST(@nos) and state = 0 and parent_no is null
            order by entity_no
            """,
            new { nos }
        );
        return
        [
            .. rows.Where(r => string.Equals(r.EntityType, entityType, StringComparison.Ordinal))
                .Select(r => new EntityFields(r.EntityNo, r.Fields)),
        ];
    }

    private sealed record Typed(long EntityNo, string EntityType, string Fields);
}
