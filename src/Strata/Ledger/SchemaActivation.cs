using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>Activates a schema version: a decision, after which the type's entities are reduced again.</summary>
internal static class SchemaActivation
{
    private const int Batch = 500;

    public static async Task<long> ActivateAsync(LedgerSession session, string entityType, int version, Decision by)
    {
        await session.FlushAsync();
        var before = session.Schemas.Find(entityType);
        if (before?.Version == version)
        {
            throw new StrataException(ErrorCode.Conflict, $"Version {version} of schema '{entityType}' is already active.");
        }
        var previous = before is null ? "" : $",\"previous_version\":{before.Version}";
        var (seq, recordedAt) = session.Decide(
            by with
            {
                Kind = DecisionKind.ActivateSchema,
                Payload = $$"""{"entity_type":{{JsonText.String(entityType)}}{{previous}},"version":{{version}}}""",
            }
        );
        await AddAsync(session, seq, entityType, version, recordedAt);
        await session.ReloadSchemasAsync();
        if (before is null)
        {
            return seq;
        }
        if (string.Equals(before.ReductionHash, session.Schemas.Get(entityType).ReductionHash, StringComparison.Ordinal))
        {
            // Nothing that the reducer reads has changed: the snapshots are valid for the new version.
            session.ForgetClean();
            await session.Transaction.ExecuteAsync(
                "update entities set schema_version = @version where user_id = @user and entity_type = @entityType",
                new { version = (long)version, entityType }
            );
            return seq;
        }
        await ReduceAllAsync(session, before, seq, recordedAt);
        return seq;
    }

    /// <summary>Ends the use of a type: a decision, of which the activation of the same version is the row.</summary>
    public static async Task<long> RemoveAsync(LedgerSession session, SchemaDefinition schema, Decision by)
    {
        await session.FlushAsync();
        var (seq, recordedAt) = session.Decide(
            by with
            {
                Kind = DecisionKind.DeleteSchema,
                Payload = $$"""{"entity_type":{{JsonText.String(schema.EntityType)}},"version":{{schema.Version}}}""",
            }
        );
        await AddAsync(session, seq, schema.EntityType, schema.Version, recordedAt);
        await session.FlushAsync();
        await session.ReloadSchemasAsync();
        return seq;
    }

    private static async Task AddAsync(LedgerSession session, long seq, string entityType, int version, long recordedAt)
    {
        session.Chain(ChainedTable.Activations, seq, entityType, (long)version, recordedAt);
        await session.Transaction.ExecuteAsync(
            """
            insert into schema_activations (user_id, seq, entity_type, version, recorded_at)
            values (@user, @seq, @entityType, @version, @recordedAt)
            """,
            new
            {
                seq,
                entityType,
                version = (long)version,
                recordedAt,
            }
        );
    }

    private static async Task ReduceAllAsync(LedgerSession session, SchemaDefinition before, long seq, long recordedAt)
    {
        var entityType = before.EntityType;
        long after = 0;
        while (true)
        {
            var batch = await session.Transaction.QueryAsync<long>(
                """
                select entity_no from entities
                where user_id = @user and entity_type = @entityType and entity_no > @after and parent_no is null
                order by entity_no limit @batch
                """,
                new
                {
                    entityType,
                    after,
                    batch = (long)Batch,
                }
            );
            foreach (var no in batch)
            {
                var entity = await session.GetAsync(no);
                entity.IndexedBy = before;
                session.Touch(entity, seq, recordedAt);
                await session.ReduceStoredAsync(entity);
            }
            await session.FlushAsync();
            session.ForgetClean();
            if (batch.Count < Batch)
            {
                return;
            }
            after = batch[^1];
        }
    }
}
