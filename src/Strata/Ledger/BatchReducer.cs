using Strata.Database;
using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>A stored entity and its recomputed state.</summary>
/// <param name="Snapshot">Null if merged into another entity; the row keeps its old snapshot.</param>
/// <param name="Last">What touched it last.</param>
/// <param name="CreatedAt">When the observation with the entity's number was recorded. Unix microseconds.</param>
internal sealed record Reduced(
    EntityRecord Stored,
    Standing Standing,
    Snapshot? Snapshot,
    FieldList Fields,
    long Observations,
    LastTouch Last,
    long CreatedAt
)
{
    public string FieldsJson { get; } = Fields.ToJson();

    public bool IsRoot => Snapshot is not null;

    public bool Agrees => Standing.Is(Stored) && AgreesInTime && AgreesInFields;

    private bool AgreesInTime => Stored.Seq == Last.Seq && Stored.UpdatedAt == Last.RecordedAt && Stored.CreatedAt == CreatedAt;

    private bool AgreesInFields =>
        Snapshot is null
        || (
            Stored.Observations == Observations
            && string.Equals(FieldsJson, Stored.Fields, StringComparison.Ordinal)
            && SnapshotCodec.Write(Snapshot).AsSpan().SequenceEqual(Stored.Winners)
            && Stored.Hash.AsSpan().SequenceEqual(Reducer.Hash(Stored.EntityType, FieldsJson))
        );
}

/// <summary>Reduces entities again from the ledger, in batches, grouped by the decisions and not by the entities' rows.</summary>
internal static class BatchReducer
{
    /// <summary>Entities per batch: small, so that garbage collections find little alive and no dictionary is a large object.</summary>
    public const int Batch = 256;

    /// <summary>Returns the next entities after <paramref name="after"/>, merged ones included; empty at the end.</summary>
    /// <param name="last">Highest number to return.</param>
    /// <param name="seen">Called with each observation of these entities and its fields, unordered.</param>
    public static async Task<IReadOnlyList<Reduced>> NextAsync(
        UserConnection connection,
        SchemaSet schemas,
        long after,
        long last,
        Action<EntityRecord, ObservationRecord, FieldList, Retracted>? seen = null
    )
    {
        var stored = await connection.QueryAsync<EntityRecord>(
            $"""
            select {EntityRecord.Columns} from entities
            where user_id = @user and entity_no > @after and entity_no <= @last
            order by entity_no limit @batch
            """,
            new
            {
                after,
                last,
                batch = (long)Batch,
            }
        );
        if (stored.Count == 0)
        {
            return [];
        }
        var own = stored.ToDictionary(r => r.EntityNo);
        var (first, beyond) = (stored[0].EntityNo, stored[^1].EntityNo);
        var standings = await EntityStandings.OfAsync(connection, [.. stored.Select(r => r.EntityNo)]);
        var groups = new Dictionary<long, Group>();
        var (observed, created) = (new Dictionary<long, LastTouch>(), new Dictionary<long, long>(stored.Count));
        var retracted = await ObservationReader.RetractionsAsync(connection, first, beyond);
        Retracted? theirs = null;
        await foreach (var record in ObservationReader.StreamAsync(connection, first, beyond))
        {
            var entity = own[record.EntityNo];
            var said = record.ToObserved(entity.EntityType);
            seen?.Invoke(entity, record, said.Fields, retracted);
            if (record.Seq == record.EntityNo)
            {
                created[record.EntityNo] = record.RecordedAt;
            }
            Apply(record, said, retracted);
        }
        // Members merged in from outside the batch.
        var others = standings.RootOf.Keys.Where(no => !own.ContainsKey(no)).ToList();
        if (others.Count > 0)
        {
            theirs = await ObservationReader.RetractionsAsync(connection, others, long.MaxValue);
            await foreach (var record in ObservationReader.StreamAsync(connection, others, long.MaxValue, long.MaxValue))
            {
                Apply(record, record.ToObserved(), theirs);
            }
        }
        var touched = new Dictionary<long, LastTouch>(stored.Count);
        foreach (var (no, root) in standings.RootOf)
        {
            touched[root] = touched.GetValueOrDefault(root).Or(OwnOf(no)).Or(standings.LastOfMember(no));
        }
        return
        [
            .. stored.Select(r =>
                Reduce(r, standings, groups.GetValueOrDefault(r.EntityNo), LastOf(r), created.GetValueOrDefault(r.EntityNo, r.CreatedAt))
            ),
        ];

        LastTouch LastOf(EntityRecord entity) =>
            !touched.TryGetValue(entity.EntityNo, out var last) ? OwnOf(entity.EntityNo).Or(standings.LastOfMerged(entity.EntityNo))
            : schemas.Reduced(entity.EntityType) is { } activated ? last.Or(new LastTouch(activated.Seq, activated.RecordedAt))
            : last;

        // The last observation of the entity itself, or its last retraction or reinstatement.
        LastTouch OwnOf(long no) => observed.GetValueOrDefault(no).Or((own.ContainsKey(no) ? retracted : theirs)?.LastOf(no) ?? default);

        void Apply(ObservationRecord record, Observed said, Retracted withdrawn)
        {
            observed[record.EntityNo] = observed.GetValueOrDefault(record.EntityNo).Or(new LastTouch(record.Seq, record.RecordedAt));
            if (!standings.RootOf.TryGetValue(record.EntityNo, out var root))
            {
                return;
            }
            if (!groups.TryGetValue(root, out var group))
            {
                groups[root] = group = new Group(schemas.Get(own[root].EntityType));
            }
            group.Observations++;
            if (!withdrawn.Contains(record.Seq))
            {
                Reducer.Apply(group.Snapshot, group.Schema, said);
            }
        }
    }

    private static Reduced Reduce(EntityRecord stored, EntityStandings standings, Group? group, LastTouch last, long createdAt)
    {
        var standing = standings.Of(stored.EntityNo);
        if (standing.ParentNo is not null)
        {
            return new Reduced(stored, standing, null, FieldList.Empty, 0, last, createdAt);
        }
        var snapshot = group?.Snapshot ?? new Snapshot();
        return new Reduced(stored, standing, snapshot, snapshot.ToFields(), group?.Observations ?? 0, last, createdAt);
    }

    private sealed class Group(SchemaDefinition schema)
    {
        public SchemaDefinition Schema { get; } = schema;
        public Snapshot Snapshot { get; } = new();
        public long Observations { get; set; }
    }
}
