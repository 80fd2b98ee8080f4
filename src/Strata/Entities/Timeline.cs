using Strata.Database;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>
/// The temporal fields of entities in order of their dates. What recurs is expanded up to the end of the query; without one, to a year after
/// its start or the last write before the read point, whichever is later.
/// </summary>
internal sealed partial class Timeline(EntityReader reader)
{
    private const int Batch = 256;

    /// <summary>Most entities of the past that can be sorted by date, as each one must be looked at.</summary>
    private const int MaxPast = 10_000;

    public async Task<Page<TimelineEvent>> ListAsync(UserConnection connection, TimelineQuery query, ReadPoint point)
    {
        var limit = Paging.Limit(query.Limit);
        var (from, to) = Bounds(query);
        var fields = Fields(query, point.Schemas);
        var (events, recurring) =
            query.EntityId is { } id ? await OfEntityAsync(connection, id, fields, point)
            : point.IsNow ? (await NowAsync(connection, query, fields, limit), await RecurringAsync(connection, fields, point.Schemas))
            : await PastAsync(connection, fields, point);
        var start = query.Cursor is null ? ((byte[] Key, long No)?)null : Paging.Read(query.Cursor);
        if (recurring.Count > 0)
        {
            var last = query.To is null ? await HorizonAsync(connection, query, point) : to;
            var window = new Window(from, last, start, limit);
            events.AddRange(
                Occurrences(point.IsNow ? await WithChangedAsync(connection, recurring, window, point.Schemas) : recurring, window)
            );
        }
        var ordered = events
            .Where(e => Within(e.Key, from, to))
            .OrderBy(e => e, Order)
            .SkipWhile(e => start is { } s && Compare(e.Key, e.Position, s.Key, s.No) <= 0)
            .Take(limit + 1)
            .ToList();
        var shown = ordered.Take(limit).Select(e => e.Event).ToList();
        var titles = await FileTitles.OfAsync(connection, shown.Where(e => e.Title is null).Select(e => e.EntityId));
        return new Page<TimelineEvent>(
            [.. shown.Select(e => e.Title is null ? e with { Title = FileTitles.Of(titles, e.EntityId) } : e)],
            ordered.Count > limit ? Paging.Write(ordered[limit - 1].Key, ordered[limit - 1].Position) : null
        );
    }

    private static List<(SchemaDefinition Schema, SchemaField Field, long FieldNo)> Fields(TimelineQuery query, SchemaSet schemas) =>
        [
            .. (query.EntityType is { } type ? [schemas.Get(type)] : schemas.All).SelectMany(s =>
                s.Fields.Values.Where(f => f.Temporal)
                    .OrderBy(f => f.Name, StringComparer.Ordinal)
                    .Select(f => (s, f, schemas.FieldNo(s.EntityType, f.Name) ?? 0))
            ),
        ];

    private async Task<(List<Entry> Entries, List<Recurring> Recurring)> OfEntityAsync(
        UserConnection connection,
        string entityId,
        List<(SchemaDefinition Schema, SchemaField Field, long FieldNo)> fields,
        ReadPoint point
    )
    {
        var state = await reader.StateAsync(connection, entityId, point);
        var recurring = Recurrings(state.Record, state.Fields, fields).ToList();
        if (recurring.Count > 0 && !point.IsNow)
        {
            var (_, all) = await PastAsync(connection, [.. fields.Where(f => f.Schema.EntityType == state.Record.EntityType)], point);
            recurring = [.. all.Where(r => r.Record.EntityNo == state.Record.EntityNo)];
        }
        return ([.. Entries(state.Record, state.Fields, fields)], recurring);
    }

    /// <summary>Reads each field's index from the start of the page, enough of each to complete the page.</summary>
    private static async Task<List<Entry>> NowAsync(
        UserConnection connection,
        TimelineQuery query,
        List<(SchemaDefinition Schema, SchemaField Field, long FieldNo)> fields,
        int limit
    )
    {
        var (from, to) = Bounds(query);
        if (query.Cursor is not null)
        {
            from = Paging.Read(query.Cursor).Key;
        }
        var entries = new List<Entry>();
        foreach (var (schema, field, fieldNo) in fields)
        {
            var (key, no, taken) = (from, 0L, 0);
            while (taken <= limit)
            {
                var rows = await connection.QueryAsync<ValueRow>(
                    """
                    select v.value, v.entity_no, e.entity_id, e.fields from entity_values v
                    join entities e on e.user_id = v.user_id and e.entity_no = v.entity_no and e.state = 0 and e.parent_no is null
                    where v.user_id = @user and v.field_no = @fieldNo and (v.value, v.entity_no) > (@key, @no) and v.value < @to
                    order by v.value, v.entity_no limit @batch
                    """,
                    new
                    {
                        fieldNo,
                        key,
                        no,
                        to,
                        batch = (long)Batch,
                    }
                );
                foreach (var row in rows)
                {
                    var values = FieldList.Parse(row.Fields);
                    var entry = new Entry(row.Value, Position(row.EntityNo, fieldNo), Event(row.EntityId, values, schema, field));
                    if (query.Cursor is null || Compare(entry.Key, entry.Position, from, Paging.Read(query.Cursor).No) > 0)
                    {
                        entries.Add(entry);
                        taken++;
                    }
                }
                if (rows.Count < Batch)
                {
                    break;
                }
                (key, no) = (rows[^1].Value, rows[^1].EntityNo);
            }
        }
        return entries;
    }

    private async Task<(List<Entry> Entries, List<Recurring> Recurring)> PastAsync(
        UserConnection connection,
        List<(SchemaDefinition Schema, SchemaField Field, long FieldNo)> fields,
        ReadPoint point
    )
    {
        var (entries, recurring, ids) = (new List<Entry>(), new List<Recurring>(), new HashSet<string>(StringComparer.Ordinal));
        var types = fields.Select(f => f.Schema.EntityType).Distinct(StringComparer.Ordinal).ToList();
        long after = 0;
        for (var looked = 0; ; looked += Batch)
        {
            if (looked > MaxPast)
            {
                throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"A timeline of the past covers at most {MaxPast} entities with dates, and there are more: name an entity or a type, or read the present."
                );
            }
            var rows = await connection.QueryAsync<EntityRecord>(
                $"""
                select {EntityRecord.Columns} from entities
                where user_id = @user and entity_no > @after and entity_no <= @seq and entity_type IN_LIST(@types)
                order by entity_no limit @batch
                """,
                new
                {
                    after,
                    seq = point.Seq,
                    types,
                    batch = (long)Batch,
                }
            );
            var states = await reader.FindStatesAsync(connection, rows, point);
            foreach (var record in rows)
            {
                if (states.TryGetValue(record.EntityNo, out var state) && !state.Deleted && state.Record.EntityNo == record.EntityNo)
                {
                    entries.AddRange(Entries(state.Record, state.Fields, fields));
                    recurring.AddRange(Recurrings(state.Record, state.Fields, fields));
                    ids.UnionWith(IdOf(state) is { } own ? [own] : []);
                }
            }
            if (rows.Count < Batch)
            {
                return (entries, recurring.ConvertAll(r => r with { Changed = ids }));
            }
            after = rows[^1].EntityNo;
        }
    }

    private static IEnumerable<Entry> Entries(
        EntityRecord record,
        FieldList values,
        List<(SchemaDefinition Schema, SchemaField Field, long FieldNo)> fields
    )
    {
        foreach (var (schema, field, fieldNo) in fields)
        {
            if (
                string.Equals(schema.EntityType, record.EntityType, StringComparison.Ordinal)
                && values[field.Name] is { } json
                && json[0] == '"'
            )
            {
                yield return new Entry(
                    ValueKey.Of(field.Kind, json),
                    Position(record.EntityNo, fieldNo),
                    Event(record.EntityId, values, schema, field)
                );
            }
        }
    }

    private static TimelineEvent Event(string entityId, FieldList values, SchemaDefinition schema, SchemaField field) =>
        new(JsonText.Plain(values[field.Name] ?? "\"\""), entityId, schema.EntityType, schema.TitleOf(values.ToElements()), field.Name);

    /// <summary>Combines entity and field into one number, so that events at the same time have an order that cursors can name.</summary>
    private static long Position(long entityNo, long fieldNo) => (entityNo << 16) | (fieldNo & 0xFFFF);

    private static (byte[] From, byte[] To) Bounds(TimelineQuery query) =>
        (
            query.From is { } from ? (TimeBound.Day(from) is { } first ? Key(first) : Key(Moment.Parse("from", from))) : [0x30],
            query.To is not { } to ? [0x31]
            : TimeBound.Day(to) is not { } last ? Key(Moment.Parse("to", to))
            : last == DateOnly.MaxValue ? [0x31]
            : Key(last.AddDays(1))
        );

    // A date without a time sorts before all times of its day, so the key of a date divides it from the day before.
    private static byte[] Key(DateOnly day) => Key(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));

    private static byte[] Key(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        var text =
            utc.TimeOfDay == TimeSpan.Zero
                ? utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : utc.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        return ValueKey.Of(FieldKind.String, JsonText.String(text));
    }

    private static bool Within(byte[] key, byte[] from, byte[] to) =>
        key.AsSpan().SequenceCompareTo(from) >= 0 && key.AsSpan().SequenceCompareTo(to) < 0;

    private static readonly Comparer<Entry> Order = Comparer<Entry>.Create((a, b) => Compare(a.Key, a.Position, b.Key, b.Position));

    private static int Compare(byte[] aKey, long aNo, byte[] bKey, long bNo)
    {
        var order = aKey.AsSpan().SequenceCompareTo(bKey);
        return order != 0 ? order : aNo.CompareTo(bNo);
    }

    private sealed record Entry(byte[] Key, long Position, TimelineEvent Event);

    private sealed record ValueRow(byte[] Value, long EntityNo, string EntityId, string Fields);
}
