using Strata.Database;
using Strata.Entities;
using Strata.Ledger;

namespace Strata.Proof;

/// <summary>Makes every snapshot anew from the ledger and says which differed.</summary>
internal sealed class Rebuilder(IDatabase database, LedgerServices services)
{
    public async Task<RebuildReport> RebuildAsync(UserId user, IProgress<Progress>? progress, CancellationToken ct)
    {
        var started = services.Time.GetTimestamp();
        (long entities, long observations, long changed, long after) = (0, 0, 0, 0);
        while (true)
        {
            var from = after;
            var done = await database.WriteAsync(user, tx => BatchAsync(tx, from), ct);
            if (done.Entities == 0)
            {
                break;
            }
            entities += done.Entities;
            observations += done.Observations;
            changed += done.Changed;
            after = done.Last;
            progress?.Report(new Progress("rebuild", entities, null));
        }
        var hash = await database.ReadAsync(user, StateHash.OfAsync, ct);
        return new RebuildReport(entities, observations, changed, hash, services.Time.GetElapsedTime(started).TotalSeconds);
    }

    private async Task<Done> BatchAsync(UserTransaction tx, long after)
    {
        var session = await LedgerSession.OpenAsync(tx, services);
        await session.FlushAsync();
        var batch = await BatchReducer.NextAsync(tx, session.Schemas, after);
        var differing = batch.Where(r => !r.Agrees).ToList();
        if (differing.Count > 0)
        {
            var index = new IndexChanges();
            var rows = new List<object?[]>(differing.Count);
            foreach (var reduced in differing)
            {
                var schema = session.Schemas.Get(reduced.Stored.EntityType);
                var entity = new WorkingEntity(reduced.Stored, isNew: false) { Snapshot = reduced.Snapshot };
                entity.Record = entity.Record with { Observations = reduced.Observations };
                entity.Seal(schema);
                index.Replace(entity, schema, session.Schemas);
                rows.Add(PendingRows.Entity(entity));
            }
            await tx.BulkAsync(EntityRecord.Table, BulkMode.Upsert, rows);
            index.Prepare(tx);
            await index.WriteAsync(tx);
        }
        return new Done(
            batch.Count,
            batch.Sum(r => r.Observations),
            differing.Count,
            batch.Count == 0 ? after : batch[^1].Stored.EntityNo
        );
    }

    private sealed record Done(long Entities, long Observations, long Changed, long Last);
}
