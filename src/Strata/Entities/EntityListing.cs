using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;
using Strata.Search;

namespace Strata.Entities;

/// <summary>
/// Lists entities. An ordered stream of candidates comes from the index that suits the question; every candidate is checked
/// against all conditions, so an index only has to be complete, never exact.
/// </summary>
internal sealed class EntityListing(EntityReader reader, SearchIndex search, ListLimits limits)
{
    private const int MaxBatch = 1_024;
    private const long MaxFound = 200;

    private readonly PastListing _past = new(reader, limits);

    public async Task<Page<EntityView>> ListAsync(UserConnection connection, EntityQuery query, ReadPoint point)
    {
        var limit = Paging.Limit(query.Limit);
        var plan = await ListPlan.MakeAsync(connection, query, point, search, limits);
        if (!point.IsNow)
        {
            return await (plan.Order.IsByCreation ? _past.ListAsync(connection, query, plan, point) : _past.SortAsync(connection, query, plan, point));
        }
        var items = new List<(EntityRecord Record, EntityView View)>(Math.Min(limit, 256));
        var sifted = 0;
        string? last = null;
        string? next = null;
        var cost = 0L;
        await foreach (var step in plan.StepsAsync(connection))
        {
            if (items.Count == limit && sifted < limit && step.Record is not null)
            {
                await SiftAsync();
            }
            if (cost >= (long)limits.Looked * ListWalk.EntityCost || (items.Count == limit && step.Record is not null))
            {
                next = last;
                break;
            }
            if (step.Record is { } record && await CheckAsync(connection, record, query, plan, point) is { } view)
            {
                items.Add((record, view));
            }
            last = step.Cursor;
            cost += step.Cost;
        }
        await SiftAsync();
        var views = items.ConvertAll(i => i.View);
        return new Page<EntityView>(
            views.Count > 0 ? await EntityReader.WithMergedAsync(connection, views, items.ConvertAll(i => i.Record.EntityNo)) : views,
            next
        );

        // Takes out what is withdrawn of a whole page at once.
        async Task SiftAsync()
        {
            if (!query.IncludeDeleted && sifted < items.Count)
            {
                var withdrawn = await Withdrawals.OfAsync(connection, items.Skip(sifted).Select(i => i.Record).Where(r => !r.IsMerged));
                items.RemoveAll(i => withdrawn.Contains(i.Record.EntityNo));
            }
            sifted = items.Count;
        }
    }

    private static async Task<EntityView?> CheckAsync(
        UserConnection connection,
        EntityRecord record,
        EntityQuery query,
        ListPlan plan,
        ReadPoint point
    )
    {
        if (
            (record.IsMerged && !query.IncludeMerged)
            || (record.State == EntityRecord.Deleted && !query.IncludeDeleted)
            || (query.EntityType is { } type && !string.Equals(type, record.EntityType, StringComparison.Ordinal))
            || record.Seq <= plan.ChangedAfter
        )
        {
            return null;
        }
        if (record.IsMerged)
        {
            // It is hidden with what it stands under.
            var root = await EntityReader.RecordAsync(connection, record.RootNo);
            if (!query.IncludeDeleted && (root.State == EntityRecord.Deleted || (await Withdrawals.OfAsync(connection, [root])).Count > 0))
            {
                return null;
            }
            // Its row is that of the day it was merged; what was recorded against it since is in the ledger.
            return await PastStates.OfMergedAsync(connection, record, point) is { } state && plan.Matches(state.Fields, state.Schema)
                ? await EntityReader.MergedViewAsync(connection, state, root)
                : null;
        }
        var (fields, schema) = (FieldList.Parse(record.Fields), point.Schemas.Get(record.EntityType));
        return plan.Matches(fields, schema) ? EntityReader.View(record, fields, schema) : null;
    }

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
        var fields = definitions
            .SelectMany(s => s.Identity.SelectMany(r => r.Fields).Select(f => (s.EntityType, Field: f.Field, No: point.Schemas.FieldNo(s.EntityType, f.Field))))
            .Where(f => f.No is not null)
            .Distinct()
            .ToList();
        var text = ValueKey.Of(FieldKind.String, JsonText.String(identifier));
        if (!point.IsNow)
        {
            return await FindPastAsync(connection, identifier, keys, fields.ConvertAll(f => (f.EntityType, f.Field, f.No ?? 0)), text, point);
        }
        // One index after the other: asked for all at once, a planner may rather read everything.
        var nos = await connection.QueryAsync<long>(
            """
            select entity_no from entities where user_id = @user and entity_id = @identifier
            union
            select entity_no from entity_keys where user_id = @user and key IN_LIST(@keys)
            union
            select entity_no from (
                select entity_no from entity_values
                where user_id = @user and field_no IN_LIST(@fieldNos) and value = @text
                order by entity_no limit 200) as same
            order by 1 limit 200
            """,
            new
            {
                identifier,
                keys,
                fieldNos = fields.ConvertAll(f => f.No ?? 0),
                text,
            }
        );
        var merged = EntityReader.AskMerged(connection, nos);
        var records = (await ByNoAsync(connection, nos)).Values.OrderBy(r => r.EntityNo).ToList();
        var roots = records.Where(r => !r.IsMerged).ToDictionary(r => r.EntityNo);
        var others = records.Select(r => r.RootNo).Where(no => !roots.ContainsKey(no)).Distinct().ToList();
        if (others.Count > 0)
        {
            merged = EntityReader.AskMerged(connection, [.. nos, .. others]);
        }
        foreach (var (no, other) in await ByNoAsync(connection, others))
        {
            roots.Add(no, other);
        }
        var withdrawn = await Withdrawals.OfAsync(connection, roots.Values);
        var views = records
            .Select(r => roots[r.RootNo])
            .Distinct()
            .Where(r => r.State != EntityRecord.Deleted && !withdrawn.Contains(r.EntityNo))
            .Select(r => EntityReader.View(r, FieldList.Parse(r.Fields), point.Schemas.Get(r.EntityType)))
            .ToList();
        return views.Count == 0 ? views : EntityReader.WithMerged(views, await merged.RowsAsync());
    }

    /// <summary>The same of a past point, of whose keys and values the indexes know only what still holds.</summary>
    private async Task<IReadOnlyList<EntityView>> FindPastAsync(
        UserConnection connection,
        string identifier,
        IReadOnlyList<string> keys,
        IReadOnlyList<(string EntityType, string Field, long No)> fields,
        byte[] text,
        ReadPoint point
    )
    {
        var nos = new SortedSet<long>(await PastValues.KnownByAsync(connection, reader.Schemas, keys, point));
        nos.UnionWith(
            await connection.QueryAsync<long>("select entity_no from entities where user_id = @user and entity_id = @identifier", new { identifier })
        );
        var past = await PastValues.AtAsync(connection, reader, point);
        if (nos.Count == 0 && !past.IsWhole)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"Nothing had that id or key then, and more than {PastValues.MaxLooked} entities have changed since: who held it as another value can't be found. "
                    + "A list with a filter goes through all of them, page by page."
            );
        }
        var holding = await connection.QueryAsync<long>(
            """
            select entity_no from entity_values
            where user_id = @user and field_no IN_LIST(@fieldNos) and value = @text and entity_no <= @seq order by entity_no limit @most
            """,
            new { fieldNos = fields.Select(f => f.No).ToList(), text, seq = point.Seq, most = MaxFound }
        );
        var unsettled = await ByNoAsync(connection, [.. holding]);
        var candidates = (await reader.FindStatesAsync(connection, [.. unsettled.Values], point)).Where(s => s.Key == s.Value.Record.EntityNo).Select(s => s.Value);
        nos.UnionWith(
            candidates
                .Concat(past.Touched)
                .Where(s => fields.Any(f => string.Equals(f.EntityType, s.Schema.EntityType, StringComparison.Ordinal) && PastValues.Holds(s, f.Field, text)))
                .Select(s => s.Record.EntityNo)
        );
        var records = (await ByNoAsync(connection, [.. nos.Take((int)MaxFound)])).Values.OrderBy(r => r.EntityNo).ToList();
        var states = await reader.FindStatesAsync(connection, records, point);
        var found = new Dictionary<string, EntityView>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            if (states.TryGetValue(record.EntityNo, out var state) && !state.Deleted && !state.Withdrawn)
            {
                found.TryAdd(state.Record.EntityId, await EntityReader.ViewAsync(connection, state));
            }
        }
        return [.. found.Values];
    }

    /// <summary>Reads the rows of an ordered list of entity numbers in batches that grow, keeping the order.</summary>
    internal static async IAsyncEnumerable<EntityRecord> RecordsAsync(UserConnection connection, IReadOnlyList<long> entityNos, int firstBatch)
    {
        var size = firstBatch;
        for (var i = 0; i < entityNos.Count; i += size, size = Math.Min(size * 2, MaxBatch))
        {
            var batch = entityNos.Skip(i).Take(size).ToList();
            var byNo = await ByNoAsync(connection, batch);
            foreach (var no in batch)
            {
                if (byNo.TryGetValue(no, out var row))
                {
                    yield return row;
                }
            }
        }
    }

    internal static async Task<IReadOnlyDictionary<long, EntityRecord>> ByNoAsync(UserConnection connection, IReadOnlyList<long> entityNos) =>
        entityNos.Count == 0
            ? new Dictionary<long, EntityRecord>()
            : (
                await connection.QueryAsync<EntityRecord>(
                    $"select {EntityRecord.Columns} from entities where user_id = @user and entity_no IN_LIST(@entityNos)",
                    new { entityNos }
                )
            ).ToDictionary(r => r.EntityNo);
}
