using Strata.Database;
using Strata.Indexing;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>A step of a listing: an entity that may match, or only a position.</summary>
/// <param name="Cursor">Cursor that continues after this step.</param>
/// <param name="Cost">Cost of the step; looking at one entity costs <see cref="ListWalk.EntityCost"/>.</param>
internal readonly record struct ListStep(EntityRecord? Record, string Cursor, int Cost);

/// <summary>Walks candidates in the order of a listing. Batches start small and grow while nothing fits.</summary>
/// <param name="changedAfter">Skips entities last touched at or before this ledger position.</param>
/// <param name="upTo">Skips entities created after this ledger position.</param>
internal sealed class ListWalk(
    UserConnection connection,
    EntityQuery query,
    ListOrder order,
    ListLimits limits,
    long changedAfter,
    long upTo
)
{
    /// <summary>Cost of reading and looking at one entity, in index rows.</summary>
    public const int EntityCost = 4;

    private const int MaxBatch = 4_096;

    /// <summary>Approximate cost of looking at all matches of a condition among a million entities.</summary>
    private const int AllCost = 40_000;

    /// <summary>Entity number after which a listing by creation continues.</summary>
    private long Start
    {
        get
        {
            var beyond = upTo == long.MaxValue ? upTo : upTo + 1;
            return order.Place(query.Cursor)?.No is { } no ? (order.Descending ? Math.Min(no, beyond) : no)
                : order.Descending ? beyond
                : 0;
        }
    }

    private int FirstBatch => Math.Clamp(query.Limit + 1, 16, 256);

    /// <summary>Walks the given entities in the order of the listing.</summary>
    public async IAsyncEnumerable<ListStep> GatheredAsync(IReadOnlyList<long> nos)
    {
        var start = order.Place(query.Cursor);
        if (order.IsByCreation)
        {
            var ahead = nos.Where(no => start is null || order.Compare(([], no), start.Value) > 0);
            var ordered = order.Descending ? ahead.OrderDescending().ToList() : ahead.Order().ToList();
            await foreach (var record in EntityRecords.RecordsAsync(connection, ordered, FirstBatch))
            {
                yield return Step(record, []);
            }
            yield break;
        }
        var keyed = new List<(byte[] Key, EntityRecord Record)>();
        await foreach (var record in EntityRecords.RecordsAsync(connection, [.. nos.Order()], MaxBatch))
        {
            keyed.Add((order.Key(record), record));
        }
        keyed.Sort((a, b) => order.Compare((a.Key, a.Record.EntityNo), (b.Key, b.Record.EntityNo)));
        foreach (var (key, record) in keyed)
        {
            if (start is null || order.Compare((key, record.EntityNo), start.Value) > 0)
            {
                yield return Step(record, key);
            }
        }
    }

    /// <summary>Walks entities in order of creation.</summary>
    public IAsyncEnumerable<ListStep> ByCreationAsync() => ByCreationAsync(Start, order.Descending ? 0 : upTo, long.MaxValue);

    /// <summary>
    /// Walks entities in order of a field's values. Entities without a value come last, together with those that the index doesn't hold.
    /// </summary>
    /// <param name="ranges">
    /// Conditions on fields: one on this field bounds the walk; single values of other fields are looked up per row.
    /// </param>
    public async IAsyncEnumerable<ListStep> ByFieldAsync(IReadOnlyList<ValueRange> ranges)
    {
        var start = order.Place(query.Cursor);
        var own = ranges.FirstOrDefault(r => r.FieldNo == order.FieldNo && r.IsSingle);
        var inMissing = start is { } s && ListOrder.IsMissing(s.Key);
        if (!inMissing && order.FieldNo is { } fieldNo)
        {
            await foreach (var step in AlongAsync(own ?? new ValueRange(fieldNo, [], ListOrder.Missing, IsSingle: false), start, ranges))
            {
                yield return step;
            }
        }
        if (own is not null)
        {
            yield break;
        }
        var without = new ListWalk(
            connection,
            query with
            {
                Sort = null,
                Cursor = inMissing ? ListOrder.CreationCursor(start!.Value.No) : null, // not null if inMissing
            },
            ListOrder.Creation,
            limits,
            changedAfter,
            upTo
        );
        await foreach (var (record, cursor, cost) in without.ByCreationAsync())
        {
            var at = order.Cursor(ListOrder.Missing, Paging.Number(cursor));
            yield return record is not null && (record.IsMerged || ListOrder.IsMissing(order.Key(record)))
                ? new ListStep(record, at, cost)
                : new ListStep(null, at, cost);
        }
    }

    /// <summary>Walks the entities with one value of a field in order of creation, which is their order in the field's index.</summary>
    public IAsyncEnumerable<ListStep> OfPointAsync(ValueRange point, IReadOnlyList<ValueRange> ranges) =>
        AlongAsync(point, order.Place(query.Cursor) is { } start ? (point.From, start.No) : null, ranges);

    /// <summary>Walks the entities with values within ranges in order of creation.</summary>
    public IAsyncEnumerable<ListStep> OfRangesAsync(FieldCondition condition) =>
        NearbyThenAsync(
            condition.Ranges is [{ IsSingle: true } range]
                ? InZonesAsync(range)
                : ByCreationAsync(Start, order.Descending ? 0 : upTo, limits.Nearby),
            (after, most) => IndexPrefilter.NextAsync(connection, condition, order.Descending, after, most)
        );

    /// <summary>Walks the touched entities in order of creation.</summary>
    public IAsyncEnumerable<ListStep> ChangedAsync() =>
        NearbyThenAsync(
            ByCreationAsync(Start, order.Descending ? 0 : upTo, limits.Nearby),
            (after, most) => IndexPrefilter.NextChangedAsync(connection, changedAfter, order.Descending, after, most)
        );

    /// <summary>Walks entities in order of their last change; one decision may change many.</summary>
    public async IAsyncEnumerable<ListStep> ByChangeAsync()
    {
        var (seq, no) =
            order.Place(query.Cursor) is { } start ? (ListOrder.Seq(start.Key), start.No)
            : order.Descending ? (long.MaxValue, long.MaxValue)
            : (changedAfter, long.MaxValue);
        var (beyond, way) = IndexPrefilter.Way(order.Descending);
        var batch = FirstBatch;
        while (true)
        {
            var rows = await connection.QueryAsync<EntityRecord>(
                $"""
                select {EntityRecord.Columns} from entities
                where user_id = @user and (seq, entity_no) {beyond} (@seq, @no)
                order by seq {way}, entity_no {way} limit @batch
                """,
                new
                {
                    seq,
                    no,
                    batch = (long)batch,
                }
            );
            foreach (var record in rows)
            {
                if (order.Descending && record.Seq <= changedAfter)
                {
                    yield break;
                }
                yield return Step(record, ListOrder.SeqKey(record.Seq));
            }
            if (rows.Count < batch)
            {
                yield break;
            }
            (seq, no) = (rows[^1].Seq, rows[^1].EntityNo);
            batch = Math.Min(batch * 2, MaxBatch);
        }
    }

    /// <summary>Walks up to <see cref="ListLimits.Nearby"/> entities in order, then queries all matches for the next ones.</summary>
    private async IAsyncEnumerable<ListStep> NearbyThenAsync(
        IAsyncEnumerable<ListStep> nearby,
        Func<long, int, Task<IReadOnlyList<long>>> nextAsync
    )
    {
        var after = Start;
        var looked = 0;
        await foreach (var step in nearby)
        {
            after = Paging.Number(step.Cursor);
            looked++;
            yield return step;
        }
        if (looked < limits.Nearby)
        {
            yield break;
        }
        while (true)
        {
            var nos = await nextAsync(after, MaxBatch);
            var cost = AllCost;
            await foreach (var record in EntityRecords.RecordsAsync(connection, nos, FirstBatch))
            {
                if (record.EntityNo > upTo)
                {
                    yield break;
                }
                yield return Step(record, []) with
                {
                    Cost = EntityCost + cost,
                };
                cost = 0;
            }
            if (nos.Count < MaxBatch)
            {
                yield break;
            }
            after = nos[^1];
        }
    }

    /// <summary>
    /// Walks the zones that hold values of the range in order of creation, up to <see cref="ListLimits.Nearby"/> entities.
    /// </summary>
    private async IAsyncEnumerable<ListStep> InZonesAsync(ValueRange range)
    {
        var after = Start;
        var left = limits.Nearby;
        while (true)
        {
            var (stretches, all) = await ValueZones.NextAsync(connection, range, order.Descending, after);
            foreach (var (first, last) in stretches)
            {
                after = order.Descending ? Math.Min(after, last + 1) : Math.Max(after, first - 1);
                await foreach (var step in ByCreationAsync(after, order.Descending ? first : last, left))
                {
                    yield return step;
                    if (--left == 0)
                    {
                        yield break;
                    }
                }
                after = order.Descending ? first : last;
            }
            if (all)
            {
                yield break;
            }
        }
    }

    /// <param name="until">Last entity number, inclusive.</param>
    private async IAsyncEnumerable<ListStep> ByCreationAsync(long after, long until, long most)
    {
        var (beyond, way) = IndexPrefilter.Way(order.Descending);
        var ofType = query.EntityType is null ? "" : "and entity_type = @type";
        var (suggested, end) = (query.SuggestedType is null ? "" : "and suggested_type = @suggestedType", order.Descending ? ">=" : "<=");
        var batch = FirstBatch;
        while (most > 0)
        {
            var rows = await connection.QueryAsync<EntityRecord>(
                $"""
                select {EntityRecord.Columns} from entities
                where user_id = @user {ofType} {suggested} and entity_no {beyond} @after and entity_no {end} @until
                order by entity_no {way} limit @batch
                """,
                new
                {
                    type = query.EntityType,
                    suggestedType = query.SuggestedType,
                    after,
                    until,
                    batch = Math.Min(batch, most),
                }
            );
            foreach (var record in rows)
            {
                yield return Step(record, []);
            }
            if (rows.Count < Math.Min(batch, most))
            {
                yield break;
            }
            after = rows[^1].EntityNo;
            most -= rows.Count;
            batch = Math.Min(batch * 2, MaxBatch);
        }
    }

    /// <summary>Walks one field's values. An entity with several values is returned at the value that gives it its place.</summary>
    private async IAsyncEnumerable<ListStep> AlongAsync(ValueRange along, (byte[] Key, long No)? start, IReadOnlyList<ValueRange> ranges)
    {
        var (key, no) = start ?? (order.Descending ? (along.To, 0L) : (along.From, 0L));
        var (beyond, way) = IndexPrefilter.Way(order.Descending);
        var bound = order.Descending ? "value >= @from" : "value < @to";
        var beside = ranges.Where(r => r.IsPoint && r.FieldNo != along.FieldNo).ToList();
        // A scalar subquery per row: given EXISTS, PostgreSQL would gather every entity with the value.
        var fits = string.Concat(
            beside.Select(
                (_, i) =>
                    $" and (select 1 from entity_values b where b.user_id = v.user_id and b.field_no = @field{i} and b.value = @value{i} and b.entity_no = v.entity_no) = 1"
            )
        );
        var args = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["fieldNo"] = along.FieldNo,
            ["from"] = along.From,
            ["to"] = along.To,
        };
        for (var i = 0; i < beside.Count; i++)
        {
            (args[$"field{i}"], args[$"value{i}"]) = (beside[i].FieldNo, beside[i].From);
        }
        var sql = $"""
            select v.value, v.entity_no, case when true {fits} then 1 else 0 end as fits from entity_values v
            where v.user_id = @user and v.field_no = @fieldNo and (v.value, v.entity_no) {beyond} (@key, @no) and v.{bound}
            order by v.value {way}, v.entity_no {way} limit @batch
            """;
        var batch = FirstBatch;
        while (true)
        {
            (args["key"], args["no"], args["batch"]) = (key, no, (long)batch);
            var rows = await connection.QueryAsync<ValueRow>(sql, args);
            var records = await EntityRecords.ByNoAsync(connection, [.. rows.Where(r => r.Fits != 0).Select(r => r.EntityNo).Distinct()]);
            foreach (var row in rows)
            {
                var here =
                    row.Fits != 0 && records.TryGetValue(row.EntityNo, out var record) && (along.IsSingle || IsPlace(record, row.Value))
                        ? record
                        : null;
                yield return new ListStep(here, order.Cursor(row.Value, row.EntityNo), here is null ? 1 : EntityCost);
            }
            if (rows.Count < batch)
            {
                yield break;
            }
            (key, no) = (rows[^1].Value, rows[^1].EntityNo);
            batch = Math.Min(batch * 2, MaxBatch);
        }
    }

    private bool IsPlace(EntityRecord record, byte[] value) => order.Key(record).AsSpan().SequenceEqual(value);

    private ListStep Step(EntityRecord record, byte[] key) => new(record, order.Cursor(key, record.EntityNo), EntityCost);

    private sealed record ValueRow(byte[] Value, long EntityNo, long Fits);
}
