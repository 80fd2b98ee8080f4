using Strata.Database;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Verification;

/// <summary>
/// Compares what is stored about entities with what follows from observations and decisions, and mends it if given a transaction: rows,
/// relationships, keys, the value index with its zones, and membership of the text index.
/// </summary>
/// <param name="every">Every version of every type.</param>
internal sealed class StateComparison(
    UserConnection connection,
    UserTransaction? mend,
    SchemaSet schemas,
    IReadOnlyDictionary<(string Type, int Version), SchemaDefinition> every
)
{
    /// <summary>Compares all entities of a zone, and the relationships made at its ledger positions.</summary>
    public async Task<ComparedZone> ZoneAsync(long zone)
    {
        var swept = new ComparedZone { Last = ValueSums.First(zone) - 1, More = true };
        while (swept.More)
        {
            swept.Add(await NextAsync(swept.Last, ValueSums.Last(zone)));
        }
        swept.Differences.Add(await RelationshipsAsync(zone));
        return swept;
    }

    public async Task<StateDifferences> RelationshipsAsync(long zone)
    {
        var check = await RelationshipCheck.OfAsync(connection, ValueSums.First(zone), ValueSums.Last(zone));
        await (mend is null ? Task.CompletedTask : check.MendAsync(mend));
        return check.Differences();
    }

    /// <summary>Compares the next entities after <paramref name="after"/>, up to <paramref name="last"/>.</summary>
    public async Task<ComparedZone> NextAsync(long after, long last)
    {
        var swept = new ComparedZone { Last = after };
        var derived = new DerivedKeys(every);
        var batch = await BatchReducer.NextAsync(connection, schemas, after, last, derived.See);
        if (batch.Count == 0)
        {
            return swept;
        }
        swept.More = batch.Count == BatchReducer.Batch;
        swept.Last = batch[^1].Stored.EntityNo;
        swept.Entities = batch.Count(r => r.IsRoot);
        swept.Observations = batch.Sum(r => r.Observations);
        await RowsAsync(batch, swept);
        await KeysAsync(batch, derived, swept);
        var values = Values(batch);
        foreach (var (fieldNo, value, entityNo) in values)
        {
            swept.Sums.Value(fieldNo, value, entityNo);
        }
        await ZonesAsync(values, swept.Differences);
        return swept;
    }

    /// <summary>Returns what the value index should have of these entities.</summary>
    public List<(long FieldNo, byte[] Value, long EntityNo)> Values(IReadOnlyList<Reduced> batch)
    {
        var values = new List<(long FieldNo, byte[] Value, long EntityNo)>(batch.Count * 8);
        foreach (var reduced in batch)
        {
            AddValues(values, reduced);
        }
        return values;
    }

    private async Task RowsAsync(IReadOnlyList<Reduced> batch, ComparedZone swept)
    {
        var wrong = new List<(Reduced Reduced, WorkingEntity Entity)>();
        foreach (var reduced in batch)
        {
            if (!reduced.Agrees)
            {
                swept.Differences.Add(StateDifferences.Rows, reduced.Stored.EntityId);
                wrong.Add((reduced, new WorkingEntity(reduced.Stored, isNew: false)));
            }
        }
        if (mend is not null && wrong.Count > 0)
        {
            await MendAsync(mend, wrong);
        }
    }

    private async Task MendAsync(UserTransaction tx, IReadOnlyList<(Reduced Reduced, WorkingEntity Entity)> wrong)
    {
        var held = await UntypedTexts.HeldAsync(tx, wrong.Select(w => w.Entity));
        var (index, rows) = (new IndexChanges(), new List<object?[]>());
        foreach (var (reduced, entity) in wrong)
        {
            var schema = schemas.Get(reduced.Stored.EntityType);
            var (rootNo, parentNo, state) = reduced.Standing;
            entity.Record = entity.Record with
            {
                RootNo = rootNo,
                ParentNo = parentNo,
                State = state,
                Seq = reduced.Last.Seq,
                CreatedAt = reduced.CreatedAt,
                UpdatedAt = reduced.Last.RecordedAt,
            };
            if (reduced.Snapshot is { } snapshot)
            {
                entity.Snapshot = snapshot;
                entity.Record = entity.Record with { Observations = reduced.Observations };
                entity.Seal(schema);
                index.Replace(entity, schema, schemas);
            }
            else
            {
                index.Remove(entity, schema, schemas);
            }
            rows.Add(PendingRows.Entity(entity));
        }
        await tx.BulkAsync(EntityRecord.Table, BulkMode.Upsert, rows);
        index.Prepare();
        await index.WriteAsync(tx, held);
    }

    private async Task KeysAsync(IReadOnlyList<Reduced> batch, DerivedKeys derived, ComparedZone swept)
    {
        foreach (var no in derived.Placed)
        {
            swept.Sums.Key(no);
        }
        var claims = mend is null ? [] : derived.Former.Concat(derived.Later).ToHashSet();
        var wrong = await new KeyCheck(connection, every).WrongAsync(
            derived,
            mends: mend is not null,
            no => swept.Sums.Key(no),
            (key, no) => claims.Add((no, key))
        );
        if (mend is not null && claims.Count > 0)
        {
            await mend.BulkAsync(
                LedgerTables.Claims,
                BulkMode.InsertIfAbsent,
                [.. claims.Select(c => new object?[] { c.Key, c.EntityNo })]
            );
        }
        if (wrong.Count == 0)
        {
            return;
        }
        var ids = batch.ToDictionary(r => r.Stored.EntityNo, r => r.Stored.EntityId);
        foreach (var no in wrong.Select(w => w.EntityNo).Distinct().Order())
        {
            swept.Differences.Add(StateDifferences.Keys, ids[no]);
        }
        if (mend is not null)
        {
            await mend.BulkAsync(LedgerTables.Keys, BulkMode.Upsert, [.. wrong.Select(w => new object?[] { w.Key, w.EntityNo })]);
        }
    }

    private async Task ZonesAsync(List<(long FieldNo, byte[] Value, long EntityNo)> values, StateDifferences differences)
    {
        var narrow = await ValueZones.NarrowAsync(connection, values);
        foreach (var row in narrow)
        {
            differences.Add(StateDifferences.Zones, $"zone {row[1]} of field {row[0]}");
        }
        if (mend is not null && narrow.Count > 0)
        {
            await ValueZones.WidenAsync(mend, values);
        }
    }

    private void AddValues(List<(long FieldNo, byte[] Value, long EntityNo)> values, Reduced reduced)
    {
        if (!reduced.IsRoot)
        {
            return;
        }
        var indexed = schemas.Indexed(reduced.Stored.EntityType);
        var keys = new List<(long FieldNo, byte[] Value)>(1);
        foreach (var (name, json) in reduced.Fields.Span)
        {
            if (!indexed.TryGetValue(name, out var field))
            {
                continue;
            }
            keys.Clear();
            ValueKey.Add(keys, field.No, field.Kind, json);
            for (var i = 0; i < keys.Count; i++)
            {
                if (!IsRepeated(keys, i))
                {
                    values.Add((field.No, keys[i].Value, reduced.Stored.EntityNo));
                }
            }
        }
    }

    /// <summary>Differing elements may have the same key.</summary>
    private static bool IsRepeated(List<(long FieldNo, byte[] Value)> keys, int at)
    {
        for (var i = 0; i < at; i++)
        {
            if (keys[i].Value.AsSpan().SequenceEqual(keys[at].Value))
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary>Result of one step of a sweep.</summary>
internal sealed class ComparedZone
{
    /// <summary>Whether there may be more after <see cref="Last"/>.</summary>
    public bool More { get; set; }
    public long Last { get; set; }
    public long Entities { get; set; }
    public long Observations { get; set; }
    public StateDifferences Differences { get; } = new();
    public ValueSums Sums { get; } = new();

    public void Add(ComparedZone next)
    {
        (More, Last) = (next.More, next.Last);
        Entities += next.Entities;
        Observations += next.Observations;
        Differences.Add(next.Differences);
        Sums.Add(next.Sums);
    }
}
