using Strata.Database;
using Strata.Indexing;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>How far a listing has come: an entity that may match, or only a place.</summary>
/// <param name="Cursor">Goes on after this step.</param>
/// <param name="Cost">What it took to get here, where looking at one entity is <see cref="ListWalk.EntityCost"/>.</param>
internal readonly record struct ListStep(EntityRecord? Record, string Cursor, int Cost);

/// <summary>The ways to walk candidates in the order of a listing. Each reads a little, and more the longer nothing fits.</summary>
/// <param name="changedAfter">Entities touched no later than this ledger position are not asked for.</param>
/// <param name="upTo">Nor are those that came later than this one.</param>
internal sealed class ListWalk(
    UserConnection connection,
    EntityQuery query,
    ListOrder order,
    ListLimits limits,
    long changedAfter,
    long upTo
)
{
    /// <summary>Reading and looking at one entity, in units of one row of an index.</summary>
    public const int EntityCost = 4;

    private const int MaxBatch = 4_096;

    /// <summary>About what it costs to look at all matches of a condition among a million entities.</summary>
    private const int AllCost = 40_000;

    /// <summary>The entity after which a listing by creation goes on.</summary>
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

    /// <summary>The given entities, put in order.</summary>
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

    /// <summary>In the order of creation.</summary>
    public IAsyncEnumerable<ListStep> ByCreationAsync() => ByCreationAsync(Start, order.Descending ? 0 : upTo, long.MaxValue);

    /// <summary>In the order of a field's values; entities without one come last, and so do those that the index does not hold.</summary>
    /// <param name="ranges">
    /// Conditions on fields: one on this field bounds the walk, single values of others are looked up beside it.
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
                Cursor = inMissing ? ListOrder.CreationCursor(start!.Value.No) : null, // it is, where it lies in what is missing
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

    /// <summary>In the order of creation, of those that have one value of a field: they stand in that order in its index.</summary>
    public IAsyncEnumerable<ListStep> OfPointAsync(ValueRange point, IReadOnlyList<ValueRange> ranges) =>
        AlongAsync(point, order.Place(query.Cursor) is { } start ? (point.From, start.No) : null, ranges);

    /// <summary>In the order of creation, of those within ranges of values.</summary>
    public IAsyncEnumerable<ListStep> OfRangesAsync(FieldCondition condition) =>
        NearbyThenAsync(
            condition.Ranges is [{ IsSingle: true } range]
                ? InZonesAsync(range)
                : ByCreationAsync(Start, order.Descending ? 0 : upTo, limits.Nearby),
            (after, most) => IndexPrefilter.NextAsync(connection, condition, order.Descending, after, most)
        );

    /// <summary>In the order of creation, of those that were touched.</summary>
    public IAsyncEnumerable<ListStep> ChangedAsync() =>
        NearbyThenAsync(
            ByCreationAsync(Start, order.Descending ? 0 : upTo, limits.Nearby),
            (after, most) => IndexPrefilter.NextChangedAsync(connection, changedAfter, order.Descending, after, most)
        );

    /// <summary>In the order of the last change; one decision may have changed many at once.</summary>
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

    /// <summary>Looks at entities in order for a while, and then at all matches for the next ones.</summary>
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

    /// <summary>In the order of creation where values of the range lie, for a while.</summary>
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

    /// <param name="until">The last number to look at.</param>
    private async IAsyncEnumerable<ListStep> ByCreationAsync(long after, long until, long most)
    {
        var (beyond, way) = IndexPrefilter.Way(order.Descending);
        var (ofType, end) = (query.EntityType is null ? "" : "and entity_type = @type", order.Descending ? ">=" : "<=");
        var batch = FirstBatch;
        while (most > 0)
        {
            var rows = await connection.QueryAsync<EntityRecord>(
                $"""
                select {EntityRecord.Columns} from entities
                where user_id = @user {ofType} and entity_no {beyond} @after and entity_no {end} @until
                order by entity_no {way} limit @batch
                """,
                new
                {
                    type = query.EntityType,
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

    /// <summary>Along one field's values. Of several values of an entity the one that gives it its place counts.</summary>
    private async IAsyncEnumerable<ListStep> AlongAsync(ValueRange along, (byte[] Key, long No)? start, IReadOnlyList<ValueRange> ranges)
    {
        var (key, no) = start ?? (order.Descending ? (along.To, 0L) : (along.From, 0L));
        var (beyond, way) = IndexPrefilter.Way(order.Descending);
        var bound = order.Descending ? "value >= @from" : "value < @to";
        var beside = ranges.Where(r => r.IsPoint && r.FieldNo != along.FieldNo).ToList();
        // Looked up row by row: given EXISTS, PostgreSQL would rather gather all that have the value.
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
