using Strata.Database;
using Strata.Schemas;

namespace Strata.Registry;

/// <summary>What keeps a type from being deleted.</summary>
internal static class SchemaUses
{
    private const int MaxShown = 5;

    /// <summary>Returns each use in words; empty if there is none. Entities count whatever their state, as they stay readable.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(UserConnection connection, SchemaSet schemas, string entityType)
    {
        var uses = new List<string>();
        await AddAsync("entities", "select count(*) as n from entities where user_id = @user and entity_type = @entityType");
        await AddAsync("findings", "select count(*) as n from findings where user_id = @user and entity_type = @entityType");
        var naming = schemas.All.Where(s => s.EntityType != entityType && Names(s, entityType)).Select(s => $"'{s.EntityType}'").ToList();
        if (naming.Count > 0)
        {
            uses.Add($"named by the schema of {string.Join(", ", naming.Take(MaxShown))}{(naming.Count > MaxShown ? ", …" : "")}");
        }
        return uses;

        async Task AddAsync(string what, string sql)
        {
            if (await connection.QueryFirstOrDefaultAsync<long>(sql, new { entityType }) is > 0 and var count)
            {
                uses.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {what}"));
            }
        }
    }

    private static bool Names(SchemaDefinition schema, string entityType) =>
        schema.Fields.Values.Any(f => f.Reference?.EntityType == entityType)
        || schema.Relationships.Values.Any(r => r.To.Contains(entityType, StringComparer.Ordinal));
}
