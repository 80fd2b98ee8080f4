using Strata.Database;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

internal sealed partial class Timeline
{
    /// <summary>Most entities that recur, and most occurrences computed, per page.</summary>
    private const int MaxRecurring = 10_000;
    private const int MaxOccurrences = 1_000_000;

    private static readonly HashSet<string> None = [];

    /// <summary>Returns what recurs now.</summary>
    private static async Task<List<Recurring>> RecurringAsync(
        UserConnection connection,
        List<(SchemaDefinition Schema, SchemaField Field, long FieldNo)> fields,
        SchemaSet schemas
    )
    {
        var rules = fields
            .Select(f => f.Schema)
            .Distinct()
            .Select(s => s.Of(FieldRole.Recurrence) is { } rule ? schemas.FieldNo(s.EntityType, rule.Name) : null)
            .OfType<long>()
            .ToList();
        if (rules.Count == 0)
        {
            return [];
        }
        var rows = await connection.QueryAsync<EntityRecord>(
            $"""
            select {EntityRecord.Columns} from entities where user_id = @user and state = 0 and parent_no is null and entity_no in (
                select entity_no from entity_values where user_id = @user and field_no IN_LIST(@rules)
            )
            order by entity_no limit @limit
            """,
            new { rules, limit = MaxRecurring + 1L }
        );
        return rows.Count > MaxRecurring
            ? throw TooMany($"at most {MaxRecurring} entities that recur")
            : [.. rows.SelectMany(row => Recurrings(row, FieldList.Parse(row.Fields), fields))];
    }

    private static IEnumerable<Recurring> Recurrings(
        EntityRecord record,
        FieldList values,
        List<(SchemaDefinition Schema, SchemaField Field, long FieldNo)> fields
    )
    {
        var own = fields.Where(f => string.Equals(f.Schema.EntityType, record.EntityType, StringComparison.Ordinal)).ToList();
        if (own.Count > 0 && RecurringSeries.Of(values, own[0].Schema) is { } series)
        {
            yield return new(record, values, own[0].Schema, series, NoOf(FieldRole.Start), NoOf(FieldRole.End));
        }

        long? NoOf(FieldRole role) => own.Where(f => f.Field.Role == role).Select(f => (long?)f.FieldNo).FirstOrDefault();
    }

    /// <summary>Adds the ids of occurrences that have an entity of their own, for series with an occurrence in the window.</summary>
    private static async Task<List<Recurring>> WithChangedAsync(
        UserConnection connection,
        List<Recurring> recurring,
        Window window,
        SchemaSet schemas
    )
    {
        var with = new List<Recurring>(recurring.Count);
        foreach (var r in recurring)
        {
            with.Add(
                r.Series.Id is { } id
                && r.Schema.Of(FieldRole.ExternalId) is { } field
                && Occurrences([r], window with { Limit = 0 }).Count > 0
                    ? r with
                    {
                        Changed = await ChangedAsync(connection, id, field, schemas.FieldNo(r.Schema.EntityType, field.Name) ?? 0),
                    }
                    : r
            );
        }
        return with;
    }

    private static async Task<IReadOnlySet<string>> ChangedAsync(UserConnection connection, string id, SchemaField field, long fieldNo)
    {
        var fields = await connection.QueryAsync<string>(
            """
            select e.fields from entity_values v
            join entities e on e.user_id = v.user_id and e.entity_no = v.entity_no and e.state = 0 and e.parent_no is null
            where v.user_id = @user and v.field_no = @fieldNo and v.value >= @first and v.value <= @last limit @limit
            """,
            new
            {
                fieldNo,
                first = ValueKey.Of(FieldKind.String, JsonText.String(id + "/")),
                last = ValueKey.Of(FieldKind.String, JsonText.String(id + "0")),
                limit = (long)MaxRecurring,
            }
        );
        return fields
            .Select(values => FieldList.Parse(values)[field.Name])
            .OfType<string>()
            .Select(JsonText.Plain)
            .ToHashSet(StringComparer.Ordinal);
    }

    private static string? IdOf(EntityState state) =>
        state.Schema.Of(FieldRole.ExternalId) is { } field && state.Fields[field.Name] is { } json ? JsonText.Plain(json) : null;

    /// <summary>Returns where occurrences end if the query names no end: the same whenever it is read at that point.</summary>
    private static async Task<byte[]> HorizonAsync(UserConnection connection, TimelineQuery query, ReadPoint point)
    {
        var written = await connection.QueryFirstOrDefaultAsync<long>(
            """
            select coalesce(max(recorded_at), 0) from (
                select * from (select recorded_at from observations where user_id = @user and seq <= @seq order by seq desc limit 1) as o
                union all
                select * from (select recorded_at from decisions where user_id = @user and seq <= @seq order by seq desc limit 1) as d
            ) as w
            """,
            new { seq = point.Seq }
        );
        var last = UnixTime.Time(written);
        var from =
            query.From is not { } text ? last
            : TimeBound.Day(text) is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)
            : Moment.Parse("from", text);
        var later = from > last ? from : last;
        return later.Year < 9_000 ? Key(later.AddYears(1)) : [0x31];
    }

    /// <summary>Returns the occurrences after the first of what recurs: of each, enough to complete the page.</summary>
    private static List<Entry> Occurrences(List<Recurring> recurring, Window window)
    {
        var (entries, computed) = (new List<Entry>(), 0);
        var earliest =
            window.After is { } cursor && cursor.Key.AsSpan().SequenceCompareTo(window.From) > 0 ? DayOf(cursor.Key) : DayOf(window.From);
        foreach (var r in recurring)
        {
            var taken = 0;
            foreach (var (start, end) in r.Series.After(earliest, r.Changed))
            {
                if (++computed > MaxOccurrences)
                {
                    throw TooMany($"at most {MaxOccurrences} occurrences");
                }
                if (taken > window.Limit || KeyOf(start).AsSpan().SequenceCompareTo(window.To) >= 0)
                {
                    break;
                }
                var added = Add(r, FieldRole.Start, r.StartNo, start);
                added = (end is not null && Add(r, FieldRole.End, r.EndNo, end)) || added;
                taken += added ? 1 : 0;
            }
        }
        return entries;

        bool Add(Recurring r, FieldRole role, long? fieldNo, string at)
        {
            if (fieldNo is not { } no || r.Schema.Of(role) is not { } field)
            {
                return false;
            }
            var (key, position) = (KeyOf(at), Position(r.Record.EntityNo, no));
            if (!Within(key, window.From, window.To) || (window.After is { } a && Compare(key, position, a.Key, a.No) <= 0))
            {
                return false;
            }
            entries.Add(new Entry(key, position, Event(r.Record.EntityId, r.Values, r.Schema, field) with { At = at, Recurs = true }));
            return true;
        }
    }

    private static byte[] KeyOf(string at) => ValueKey.Of(FieldKind.DateTime, JsonText.String(at));

    /// <summary>Returns a local day that is no later than the key's moment anywhere.</summary>
    private static DateTime DayOf(byte[] key)
    {
        const int tag = 1;
        const int length = 10;
        return
            key.Length >= tag + length
            && DateTime.TryParseExact(
                Encoding.ASCII.GetString(key, tag, length),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
            && day.Year > 1
            ? day.AddDays(-1)
            : DateTime.MinValue;
    }

    private static StrataException TooMany(string limit) =>
        new(ErrorCode.InvalidContent, $"A timeline expands {limit}, and there are more: name an entity or a type, or a later 'from'.");

    /// <param name="After">Cursor of the page.</param>
    private sealed record Window(byte[] From, byte[] To, (byte[] Key, long No)? After, int Limit);

    /// <param name="StartNo">Number of the temporal field with the start; null if it is not asked for.</param>
    private sealed record Recurring(
        EntityRecord Record,
        FieldList Values,
        SchemaDefinition Schema,
        RecurringSeries Series,
        long? StartNo,
        long? EndNo
    )
    {
        /// <summary>Ids of changed occurrences, of this series and perhaps others.</summary>
        public IReadOnlySet<string> Changed { get; init; } = None;
    }
}
