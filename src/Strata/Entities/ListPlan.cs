using System.Buffers.Binary;
using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;
using Strata.Search;

namespace Strata.Entities;

/// <summary>How one listing finds its candidates, and the conditions that each of them must meet.</summary>
internal sealed class ListPlan
{
    private const int Batch = 256;

    /// <summary>Up to so many matches an index's answer is gathered and put in order; more are met sooner by walking in order.</summary>
    private const int MaxGathered = 5_000;

    /// <summary>In place of the key of a value that is not there: greater than all keys.</summary>
    private static readonly byte[] Missing = [0xFF];

    private readonly IReadOnlyList<FilterTerm> _terms;
    private readonly EntityQuery _query;
    private readonly bool _descending;
    private readonly string _sort;
    private readonly long? _sortField;
    private readonly FieldKind _sortKind;
    private readonly SearchTerms? _text;
    private IReadOnlyList<long>? _gathered;

    private ListPlan(EntityQuery query, IReadOnlyList<FilterTerm> terms, string sort, bool descending, long? sortField, FieldKind sortKind)
    {
        _query = query;
        _terms = terms;
        _sort = sort;
        _descending = descending;
        _sortField = sortField;
        _sortKind = sortKind;
        _text = query.Text is { } text ? SearchTerms.Parse(text) : null;
    }

    /// <summary>Only entities touched after this ledger position.</summary>
    public long ChangedAfter { get; private set; }

    public static async Task<ListPlan> MakeAsync(UserConnection connection, EntityQuery query, ReadPoint point, SearchIndex search)
    {
        var schema = query.EntityType is { } type ? point.Schemas.Get(type) : null;
        var terms = query.Filters.Select(FilterTerm.Of).ToList();
        var sort = query.Sort ?? "created";
        var descending = sort.StartsWith('-');
        sort = sort.TrimStart('-');
        foreach (var field in terms.Select(t => t.Field).Append(sort is "created" or "updated" ? null : sort).OfType<string>())
        {
            if (schema is not null && !schema.Declares(field))
            {
                throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"{schema.EntityType} has no field '{field}'; it has: {string.Join(", ", schema.Fields.Keys.Order(StringComparer.Ordinal))}."
                );
            }
        }
        long? sortField = null;
        if (sort is not ("created" or "updated"))
        {
            sortField = schema is null
                ? throw new StrataException(ErrorCode.InvalidContent, "To sort by a field, name the entity type too.")
                : point.Schemas.FieldNo(schema.EntityType, sort);
        }
        var plan = new ListPlan(query, terms, sort, descending, sortField, schema is null ? FieldKind.Any : Kind(schema, sort))
        {
            ChangedAfter = query.ChangedSince is { } since ? await ReadPoint.SeqAsync(connection, since, "changed_since") : 0,
        };
        plan._gathered = await plan.GatherAsync(connection, point, search);
        return plan;
    }

    public bool Matches(FieldList fields, SchemaDefinition schema)
    {
        foreach (var term in _terms)
        {
            if (!term.Matches(fields, Kind(schema, term.Field)))
            {
                return false;
            }
        }
        return _text is null || _text.Matches(fields);
    }

    /// <summary>Candidates in the order of the listing, each with the cursor that goes on after it.</summary>
    public IAsyncEnumerable<(EntityRecord Record, string Cursor)> CandidatesAsync(UserConnection connection) =>
        _gathered is not null ? GatheredAsync(connection, _gathered)
        : _sortField is { } field ? ByFieldAsync(connection, field)
        : string.Equals(_sort, "updated", StringComparison.Ordinal) ? ByChangeAsync(connection)
        : ByCreationAsync(connection);

    private static FieldKind Kind(SchemaDefinition schema, string field) =>
        schema.Fields.TryGetValue(field, out var declared) ? declared.Kind : FieldKind.Any;

    /// <summary>All candidates from the most selective index, where they are few; null: walk in order instead.</summary>
    private async Task<IReadOnlyList<long>?> GatherAsync(UserConnection connection, ReadPoint point, SearchIndex search)
    {
        // Indexes hold the present, and not the entities that were merged away.
        if (!point.IsNow || _query.IncludeMerged)
        {
            return null;
        }
        var best = _text is null ? null : await search.MatchEntitiesAsync(connection, _text, MaxGathered);
        foreach (var term in _terms)
        {
            if (await TermAsync(connection, term, point.Schemas) is { } found && (best is null || found.Count < best.Count))
            {
                best = found;
            }
        }
        return best;
    }

    private async Task<IReadOnlyList<long>?> TermAsync(UserConnection connection, FilterTerm term, SchemaSet schemas)
    {
        var found = new List<long>();
        foreach (var schema in _query.EntityType is { } type ? [schemas.Get(type)] : schemas.All)
        {
            if (!schema.Fields.TryGetValue(term.Field, out var field) || schemas.FieldNo(schema.EntityType, term.Field) is not { } fieldNo)
            {
                continue;
            }
            if (field.Kind is FieldKind.Any or FieldKind.Array or FieldKind.Object || term.Range(field.Kind) is not { } range)
            {
                return null;
            }
            found.AddRange(
                await connection.QueryAsync<long>(
                    """
                    select entity_no from entity_values
                    where user_id = @user and field_no = @fieldNo and value >= @from and value < @to
                    limit @max
                    """,
                    new
                    {
                        fieldNo,
                        from = range.From,
                        to = range.To,
                        max = (long)MaxGathered + 1,
                    }
                )
            );
            if (found.Count > MaxGathered)
            {
                return null;
            }
        }
        return [.. found.Distinct()];
    }

    private async IAsyncEnumerable<(EntityRecord, string)> GatheredAsync(UserConnection connection, IReadOnlyList<long> nos)
    {
        if (_sortField is null && !string.Equals(_sort, "updated", StringComparison.Ordinal))
        {
            var after = Paging.Number(_query.Cursor, _descending ? long.MaxValue : 0);
            var ordered = _descending
                ? nos.Where(n => n < after).OrderDescending().ToList()
                : nos.Where(n => n > after).Order().ToList();
            await foreach (var record in EntityListing.RecordsAsync(connection, ordered))
            {
                yield return (record, Number(record.EntityNo));
            }
            yield break;
        }
        var keyed = new List<(byte[] Key, EntityRecord Record)>();
        await foreach (var record in EntityListing.RecordsAsync(connection, [.. nos.Order()]))
        {
            keyed.Add((SortKey(record), record));
        }
        keyed.Sort((a, b) => InOrder((a.Key, a.Record.EntityNo), (b.Key, b.Record.EntityNo)));
        var start = _query.Cursor is null ? ((byte[], long)?)null : Paging.Read(_query.Cursor);
        foreach (var (key, record) in keyed)
        {
            if (start is null || InOrder((key, record.EntityNo), start.Value) > 0)
            {
                yield return (record, Paging.Write(key, record.EntityNo));
            }
        }
    }

    private byte[] SortKey(EntityRecord record)
    {
        if (_sortField is null)
        {
            return SeqKey(record.Seq);
        }
        var json = FieldList.Parse(record.Fields)[_sort];
        return json is null || json[0] is '{' or '[' ? Missing : ValueKey.Of(_sortKind, json);
    }

    /// <summary>The order of the listing: entities without a value come last either way.</summary>
    private int InOrder((byte[] Key, long No) a, (byte[] Key, long No) b)
    {
        var (without, others) = (IsMissing(a.Key), IsMissing(b.Key));
        return without || others
            ? without && others ? a.No.CompareTo(b.No) : without.CompareTo(others)
            : _descending ? Compare(b, a) : Compare(a, b);
    }

    private static bool IsMissing(byte[] key) => key.AsSpan().SequenceEqual(Missing);

    /// <summary>In the order of a field's values; entities without one come last.</summary>
    private async IAsyncEnumerable<(EntityRecord, string)> ByFieldAsync(UserConnection connection, long fieldNo)
    {
        var (key, no) = _query.Cursor is null ? (_descending ? Missing : [], _descending ? long.MaxValue : 0L) : Paging.Read(_query.Cursor);
        var (beyond, order) = _descending ? ("<", "desc") : (">", "asc");
        var inMissing = _query.Cursor is not null && IsMissing(key);
        var seen = new HashSet<long>();
        while (!inMissing)
        {
            var rows = await connection.QueryAsync<ValueRow>(
                $"""
                select value, entity_no from entity_values
                where user_id = @user and field_no = @fieldNo and (value, entity_no) {beyond} (@key, @no)
                order by value {order}, entity_no {order} limit @batch
                """,
                new
                {
                    fieldNo,
                    key,
                    no,
                    batch = (long)Batch,
                }
            );
            var keys = rows.ToLookup(r => r.EntityNo, r => r.Value);
            await foreach (var record in EntityListing.RecordsAsync(connection, [.. rows.Select(r => r.EntityNo).Where(seen.Add)]))
            {
                yield return (record, Paging.Write(keys[record.EntityNo].First(), record.EntityNo));
            }
            if (rows.Count < Batch)
            {
                break;
            }
            (key, no) = (rows[^1].Value, rows[^1].EntityNo);
        }
        no = inMissing ? no : 0;
        while (true)
        {
            var rows = await connection.QueryAsync<EntityRecord>(
                $"""
                select {EntityRecord.Columns} from entities e
                where user_id = @user and entity_type = @type and entity_no > @no and not exists (
                    select 1 from entity_values v where v.user_id = e.user_id and v.field_no = @fieldNo and v.entity_no = e.entity_no)
                order by entity_no limit @batch
                """,
                new
                {
                    type = _query.EntityType,
                    no,
                    fieldNo,
                    batch = (long)Batch,
                }
            );
            foreach (var record in rows)
            {
                yield return (record, Paging.Write(Missing, record.EntityNo));
            }
            if (rows.Count < Batch)
            {
                yield break;
            }
            no = rows[^1].EntityNo;
        }
    }

    /// <summary>In the order of creation.</summary>
    private async IAsyncEnumerable<(EntityRecord, string)> ByCreationAsync(UserConnection connection)
    {
        var after = Paging.Number(_query.Cursor, _descending ? long.MaxValue : 0);
        var (beyond, order) = _descending ? ("<", "desc") : (">", "asc");
        while (true)
        {
            var rows = await connection.QueryAsync<EntityRecord>(
                $"""
                select {EntityRecord.Columns} from entities
                where user_id = @user {OfType} and entity_no {beyond} @after
                order by entity_no {order} limit @batch
                """,
                new
                {
                    type = _query.EntityType,
                    after,
                    batch = (long)Batch,
                }
            );
            foreach (var record in rows)
            {
                yield return (record, Number(record.EntityNo));
            }
            if (rows.Count < Batch)
            {
                yield break;
            }
            after = rows[^1].EntityNo;
        }
    }

    /// <summary>In the order of the last change; one decision may have changed many at once.</summary>
    private async IAsyncEnumerable<(EntityRecord, string)> ByChangeAsync(UserConnection connection)
    {
        var (seq, no) = _descending ? (long.MaxValue, long.MaxValue) : (ChangedAfter, long.MaxValue);
        if (_query.Cursor is not null)
        {
            (var key, no) = Paging.Read(_query.Cursor);
            seq = key.Length == sizeof(long) ? BinaryPrimitives.ReadInt64BigEndian(key) : throw Paging.Refused();
        }
        var (beyond, order) = _descending ? ("<", "desc") : (">", "asc");
        while (true)
        {
            var rows = await connection.QueryAsync<EntityRecord>(
                $"""
                select {EntityRecord.Columns} from entities
                where user_id = @user {OfType} and (seq, entity_no) {beyond} (@seq, @no)
                order by seq {order}, entity_no {order} limit @batch
                """,
                new
                {
                    type = _query.EntityType,
                    seq,
                    no,
                    batch = (long)Batch,
                }
            );
            foreach (var record in rows)
            {
                yield return (record, Paging.Write(SeqKey(record.Seq), record.EntityNo));
            }
            if (rows.Count < Batch)
            {
                yield break;
            }
            (seq, no) = (rows[^1].Seq, rows[^1].EntityNo);
        }
    }

    private string OfType => _query.EntityType is null ? "" : "and entity_type = @type";

    private static byte[] SeqKey(long seq)
    {
        var key = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(key, seq);
        return key;
    }

    private static int Compare((byte[] Key, long No) a, (byte[] Key, long No) b)
    {
        var order = a.Key.AsSpan().SequenceCompareTo(b.Key);
        return order != 0 ? order : a.No.CompareTo(b.No);
    }

    private static string Number(long no) => no.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private sealed record ValueRow(byte[] Value, long EntityNo);
}
