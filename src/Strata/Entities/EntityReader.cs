using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>State of an entity at a read point.</summary>
/// <param name="Members">The root, then the entities merged into it.</param>
internal sealed record EntityState(
    EntityRecord Record,
    Snapshot Snapshot,
    FieldList Fields,
    SchemaDefinition Schema,
    IReadOnlyList<long> Members,
    bool Deleted
)
{
    /// <summary>
    /// Whether all observations of a past state had been retracted; for the present, see <see cref="WithdrawnEntities"/>.
    /// </summary>
    public bool Withdrawn { get; init; }
}

/// <summary>Reads single entities, now and in the past.</summary>
internal sealed class EntityReader(SchemaStore schemas)
{
    public SchemaStore Schemas => schemas;

    /// <summary>
    /// Returns the row of a user's entity. ENTITY_NOT_FOUND is the same for another user's entity as for one that doesn't exist.
    /// </summary>
    public static async Task<EntityRecord> RecordAsync(UserConnection connection, string entityId) =>
        await connection.QueryFirstOrDefaultAsync<EntityRecord>(
            $"select {EntityRecord.Columns} from entities where user_id = @user and entity_id = @entityId",
            new { entityId }
        ) ?? throw NotFound(entityId);

    /// <summary>
    /// The same for an id or what else identifies just one entity. A name is sought as known at the point, whatever had been observed by
    /// then, so that a query about the time before an entity was observed can name it.
    /// </summary>
    public async Task<EntityRecord> RecordAsync(UserConnection connection, string entity, ReadPoint point) =>
        await RecordAsync(
            connection,
            Ids.IsEntity(entity)
                ? entity
                : await new NameResolution(this).FindAsync(connection, entity, point with { ObservedBy = long.MaxValue })
                    ?? throw new StrataException(
                        ErrorCode.EntityNotFound,
                        $"{(point.Seq == long.MaxValue ? "No entity" : "At that point, no entity")} matches '{entity}'."
                    )
        );

    /// <summary>The same, as known now.</summary>
    public async Task<EntityRecord> RecordNowAsync(UserConnection connection, string entity) =>
        Ids.IsEntity(entity)
            ? await RecordAsync(connection, entity)
            : await RecordAsync(connection, entity, new ReadPoint(long.MaxValue, long.MaxValue, await schemas.CurrentAsync(connection)));

    public static async Task<EntityRecord> RecordAsync(UserConnection connection, long entityNo) =>
        await connection.QueryFirstOrDefaultAsync<EntityRecord>(
            $"select {EntityRecord.Columns} from entities where user_id = @user and entity_no = @entityNo",
            new { entityNo }
        ) ?? throw new InvalidDataException($"Entity {entityNo} is missing.");

    /// <summary>Returns the state of the entity's root at the point; ENTITY_NOT_FOUND if there was none or it was deleted.</summary>
    /// <param name="ask">As in <see cref="FindStateAsync"/>.</param>
    public async Task<EntityState> StateAsync(
        UserConnection connection,
        string entityId,
        ReadPoint point,
        Action<IReadOnlyList<long>>? ask = null
    )
    {
        var state = await FindStateAsync(connection, await RecordAsync(connection, entityId, point), point, ask);
        return state is { Deleted: false }
            ? state
            : throw (
                state is null
                    ? NotFound(entityId)
                    : new StrataException(ErrorCode.EntityNotFound, $"Entity '{entityId}' is deleted. Use 'restore' to show it again.")
            );
    }

    /// <summary>Returns the state of the record's root at the point; null if nothing was known or had been observed by then.</summary>
    /// <param name="ask">
    /// Sends further queries about the members in the same round trip, given their probable numbers. May not be called.
    /// </param>
    public async Task<EntityState?> FindStateAsync(
        UserConnection connection,
        EntityRecord record,
        ReadPoint point,
        Action<IReadOnlyList<long>>? ask = null
    )
    {
        if (point.IsNow)
        {
            var root = record.RootNo == record.EntityNo ? record : await RecordAsync(connection, record.RootNo);
            return await CurrentAsync(connection, root, point.Schemas, ask);
        }
        if (record.EntityNo > point.Seq)
        {
            return null;
        }
        var rootNo = await EntityGroups.RootAtAsync(connection, record.EntityNo, point.Seq);
        var past = rootNo == record.EntityNo ? record : await RecordAsync(connection, rootNo);
        return await PastStates.OfRootAsync(connection, past, point);
    }

    /// <summary>Returns the current state of a root, from its stored snapshot.</summary>
    public static async Task<EntityState> CurrentAsync(
        UserConnection connection,
        EntityRecord root,
        SchemaSet schemas,
        Action<IReadOnlyList<long>>? ask = null
    )
    {
        var merged = EntityGroups.AskMerged(connection, root.EntityNo);
        ask?.Invoke([root.EntityNo]);
        var fields = FieldList.Parse(root.Fields);
        IReadOnlyList<long> members = [root.EntityNo, .. await merged.RowsAsync()];
        return new EntityState(
            root,
            SnapshotCodec.Read(root.Winners, fields),
            fields,
            schemas.Get(root.EntityType),
            members,
            root.State == EntityRecord.Deleted
        );
    }

    /// <summary>Returns the states of many records' roots, by record number; records without a state at the point are left out.</summary>
    public async Task<IReadOnlyDictionary<long, EntityState>> FindStatesAsync(
        UserConnection connection,
        IReadOnlyList<EntityRecord> records,
        ReadPoint point
    )
    {
        var known = records.Where(r => r.EntityNo <= point.Seq).ToList();
        var undecided = point.IsNow ? new Dictionary<long, EntityState?>() : await PastStates.OfUndecidedAsync(connection, known, point);
        var states = new Dictionary<long, EntityState>();
        foreach (var record in known)
        {
            if (
                (undecided.TryGetValue(record.EntityNo, out var found) ? found : await FindStateAsync(connection, record, point)) is
                { } state
            )
            {
                states[record.EntityNo] = state;
            }
        }
        return states;
    }

    /// <summary>Returns the view of a state, with the ids of the entities merged into it.</summary>
    public static async Task<EntityView> ViewAsync(UserConnection connection, EntityState state) =>
        (await ViewsAsync(connection, [state]))[0];

    /// <summary>Returns the views of several states with one query.</summary>
    public static async Task<IReadOnlyList<EntityView>> ViewsAsync(UserConnection connection, IReadOnlyCollection<EntityState> states)
    {
        var merged = states.SelectMany(s => s.Members.Skip(1)).ToList();
        var ids = merged.Count == 0 ? null : await ObservationViews.IdsAsync(connection, merged);
        return await FileTitles.FillAsync(
            connection,
            [
                .. states.Select(s =>
                    ids is null || s.Members.Count == 1
                        ? View(s)
                        : View(s) with
                        {
                            MergedFrom = [.. s.Members.Skip(1).Select(no => ids.Or(no, MissingRow.Entity)).Order(StringComparer.Ordinal)],
                        }
                ),
            ]
        );
    }

    /// <summary>Returns the own view of an entity that is merged into another.</summary>
    public static async Task<EntityView> MergedViewAsync(UserConnection connection, EntityState state, EntityRecord root) =>
        await ViewAsync(connection, state) with
        {
            State = EntityStatus.Merged,
            MergedInto = root.EntityId,
        };

    /// <summary>Queries the entities merged into each of the roots.</summary>
    public static PendingResult<Merged> AskMerged(UserConnection connection, IReadOnlyList<long> rootNos) =>
        connection.Ask<Merged>(
            """
            select m.entity_id, r.entity_id as root_id from entities r
            join entities m on m.user_id = r.user_id and m.root_no = r.entity_no and m.parent_no is not null
            where r.user_id = @user and r.entity_no IN_LIST(@rootNos)
            """,
            new { rootNos }
        );

    /// <summary>Adds to current views the ids of the entities merged into each, and titles that their fields don't give.</summary>
    /// <param name="rootNos">Entity numbers of the views.</param>
    public static async Task<IReadOnlyList<EntityView>> WithMergedAsync(
        UserConnection connection,
        IReadOnlyList<EntityView> views,
        IReadOnlyList<long> rootNos
    ) => await WithMergedAsync(connection, views, await AskMerged(connection, rootNos).RowsAsync());

    /// <param name="all">Merged entities of all the views, possibly of others too.</param>
    public static async Task<IReadOnlyList<EntityView>> WithMergedAsync(
        UserConnection connection,
        IReadOnlyList<EntityView> views,
        IReadOnlyList<Merged> all
    ) => await FileTitles.FillAsync(connection, WithMerged(views, all));

    private static IReadOnlyList<EntityView> WithMerged(IReadOnlyList<EntityView> views, IReadOnlyList<Merged> all)
    {
        var merged = all.ToLookup(m => m.RootId, m => m.EntityId, StringComparer.Ordinal);
        return merged.Count == 0
            ? views
            :
            [
                .. views.Select(v =>
                    v.MergedInto is null ? v with { MergedFrom = [.. merged[v.EntityId].Order(StringComparer.Ordinal)] } : v
                ),
            ];
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
            State =
                record.IsMerged ? EntityStatus.Merged
                : record.State == EntityRecord.Deleted ? EntityStatus.Deleted
                : EntityStatus.Active,
            SuggestedType = record.SuggestedType,
            Fields = elements,
            Doubtful = Doubtful(record, fields),
            SchemaVersion = (int)record.SchemaVersion,
            ReducerVersion = (int)record.ReducerVersion,
            Seq = record.Seq,
            Hash = Convert.ToHexStringLower(record.Hash),
            ObservationCount = record.Observations,
            CreatedAt = UnixTime.Time(record.CreatedAt),
            UpdatedAt = UnixTime.Time(record.UpdatedAt),
        };
    }

    private static SortedDictionary<string, string>? Doubtful(EntityRecord record, FieldList fields)
    {
        var doubts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, doubt) in SnapshotCodec.Read(record.Winners, fields).Doubts)
        {
            doubts.Add(field, doubt);
        }
        return doubts.Count == 0 ? null : doubts;
    }

    public static StrataException NotFound(string entityId) => new(ErrorCode.EntityNotFound, $"There is no entity '{entityId}'.");

    internal sealed record Merged(string EntityId, string RootId);
}
