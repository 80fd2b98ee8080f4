using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;
using Strata.Search;

namespace Strata.Entities;

/// <summary>
/// Lists entities. An ordered stream of candidates comes from the index that suits the question; every candidate is checked
/// against all conditions, so an index only has to be complete, never exact.
/// </summary>
internal sealed class EntityListing(EntityReader reader, SearchIndex search)
{
    private const int Batch = 256;

    public async Task<Page<EntityView>> ListAsync(UserConnection connection, EntityQuery query, ReadPoint point)
    {
        var limit = Paging.Limit(query.Limit);
        var plan = await ListPlan.MakeAsync(connection, query, point, search);
        var items = new List<EntityView>(Math.Min(limit, 256));
        string? last = null;
        string? next = null;
        await foreach (var (record, cursor) in plan.CandidatesAsync(connection))
        {
            if (items.Count == limit)
            {
                next = last;
                break;
            }
            if (await CheckAsync(connection, record, query, plan, point) is { } view)
            {
                items.Add(view);
                last = cursor;
            }
        }
        return new Page<EntityView>(point.IsNow && items.Count > 0 ? await EntityReader.WithMergedAsync(connection, items) : items, next);
    }

    private async Task<EntityView?> CheckAsync(
        UserConnection connection,
        EntityRecord record,
        EntityQuery query,
        ListPlan plan,
        ReadPoint point
    )
    {
        EntityRecord shown;
        FieldList fields;
        SchemaDefinition schema;
        EntityState? past = null;
        string? mergedInto = null;
        if (point.IsNow)
        {
            if (
                (record.IsMerged && !query.IncludeMerged)
                || (record.State == EntityRecord.Deleted && !query.IncludeDeleted)
            )
            {
                return null;
            }
            (shown, fields, schema) = (record, FieldList.Parse(record.Fields), point.Schemas.Get(record.EntityType));
        }
        else
        {
            past = await reader.FindStateAsync(connection, record, point);
            if (
                past is null
                || (past.Record.EntityNo != record.EntityNo && !query.IncludeMerged)
                || (past.Deleted && !query.IncludeDeleted)
            )
            {
                return null;
            }
            if (past.Record.EntityNo != record.EntityNo)
            {
                mergedInto = past.Record.EntityId;
                past = await EntityReader.PastAsync(connection, record, point) ?? past;
            }
            (shown, fields, schema) = (past.Record, past.Fields, past.Schema);
        }
        if (query.EntityType is { } type && !string.Equals(type, shown.EntityType, StringComparison.Ordinal))
        {
            return null;
        }
        if (shown.Seq <= plan.ChangedAfter || !plan.Matches(fields, schema))
        {
            return null;
        }
        if (past is not null)
        {
            var seen = await EntityReader.ViewAsync(connection, past);
            return mergedInto is null ? seen : seen with { State = "merged", MergedInto = mergedInto };
        }
        var view = EntityReader.View(shown, fields, schema);
        return record.IsMerged ? view with { MergedInto = await IdOfAsync(connection, record.RootNo) } : view;
    }

    private static async Task<string> IdOfAsync(UserConnection connection, long entityNo) =>
        (await EntityReader.RecordAsync(connection, entityNo)).EntityId;

    /// <summary>Entities that have the identifier as their id, as the key of a rule, or as the value of a field that takes part in one.</summary>
    public async Task<IReadOnlyList<EntityView>> FindAsync(
        UserConnection connection,
        string identifier,
        string? entityType,
        ReadPoint point
    )
    {
        if (identifier.Length is 0 or > 1000)
        {
            throw new StrataException(ErrorCode.InvalidContent, "An identifier has 1 to 1000 characters.");
        }
        var value = JsonText.Element(JsonText.String(identifier));
        var definitions = entityType is null ? point.Schemas.All : [point.Schemas.Get(entityType)];
        var keys = definitions
            .SelectMany(s =>
                s.Identity.Where(r => r.Fields.Count == 1).Select(r => r.KeyOf(_ => value) is { } key ? EntityKeys.Stored(s.EntityType, key) : null)
            )
            .OfType<string>()
            .ToList();
        var records = await connection.QueryAsync<EntityRecord>(
            $"""
            select {EntityRecord.Columns} from entities
            where user_id = @user and (entity_id = @identifier
                or entity_no in (select entity_no from entity_keys where user_id = @user and key IN_LIST(@keys))
                or entity_no in (select entity_no from entity_values where user_id = @user and field_no IN_LIST(@fieldNos) and value = @text))
            order by entity_no limit 200
            """,
            new
            {
                identifier,
                keys,
                fieldNos = definitions
                    .SelectMany(s => s.Identity.SelectMany(r => r.Fields).Select(f => point.Schemas.FieldNo(s.EntityType, f.Field)))
                    .OfType<long>()
                    .Distinct()
                    .ToList(),
                text = ValueKey.Of(FieldKind.String, JsonText.String(identifier)),
            }
        );
        var found = new Dictionary<string, EntityView>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            if (await reader.FindStateAsync(connection, record, point) is { Deleted: false } state)
            {
                found.TryAdd(state.Record.EntityId, await EntityReader.ViewAsync(connection, state));
            }
        }
        return [.. found.Values];
    }

    /// <summary>Reads the rows of an ordered list of entity numbers in batches, keeping the order.</summary>
    internal static async IAsyncEnumerable<EntityRecord> RecordsAsync(UserConnection connection, IReadOnlyList<long> entityNos)
    {
        for (var i = 0; i < entityNos.Count; i += Batch)
        {
            var batch = entityNos.Skip(i).Take(Batch).ToList();
            var rows = await connection.QueryAsync<EntityRecord>(
                $"select {EntityRecord.Columns} from entities where user_id = @user and entity_no IN_LIST(@batch)",
                new { batch }
            );
            var byNo = rows.ToDictionary(r => r.EntityNo);
            foreach (var no in batch)
            {
                if (byNo.TryGetValue(no, out var row))
                {
                    yield return row;
                }
            }
        }
    }
}
