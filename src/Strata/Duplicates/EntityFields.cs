using Strata.Database;

namespace Strata.Duplicates;

/// <summary>Snapshot fields, as JSON, of an entity that is neither deleted nor merged.</summary>
internal sealed record EntityFields(long EntityNo, string Fields)
{
    /// <summary>Streams all entities of a type, by number.</summary>
    public static IAsyncEnumerable<EntityFields> StreamAsync(UserConnection connection, string entityType) =>
        connection.StreamAsync<EntityFields>(
            """
            select entity_no, fields from entities
            where user_id = @user and entity_type = @entityType and state = 0 and parent_no is null
            order by entity_no
            """,
            new { entityType }
        );

    /// <summary>Reads those of the entities that have the type, by number.</summary>
    public static async Task<IReadOnlyList<EntityFields>> ReadAsync(UserConnection connection, string entityType, IReadOnlyList<long> nos)
    {
        // The type is checked below: without statistics, PostgreSQL expects fewer rows for user and type than for ten numbers, and would
        // read all entities of the type.
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
