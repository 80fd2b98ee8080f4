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

    public static Task<IReadOnlyList<EntityFields>> ReadAsync(UserConnection connection, string entityType, IReadOnlyList<long> nos) =>
        connection.QueryAsync<EntityFields>(
            """
            select entity_no, fields from entities
            where user_id = @user and entity_no IN_LIST(@nos) and entity_type = @entityType and state = 0 and parent_no is null
            order by entity_no
            """,
            new { entityType, nos }
        );
}
