using System.Collections.Concurrent;
using Strata.Database;

namespace Strata.Duplicates;

/// <summary>Reads and writes the models in force, and caches those in use.</summary>
internal sealed class ModelRows
{
    private const int MaxKept = 8;
    private readonly ConcurrentDictionary<(long UserNo, string Type), (long Version, StoredModel Model)> _kept = new();

    /// <summary>Returns the model of a type and what it covers; null if none was fitted.</summary>
    public async Task<(ModelRow Row, StoredModel Model)?> FindAsync(UserConnection connection, string entityType)
    {
        var row = await connection.QueryFirstOrDefaultAsync<ModelRow>(
            "select version, seq, entities from duplicate_models where user_id = @user and entity_type = @entityType",
            new { entityType }
        );
        if (row is null)
        {
            return null;
        }
        if (!_kept.TryGetValue((connection.UserNo, entityType), out var kept) || kept.Version != row.Version)
        {
            var json = await connection.QueryFirstOrDefaultAsync<string>(
                "select model from duplicate_models where user_id = @user and entity_type = @entityType",
                new { entityType }
            );
            kept = (row.Version, StoredModel.Parse(json ?? ""));
            if (_kept.Count >= MaxKept)
            {
                _kept.Clear();
            }
            _kept[(connection.UserNo, entityType)] = kept;
        }
        return (row, kept.Model);
    }

    /// <summary>Returns the version of the model in force; 0 if there is none.</summary>
    public static async Task<long> VersionAsync(UserConnection connection, string entityType) =>
        await connection.QueryFirstOrDefaultAsync<long?>(
            "select version from duplicate_models where user_id = @user and entity_type = @entityType",
            new { entityType }
        ) ?? 0;

    public static Task WriteAsync(UserTransaction tx, string entityType, ModelRow row, string model, long now) =>
        tx.ExecuteAsync(
            """
            insert into duplicate_models (user_id, entity_type, version, seq, entities, model, recorded_at)
            values (@user, @entityType, @version, @seq, @entities, @model, @now)
            on conflict (user_id, entity_type) do update set
                version = excluded.version, seq = excluded.seq, entities = excluded.entities, model = excluded.model, recorded_at = excluded.recorded_at
            """,
            new
            {
                entityType,
                version = row.Version,
                seq = row.Seq,
                entities = row.Entities,
                model,
                now,
            }
        );

    public static Task<int> MoveAsync(UserTransaction tx, string entityType, long version, long seq) =>
        tx.ExecuteAsync(
            "update duplicate_models set seq = @seq where user_id = @user and entity_type = @entityType and version = @version and seq < @seq",
            new
            {
                entityType,
                version,
                seq,
            }
        );
}

/// <param name="Seq">Ledger position up to which entities have been examined.</param>
/// <param name="Entities">Number of entities that the model was fitted to.</param>
internal sealed record ModelRow(long Version, long Seq, long Entities);
