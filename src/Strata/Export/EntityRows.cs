using System.Runtime.CompilerServices;
using Strata.Database;
using Strata.Entities;
using Strata.Ledger;

namespace Strata.Export;

/// <summary>
/// Reads the entities of a type as they stood at a position of the ledger, in order of creation. Each batch is a transaction of its own, so
/// that a slow reader holds none: what stood at a position does not change.
/// </summary>
internal sealed class EntityRows(IDatabase database, EntityReader reader)
{
    private const int Batch = 2_000;

    /// <param name="changedAfter">Only those that changed after it, and which are gone since; null: all that stand.</param>
    public async IAsyncEnumerable<IReadOnlyList<EntityRow>> ReadAsync(
        UserId user,
        string entityType,
        ReadPoint point,
        long? changedAfter,
        bool withProvenance,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var after = 0L;
        while (true)
        {
            var (rows, last) = await database.ReadAsync(
                user,
                async connection =>
                {
                    var records = await connection.QueryAsync<EntityRecord>(
                        $"""
                        select {EntityRecord.Columns} from entities
                        where user_id = @user and entity_type = @entityType and entity_no > @after and entity_no <= @seq
                          {(changedAfter is null ? "" : "and seq > @changedAfter")}
                        order by entity_no limit @batch
                        """,
                        new
                        {
                            entityType,
                            after,
                            seq = point.Seq,
                            changedAfter = changedAfter ?? 0,
                            batch = (long)Batch,
                        }
                    );
                    return (
                        await StandingAsync(connection, records, point, changedAfter, withProvenance),
                        records.Count < Batch ? (long?)null : records[^1].EntityNo
                    );
                },
                ct
            );
            if (rows.Count > 0)
            {
                yield return rows;
            }
            if (last is not { } next)
            {
                yield break;
            }
            after = next;
        }
    }

    /// <summary>Returns the states at the point of those that stood then.</summary>
    public async Task<IReadOnlyList<EntityRow>> StandingAsync(
        UserConnection connection,
        IReadOnlyList<EntityRecord> records,
        ReadPoint point,
        long? changedAfter,
        bool withProvenance
    )
    {
        // Where nothing has touched an entity since, its row is what it was.
        var same = records.Where(r => r.Seq <= point.Seq).ToList();
        var withdrawn = await WithdrawnEntities.OfAsync(connection, same.Where(r => !r.IsMerged && r.State == EntityRecord.Active));
        var touched = records.Count == same.Count ? [] : records.Where(r => r.Seq > point.Seq).ToList();
        var states = touched.Count == 0 ? null : await reader.FindStatesAsync(connection, touched, point);
        var found = new List<(EntityRecord Record, FieldList Fields, Snapshot? Snapshot, string? Gone)>(records.Count);
        foreach (var record in records)
        {
            if (record.Seq <= point.Seq)
            {
                var gone =
                    record.IsMerged ? "merged"
                    : record.State != EntityRecord.Active ? "deleted"
                    : withdrawn.Contains(record.EntityNo) ? "withdrawn"
                    : null;
                found.Add((record, gone is null ? FieldList.Parse(record.Fields) : FieldList.Empty, null, gone));
            }
            else if (states is not null && states.TryGetValue(record.EntityNo, out var state))
            {
                var gone =
                    state.Record.EntityNo != record.EntityNo ? "merged"
                    : state.Deleted ? "deleted"
                    : state.Withdrawn ? "withdrawn"
                    : null;
                var row = state.Record.EntityNo == record.EntityNo ? state.Record : record with { Seq = point.Seq };
                found.Add((row, state.Fields, state.Snapshot, gone));
            }
        }
        found.RemoveAll(f => changedAfter is { } since ? f.Record.Seq <= since : f.Gone is not null);
        var rows = new List<EntityRow>(found.Count);
        var trails = withProvenance ? await EntityTrails.OfAsync(connection, found.ConvertAll(f => (f.Record, Of(f)))) : null;
        foreach (var entity in found)
        {
            rows.Add(
                new EntityRow(
                    entity.Record,
                    entity.Fields,
                    entity.Gone is null ? Doubts(entity.Record, entity.Fields, entity.Snapshot) : null,
                    entity.Gone is null ? trails?[entity.Record.EntityNo] : null,
                    entity.Gone
                )
            );
        }
        return rows;

        static Snapshot Of((EntityRecord Record, FieldList Fields, Snapshot? Snapshot, string? Gone) entity) =>
            entity.Snapshot ?? (entity.Gone is null ? SnapshotCodec.Read(entity.Record.Winners, entity.Fields) : new Snapshot());
    }

    /// <summary>Returns reasons to doubt values, by field, as JSON; null if there are none.</summary>
    private static string? Doubts(EntityRecord record, FieldList fields, Snapshot? snapshot)
    {
        if (snapshot is null && !SnapshotCodec.IsDoubtful(record.Winners, default))
        {
            return null;
        }
        var doubts = FieldList.From(
            (snapshot ?? SnapshotCodec.Read(record.Winners, fields)).Doubts.Select(d =>
                KeyValuePair.Create(d.Key, JsonText.String(d.Value))
            )
        );
        return doubts.Count == 0 ? null : doubts.ToJson();
    }
}
