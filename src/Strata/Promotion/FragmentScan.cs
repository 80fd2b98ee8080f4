using Strata.Database;
using Strata.Ledger;
using Strata.Runs;
using Strata.Schemas;

namespace Strata.Promotion;

/// <summary>The entities whose fragments are promoted.</summary>
internal sealed record FragmentOrigin(string EntityType, string? SuggestedType)
{
    public bool IsGeneric => string.Equals(EntityType, SchemaSet.GenericType, StringComparison.Ordinal);
}

/// <summary>A batch of observations with fragments, in ledger order.</summary>
/// <param name="Records">Observations of the origin that are not retracted.</param>
/// <param name="Entities">The entities that they were recorded against.</param>
/// <param name="Last">Ledger position read up to; null at the end of the ledger.</param>
internal sealed record FragmentBatch(
    IReadOnlyList<ObservationRecord> Records,
    IReadOnlyDictionary<long, EntityRecord> Entities,
    long? Last
);

internal static class FragmentScan
{
    private const int Batch = 500;

    /// <summary>Most observations of an origin read for one report.</summary>
    private const int MaxLooked = 200_000;

    /// <summary>Most different names tallied.</summary>
    private const int MaxNames = 5_000;

    public static async Task<FragmentBatch> NextAsync(UserConnection connection, FragmentOrigin origin, long after, long before)
    {
        var records = await connection.QueryAsync<ObservationRecord>(
            $"""
            select {ObservationRecord.Columns} from {ObservationRecord.From}
            where o.user_id = @user and o.seq > @after and o.seq < @before and o.fragments is not null
            order by o.seq limit @batch
            """,
            new
            {
                after,
                before,
                batch = (long)Batch,
            }
        );
        if (records.Count == 0)
        {
            return new FragmentBatch([], new Dictionary<long, EntityRecord>(), Last: null);
        }
        var entities = await EntityRecords.ByNoAsync(connection, [.. records.Select(r => r.EntityNo).Distinct()]);
        var meant = records.Where(r => entities.TryGetValue(r.EntityNo, out var e) && IsOf(origin, e)).ToList();
        var retracted = await ObservationReader.RetractedAsync(connection, [.. meant.Select(r => r.EntityNo).Distinct()], long.MaxValue);
        return new FragmentBatch(
            [.. meant.Where(r => !retracted.Contains(r.Seq))],
            entities,
            records.Count < Batch ? null : records[^1].Seq
        );
    }

    /// <summary>Returns the fragments of an observation, without the raw record of untyped ones and without quarantined values.</summary>
    public static IEnumerable<KeyValuePair<string, FragmentView>> Of(ObservationRecord record) =>
        Fragments.Read(record.Fragments ?? "{}").Where(f => f.Value.Reason != GenericRecords.RawReason && f.Value.Quote is null);

    /// <summary>Tallies the fragments by folded name, entity by entity in order of creation.</summary>
    /// <param name="most">Most observations of the origin to read.</param>
    public static async Task<FragmentTally> TallyAsync(UserConnection connection, FragmentOrigin origin, int most = MaxLooked)
    {
        var fields = new Dictionary<string, FieldTally>(StringComparer.Ordinal);
        var (looked, observations, all) = (0L, 0L, true);
        for (
            var entityNos = await EntitiesAsync(connection, origin, 0);
            entityNos.Count > 0;
            entityNos = await EntitiesAsync(connection, origin, entityNos[^1])
        )
        {
            var retracted = await ObservationReader.RetractedAsync(connection, entityNos, long.MaxValue);
            await foreach (var record in StreamAsync(connection, entityNos))
            {
                if (looked++ == most)
                {
                    return new FragmentTally(origin, fields, observations, Complete: false);
                }
                if (!retracted.Contains(record.Seq))
                {
                    observations++;
                    all &= Add(fields, record);
                }
            }
        }
        return new FragmentTally(origin, fields, observations, all);
    }

    /// <summary>Adds the fragments of an observation; false if there are too many names to tally all.</summary>
    private static bool Add(Dictionary<string, FieldTally> fields, ObservationRecord record)
    {
        var all = true;
        foreach (var (name, fragment) in Of(record).Where(f => f.Value.Value.ValueKind != JsonValueKind.Null))
        {
            var folded = FieldNames.Fold(name);
            if (!fields.TryGetValue(folded, out var tally))
            {
                if (fields.Count == MaxNames)
                {
                    all = false;
                    continue;
                }
                fields[folded] = tally = new FieldTally();
            }
            tally.Add(name, fragment.Value, record.ObservedAt, isStated: record.Class == (long)ObservationClass.Structured);
        }
        return all;
    }

    /// <summary>Returns the next entities of the origin, by the index on type, so that other types cost nothing.</summary>
    private static Task<IReadOnlyList<long>> EntitiesAsync(UserConnection connection, FragmentOrigin origin, long after) =>
        connection.QueryAsync<long>(
            $"""
            select entity_no from entities
            where user_id = @user and entity_type = @entityType and entity_no > @after {(
                origin.SuggestedType is null ? "" : "and suggested_type = @suggestedType"
            )}
            order by entity_no limit @batch
            """,
            new
            {
                entityType = origin.EntityType,
                suggestedType = origin.SuggestedType,
                after,
                batch = (long)Batch,
            }
        );

    private static IAsyncEnumerable<ObservationRecord> StreamAsync(UserConnection connection, IReadOnlyList<long> entityNos) =>
        connection.StreamAsync<ObservationRecord>(
            $"""
            select {ObservationRecord.Columns} from {ObservationRecord.From}
            where o.user_id = @user and o.entity_no IN_LIST(@entityNos) and o.fragments is not null
            order by o.entity_no, o.seq
            """,
            new { entityNos }
        );

    private static bool IsOf(FragmentOrigin origin, EntityRecord entity) =>
        string.Equals(entity.EntityType, origin.EntityType, StringComparison.Ordinal)
        && (origin.SuggestedType is null || string.Equals(entity.SuggestedType, origin.SuggestedType, StringComparison.Ordinal));
}
