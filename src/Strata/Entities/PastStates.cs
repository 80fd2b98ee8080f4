using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>Reduces entities as they were at a point, from the ledger.</summary>
internal static class PastStates
{
    /// <summary>
    /// Returns the state of an entity that was a root at the point; null if nothing of it was known or had been observed.
    /// </summary>
    public static Task<EntityState?> OfRootAsync(UserConnection connection, EntityRecord root, ReadPoint point) =>
        OfAsync(connection, root, point, above: []);

    /// <summary>Returns the own state of an entity that was merged into another at the point.</summary>
    public static async Task<EntityState?> OfMergedAsync(UserConnection connection, EntityRecord record, ReadPoint point) =>
        await OfAsync(connection, record, point, await EntityGroups.AboveAtAsync(connection, record.EntityNo, point.Seq));

    /// <summary>
    /// Returns the states of the records that no decision was about, with a few queries for all; other records are left out.
    /// </summary>
    public static async Task<IReadOnlyDictionary<long, EntityState?>> OfUndecidedAsync(
        UserConnection connection,
        IReadOnlyList<EntityRecord> records,
        ReadPoint point
    )
    {
        var nos = records.Select(r => r.EntityNo).ToList();
        var decided = (
            await connection.QueryAsync<long>(
                """
                select entity_no from decisions where user_id = @user and entity_no IN_LIST(@nos) and seq <= @seq
                union select other_no from decisions where user_id = @user and other_no IN_LIST(@nos) and seq <= @seq
                """,
                new { nos, seq = point.Seq }
            )
        ).ToHashSet();
        var plain = records.Where(r => !decided.Contains(r.EntityNo)).ToList();
        var observed = await ObservationReader.OfEachAsync(connection, [.. plain.Select(r => r.EntityNo)], point.Seq, point.ObservedBy);
        return plain.ToDictionary(
            r => r.EntityNo,
            r =>
                observed.Contains(r.EntityNo)
                    ? Reduced(r, [.. observed[r.EntityNo]], new HashSet<long>(), [r.EntityNo], [], isMerged: false, point)
                    : null
        );
    }

    private static async Task<EntityState?> OfAsync(
        UserConnection connection,
        EntityRecord root,
        ReadPoint point,
        IReadOnlyList<long> above
    )
    {
        var members = await EntityGroups.MembersAtAsync(connection, root.EntityNo, point.Seq);
        var observed = await ObservationReader.StandingAsync(connection, members, point.Seq, point.ObservedBy);
        if (observed.Records.Count == 0)
        {
            return null;
        }
        var touching = await connection.QueryAsync<Touching>(
            """
            select entity_no, kind, seq, recorded_at from decisions
            where user_id = @user and entity_no IN_LIST(@members) and seq <= @seq
              and kind in ('merge', 'unmerge', 'delete', 'restore', 'retract', 'reinstate')
            union
            select entity_no, kind, seq, recorded_at from decisions
            where user_id = @user and other_no IN_LIST(@members) and seq <= @seq and kind in ('merge', 'unmerge')
            union
            select entity_no, kind, seq, recorded_at from decisions
            where user_id = @user and entity_no IN_LIST(@above) and seq <= @seq and kind in ('merge', 'unmerge')
            """,
            new
            {
                members,
                above,
                seq = point.Seq,
            }
        );
        return Reduced(root, observed.Records, observed.Retracted, members, touching, above.Count > 0, point);
    }

    private static EntityState Reduced(
        EntityRecord root,
        IReadOnlyList<ObservationRecord> records,
        IReadOnlySet<long> retracted,
        IReadOnlyList<long> members,
        IReadOnlyList<Touching> touching,
        bool isMerged,
        ReadPoint point
    )
    {
        var schema = point.Schemas.Get(root.EntityType);
        var snapshot = Reducer.Reduce(schema, records.Where(r => !retracted.Contains(r.Seq)).Select(r => r.ToObserved()));
        var fields = snapshot.ToFields();
        var json = fields.ToJson();
        var deleted =
            touching.Where(t => t.EntityNo == root.EntityNo && t.Kind is DecisionKind.Delete or DecisionKind.Restore).MaxBy(t => t.Seq) is
            { Kind: DecisionKind.Delete };
        var (seq, at) = (records[^1].Seq, records[^1].RecordedAt);
        if (touching.MaxBy(t => t.Seq) is { } last && last.Seq > seq)
        {
            (seq, at) = (last.Seq, last.RecordedAt);
        }
        if (!isMerged && point.Schemas.Reduced(root.EntityType) is { } reduced && reduced.Seq > seq)
        {
            (seq, at) = reduced;
        }
        var record = root with
        {
            RootNo = root.EntityNo,
            ParentNo = null,
            State = deleted ? EntityRecord.Deleted : EntityRecord.Active,
            Fields = json,
            Winners = SnapshotCodec.Write(snapshot),
            SchemaVersion = schema.Version,
            ReducerVersion = Reducer.Version,
            Seq = seq,
            Hash = Reducer.Hash(root.EntityType, json),
            Observations = records.Count,
            UpdatedAt = at,
        };
        return new EntityState(record, snapshot, fields, schema, members, deleted)
        {
            Withdrawn = records.All(r => retracted.Contains(r.Seq)),
        };
    }

    /// <summary>A decision that touches an entity, as <see cref="LedgerSession.Touch"/> does.</summary>
    private sealed record Touching(long EntityNo, string Kind, long Seq, long RecordedAt);
}
