using Strata.Database;
using Strata.Entities;
using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>An entity beside what the ledger says it should be.</summary>
internal sealed record Reduced(EntityRecord Stored, Snapshot Snapshot, FieldList Fields, long Observations)
{
    public string FieldsJson { get; } = Fields.ToJson();

    public byte[] Winners { get; } = SnapshotCodec.Write(Snapshot);

    public bool Agrees =>
        string.Equals(FieldsJson, Stored.Fields, StringComparison.Ordinal)
        && Winners.AsSpan().SequenceEqual(Stored.Winners)
        && Stored.Hash.AsSpan().SequenceEqual(Reducer.Hash(Stored.EntityType, FieldsJson));
}

/// <summary>Reduces many roots again from the ledger, a batch at a time.</summary>
internal static class BatchReducer
{
    private const int Batch = 1_000;

    /// <summary>The next roots after <paramref name="after"/>; empty at the end.</summary>
    public static async Task<IReadOnlyList<Reduced>> NextAsync(UserConnection connection, SchemaSet schemas, long after)
    {
        var roots = await connection.QueryAsync<EntityRecord>(
            $"""
            select {EntityRecord.Columns} from entities
            where user_id = @user and entity_no > @after and parent_no is null
            order by entity_no limit @batch
            """,
            new { after, batch = (long)Batch }
        );
        if (roots.Count == 0)
        {
            return [];
        }
        var rootNos = roots.Select(r => r.EntityNo).ToList();
        var rootOf = rootNos.ToDictionary(no => no);
        foreach (
            var member in await connection.QueryAsync<Member>(
                "select entity_no, root_no from entities where user_id = @user and root_no IN_LIST(@rootNos) and parent_no is not null",
                new { rootNos }
            )
        )
        {
            rootOf[member.EntityNo] = member.RootNo;
        }
        var observed = await ObservationReader.StandingAsync(connection, [.. rootOf.Keys], long.MaxValue, long.MaxValue);
        var totals = new Dictionary<long, long>();
        var groups = new Dictionary<long, List<Observed>>();
        var standing = 0;
        foreach (var record in observed.Records)
        {
            var root = rootOf[record.EntityNo];
            totals[root] = totals.GetValueOrDefault(root) + 1;
            if (observed.Retracted.Contains(record.Seq))
            {
                continue;
            }
            if (!groups.TryGetValue(root, out var group))
            {
                groups[root] = group = [];
            }
            group.Add(observed.Standing[standing++]);
        }
        return
        [
            .. roots.Select(r =>
            {
                var snapshot = Reducer.Reduce(schemas.Get(r.EntityType), groups.GetValueOrDefault(r.EntityNo) ?? []);
                return new Reduced(r, snapshot, snapshot.ToFields(), totals.GetValueOrDefault(r.EntityNo));
            }),
        ];
    }

    private sealed record Member(long EntityNo, long RootNo);
}
