using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>An entity as it is, or was, at a read point.</summary>
/// <param name="Members">The entities that stand under this root, the root first.</param>
internal sealed record EntityState(
    EntityRecord Record,
    Snapshot Snapshot,
    FieldList Fields,
    SchemaDefinition Schema,
    IReadOnlyList<long> Members,
    bool Deleted
);

/// <summary>Reads single entities, now and in the past.</summary>
internal sealed class EntityReader(SchemaStore schemas)
{
    public SchemaStore Schemas => schemas;

    /// <summary>The row of one of the caller's entities; ENTITY_NOT_FOUND says the same of everyone else's and of nobody's.</summary>
    public static async Task<EntityRecord> RecordAsync(UserConnection connection, string entityId) =>
        await connection.QueryFirstOrDefaultAsync<EntityRecord>(
            $"select {EntityRecord.Columns} from entities where user_id = @user and entity_id = @entityId",
            new { entityId }
        ) ?? throw NotFound(entityId);

    public static async Task<EntityRecord> RecordAsync(UserConnection connection, long entityNo) =>
        await connection.QueryFirstOrDefaultAsync<EntityRecord>(
            $"select {EntityRecord.Columns} from entities where user_id = @user and entity_no = @entityNo",
            new { entityNo }
        ) ?? throw new InvalidDataException($"Entity {entityNo} is missing.");

    /// <summary>The state of the entity's root at the point; ENTITY_NOT_FOUND where there was none or it was deleted.</summary>
    public async Task<EntityState> StateAsync(UserConnection connection, string entityId, ReadPoint point)
    {
        var state = await FindStateAsync(connection, await RecordAsync(connection, entityId), point);
        return state is { Deleted: false }
            ? state
            : throw (
                state is null
                    ? NotFound(entityId)
                    : new StrataException(ErrorCode.EntityNotFound, $"Entity '{entityId}' is deleted. 'restore' shows it again.")
            );
    }

    /// <summary>The state of the record's root at the point; null where nothing was known or had been observed by then.</summary>
    public async Task<EntityState?> FindStateAsync(UserConnection connection, EntityRecord record, ReadPoint point)
    {
        if (point.IsNow)
        {
            var root = record.RootNo == record.EntityNo ? record : await RecordAsync(connection, record.RootNo);
            return await CurrentAsync(connection, root, point.Schemas);
        }
        if (record.EntityNo > point.Seq)
        {
            return null;
        }
        var rootNo = await EntityGroups.RootAtAsync(connection, record.EntityNo, point.Seq);
        var past = rootNo == record.EntityNo ? record : await RecordAsync(connection, rootNo);
        return await PastAsync(connection, past, point);
    }

    /// <summary>The state of a record that stands for itself now, from its stored snapshot.</summary>
    public static async Task<EntityState> CurrentAsync(UserConnection connection, EntityRecord root, SchemaSet schemas)
    {
        var fields = FieldList.Parse(root.Fields);
        var members = await EntityGroups.MembersAsync(connection, root.EntityNo);
        return new EntityState(
            root,
            SnapshotCodec.Read(root.Winners, fields),
            fields,
            schemas.Get(root.EntityType),
            members,
            root.State == EntityRecord.Deleted
        );
    }

    /// <summary>Reduces a root as it was at the point, from the ledger.</summary>
    public static async Task<EntityState?> PastAsync(UserConnection connection, EntityRecord root, ReadPoint point)
    {
        var members = await EntityGroups.MembersAtAsync(connection, root.EntityNo, point.Seq);
        var observed = await ObservationReader.StandingAsync(connection, members, point.Seq, point.ObservedBy);
        if (observed.Records.Count == 0)
        {
            return null;
        }
        var schema = point.Schemas.Get(root.EntityType);
        var snapshot = Reducer.Reduce(schema, observed.Standing);
        var fields = snapshot.ToFields();
        var json = fields.ToJson();
        var last = await connection.QueryFirstOrDefaultAsync<LastState>(
            """
            select kind, seq from decisions
            where user_id = @user and entity_no = @entityNo and kind in ('delete', 'restore') and seq <= @seq
            order by seq desc limit 1
            """,
            new { entityNo = root.EntityNo, seq = point.Seq }
        );
        var deleted = last is { Kind: DecisionKind.Delete };
        var newest = observed.Records[^1];
        var record = root with
        {
            RootNo = root.EntityNo,
            ParentNo = null,
            State = deleted ? EntityRecord.Deleted : EntityRecord.Active,
            Fields = json,
            SchemaVersion = schema.Version,
            ReducerVersion = Reducer.Version,
            Seq = newest.Seq,
            Hash = Reducer.Hash(root.EntityType, json),
            Observations = observed.Total,
            UpdatedAt = newest.RecordedAt,
        };
        return new EntityState(record, snapshot, fields, schema, members, deleted);
    }

    /// <summary>The state with the ids of what was merged into it.</summary>
    public static async Task<EntityView> ViewAsync(UserConnection connection, EntityState state)
    {
        var view = View(state);
        if (state.Members.Count == 1)
        {
            return view;
        }
        var merged = await ObservationViews.IdsAsync(connection, state.Members.Skip(1));
        return view with { MergedFrom = [.. merged.Values.Order(StringComparer.Ordinal)] };
    }

    /// <summary>Adds to views of the present the ids of what was merged into each.</summary>
    public static async Task<IReadOnlyList<EntityView>> WithMergedAsync(UserConnection connection, IReadOnlyList<EntityView> views)
    {
        var ids = views.Select(v => v.EntityId).ToList();
        var merged = (
            await connection.QueryAsync<Merged>(
                """
                select m.entity_id, r.entity_id as root_id from entities r
                join entities m on m.user_id = r.user_id and m.root_no = r.entity_no and m.parent_no is not null
                where r.user_id = @user and r.entity_id IN_LIST(@ids)
                """,
                new { ids }
            )
        ).ToLookup(m => m.RootId, m => m.EntityId, StringComparer.Ordinal);
        return merged.Count == 0 ? views : [.. views.Select(v => v with { MergedFrom = [.. merged[v.EntityId].Order(StringComparer.Ordinal)] })];
    }

    public static EntityView View(EntityState state) => View(state.Record, state.Fields, state.Schema);

    public static EntityView View(EntityRecord record, FieldList fields, SchemaDefinition schema)
    {
        var elements = fields.ToElements();
        return new EntityView
        {
            EntityId = record.EntityId,
            EntityType = record.EntityType,
            Title = schema.TitleOf(elements),
            State = record.IsMerged ? "merged" : record.State == EntityRecord.Deleted ? "deleted" : "active",
            SuggestedType = record.SuggestedType,
            Fields = elements,
            SchemaVersion = (int)record.SchemaVersion,
            ReducerVersion = (int)record.ReducerVersion,
            Seq = record.Seq,
            Hash = Convert.ToHexStringLower(record.Hash),
            ObservationCount = record.Observations,
            CreatedAt = UnixTime.Time(record.CreatedAt),
            UpdatedAt = UnixTime.Time(record.UpdatedAt),
        };
    }

    public static StrataException NotFound(string entityId) =>
        new(ErrorCode.EntityNotFound, $"There is no entity '{entityId}'.");

    private sealed record Merged(string EntityId, string RootId);

    private sealed record LastState(string Kind, long Seq);
}
