using System.Text.Json;
using Strata.Database;
using Strata.Entities;
using Strata.Interpretation;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Promotion;

/// <summary>Whose fragments are meant.</summary>
internal sealed record FragmentOrigin(string EntityType, string? SuggestedType)
{
    public bool IsGeneric => string.Equals(EntityType, SchemaSet.GenericType, StringComparison.Ordinal);
}

/// <summary>Observations with fragments in the order of the ledger.</summary>
/// <param name="Records">Those of the origin that stand.</param>
/// <param name="Entities">The entities that they were recorded against.</param>
/// <param name="Last">The position up to which was looked; null at the end of the ledger.</param>
/// <param name="Looked">How many were looked at, of any origin.</param>
internal sealed record FragmentBatch(
    IReadOnlyList<ObservationRecord> Records,
    IReadOnlyDictionary<long, EntityRecord> Entities,
    long? Last,
    int Looked
);

internal static class FragmentScan
{
    private const int Batch = 500;

    /// <summary>So many observations are looked at for one report.</summary>
    private const int MaxLooked = 200_000;

    /// <summary>So many names are told apart.</summary>
    private const int MaxNames = 5_000;

    public static async Task<FragmentBatch> NextAsync(UserConnection connection, FragmentOrigin origin, long after, long before)
    {
        var records = await connection.QueryAsync<ObservationRecord>(
            $"""
            select {ObservationRecord.Columns} from {ObservationRecord.From}
            where o.user_id = @user and o.seq > @after and o.seq < @before and o.fragments is not null
            order by o.seq limit @batch
            """,
            new { after, before, batch = (long)Batch }
        );
        if (records.Count == 0)
        {
            return new FragmentBatch([], new Dictionary<long, EntityRecord>(), Last: null, Looked: 0);
        }
        var entities = await EntityListing.ByNoAsync(connection, [.. records.Select(r => r.EntityNo).Distinct()]);
        var meant = records.Where(r => entities.TryGetValue(r.EntityNo, out var e) && IsOf(origin, e)).ToList();
        var retracted = await ObservationReader.RetractedAsync(connection, [.. meant.Select(r => r.EntityNo).Distinct()], long.MaxValue);
        return new FragmentBatch(
            [.. meant.Where(r => !retracted.Contains(r.Seq))],
            entities,
            records.Count < Batch ? null : records[^1].Seq,
            records.Count
        );
    }

    /// <summary>The fragments of an observation, without the record that untyped ones are kept whole in, and without what is quarantined.</summary>
    public static IEnumerable<KeyValuePair<string, FragmentView>> Of(ObservationRecord record) =>
        Fragments.Read(record.Fragments ?? "{}").Where(f => f.Value.Reason != GenericRecords.RawReason && f.Value.Quote is null);

    /// <summary>What the fragments look like, by folded name.</summary>
    public static async Task<FragmentTally> TallyAsync(UserConnection connection, FragmentOrigin origin)
    {
        var fields = new Dictionary<string, FieldTally>(StringComparer.Ordinal);
        var (after, looked, observations, all) = (0L, 0L, 0L, true);
        while (true)
        {
            var batch = await NextAsync(connection, origin, after, long.MaxValue);
            foreach (var record in batch.Records)
            {
                foreach (var (name, fragment) in Of(record))
                {
                    if (fragment.Value.ValueKind == JsonValueKind.Null)
                    {
                        continue;
                    }
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
                    tally.Add(name, fragment.Value, record.ObservedAt);
                }
            }
            looked += batch.Looked;
            observations += batch.Records.Count;
            if (batch.Last is not { } last)
            {
                return new FragmentTally(origin, fields, observations, all);
            }
            if (looked >= MaxLooked)
            {
                return new FragmentTally(origin, fields, observations, Complete: false);
            }
            after = last;
        }
    }

    private static bool IsOf(FragmentOrigin origin, EntityRecord entity) =>
        string.Equals(entity.EntityType, origin.EntityType, StringComparison.Ordinal)
        && (origin.SuggestedType is null || string.Equals(entity.SuggestedType, origin.SuggestedType, StringComparison.Ordinal));
}

/// <param name="Fields">By folded name.</param>
internal sealed record FragmentTally(FragmentOrigin Origin, IReadOnlyDictionary<string, FieldTally> Fields, long Observations, bool Complete)
{
    /// <param name="schema">What is declared already; null where nothing is.</param>
    public FragmentReport Report(SchemaDefinition? schema) =>
        new()
        {
            EntityType = Origin.EntityType,
            SuggestedType = Origin.SuggestedType,
            Observations = Observations,
            Complete = Complete,
            Fields =
            [
                .. Fields.Values.Select(f => f.View(schema))
                    .OrderByDescending(f => f.Proposed)
                    .ThenByDescending(f => f.Confidence)
                    .ThenByDescending(f => f.Occurrences)
                    .ThenBy(f => f.Name, StringComparer.Ordinal),
            ],
        };
}
