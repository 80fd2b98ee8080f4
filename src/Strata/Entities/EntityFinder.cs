using Strata.Database;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>
/// Finds entities by an identifier: their id, the key of an identity rule, the value of a field that takes part in one, or a title that
/// their schema composes of several fields.
/// </summary>
internal sealed class EntityFinder(EntityReader reader)
{
    private const int MaxLength = 1_000;
    private const long Batch = 256;

    /// <summary>Returns each match once, in order of creation. A match on a merged entity returns its root.</summary>
    public async Task<Page<EntityView>> FindAsync(
        UserConnection connection,
        string identifier,
        string? entityType,
        PageRequest page,
        ReadPoint point
    )
    {
        if (identifier.Length is 0 or > MaxLength)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"An identifier must have 1 to {MaxLength} characters.");
        }
        var limit = Paging.Limit(page.Limit);
        var after = Paging.Number(page.Cursor);
        var sought = Sought.Of(identifier, entityType, point.Schemas, await Origins.AllAsync(connection));
        var nos = await (
            point.IsNow
                ? WithTitlesAsync(connection, sought, after, limit + 1L)
                : PastRootsAsync(connection, sought, after, limit + 1L, point)
        );
        var shown = nos.Take(limit).ToList();
        return new Page<EntityView>(
            await (point.IsNow ? ViewsAsync(connection, shown, point.Schemas) : PastViewsAsync(connection, shown, point)),
            nos.Count > limit ? shown[^1].ToString(CultureInfo.InvariantCulture) : null
        );
    }

    private static async Task<IReadOnlyList<long>> WithTitlesAsync(UserConnection connection, Sought sought, long after, long most)
    {
        var nos = await RootsAsync(connection, sought, after, most);
        var called = await sought.Titles.RootsAsync(connection, after, most);
        return called.Count == 0 ? nos : [.. nos.Union(called).Order().Take((int)most)];
    }

    private static async Task<IReadOnlyList<long>> RootsAsync(UserConnection connection, Sought sought, long after, long most)
    {
        var isCut = ValueKey.IsCut(sought.Text);
        // One index per branch: with a single condition, a planner may scan everything. The value index holds no merged entities.
        var nos = await connection.QueryAsync<long>(
            """
            select root_no from entities where user_id = @user and entity_id = @identifier and root_no > @after
            union
            select e.root_no from entity_keys k
            join entities e on e.user_id = k.user_id and e.entity_no = k.entity_no
            where k.user_id = @user and k.key IN_LIST(@keys) and e.root_no > @after
            union
            select entity_no from (
                select distinct entity_no from entity_values
                where user_id = @user and field_no IN_LIST(@fieldNos) and value = @text and entity_no > @after
                order by entity_no limit @most) as same
            order by 1 limit @most
            """,
            new
            {
                identifier = sought.Identifier,
                keys = sought.Keys,
                fieldNos = isCut ? [] : sought.FieldNos,
                text = sought.Text,
                after,
                most,
            }
        );
        if (!isCut)
        {
            return nos;
        }
        var (holding, isWhole) = await ValueHolders.OfAsync(connection, sought.Fields, sought.Json, sought.Text, after, most);
        if (nos.Count == 0 && holding.Count == 0 && !isWhole)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"Nothing has that id or key, and more than {ValueHolders.MaxLooked} entities have a value that starts like it, too many to check. "
                    + "Use a list with a filter, which searches all of them page by page."
            );
        }
        return [.. nos.Union(holding).Order().Take((int)most)];
    }

    private static async Task<IReadOnlyList<EntityView>> ViewsAsync(UserConnection connection, IReadOnlyList<long> nos, SchemaSet schemas)
    {
        if (nos.Count == 0)
        {
            return [];
        }
        var merged = EntityReader.AskMerged(connection, nos);
        var roots = await EntityRecords.ByNoAsync(connection, nos);
        var withdrawn = await WithdrawnEntities.OfAsync(connection, roots.Values);
        var views = nos.Select(no => roots[no])
            .Where(r => r.State != EntityRecord.Deleted && !withdrawn.Contains(r.EntityNo))
            .Select(r => EntityReader.View(r, FieldList.Parse(r.Fields), schemas.Get(r.EntityType)))
            .ToList();
        return await EntityReader.WithMergedAsync(connection, views, await merged.RowsAsync());
    }

    /// <summary>Finds the roots as of a past point. The key and value indexes hold only what is current.</summary>
    private async Task<IReadOnlyList<long>> PastRootsAsync(UserConnection connection, Sought sought, long after, long most, ReadPoint point)
    {
        var named = (await PastKeys.OwnersAsync(connection, reader.Schemas, sought.Keys, point)).Values.ToHashSet();
        named.UnionWith(
            await connection.QueryAsync<long>(
                "select entity_no from entities where user_id = @user and entity_id = @identifier",
                new { identifier = sought.Identifier }
            )
        );
        var past = await PastValues.AtAsync(connection, reader, point);
        if (named.Count == 0 && !past.IsWhole)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"Nothing had that id or key then, and more than {PastValues.MaxLooked} entities have changed since, too many to search for other values. "
                    + "Use a list with a filter, which searches all of them page by page."
            );
        }
        var roots = new SortedSet<long>((await StatesAsync(connection, [.. named], point)).Values.Select(s => s.Record.EntityNo));
        roots.UnionWith(
            (await StatesAsync(connection, await sought.Titles.RootsAsync(connection, 0, long.MaxValue), point))
                .Values.Where(sought.IsHeldBy)
                .Select(s => s.Record.EntityNo)
        );
        roots.UnionWith(past.Touched.Where(sought.IsHeldBy).Select(s => s.Record.EntityNo));
        var upTo = after;
        for (var all = false; !all && roots.Count(no => no > after && no <= upTo) < most; )
        {
            var holding = await HoldingAsync(connection, sought, upTo, point);
            roots.UnionWith(
                (await StatesAsync(connection, holding, point))
                    .Where(s => s.Key == s.Value.Record.EntityNo && sought.IsHeldBy(s.Value))
                    .Select(s => s.Key)
            );
            all = holding.Count < Batch;
            upTo = all ? upTo : holding[^1];
        }
        return [.. roots.Where(no => no > after).Take((int)most)];
    }

    /// <summary>Returns the next entities that hold the value now and existed at the point.</summary>
    private static Task<IReadOnlyList<long>> HoldingAsync(UserConnection connection, Sought sought, long after, ReadPoint point) =>
        connection.QueryAsync<long>(
            """
            select distinct entity_no from entity_values
            where user_id = @user and field_no IN_LIST(@fieldNos) and value = @text and entity_no > @after and entity_no <= @seq
            order by entity_no limit @most
            """,
            new
            {
                fieldNos = sought.FieldNos,
                text = sought.Text,
                after,
                seq = point.Seq,
                most = Batch,
            }
        );

    private async Task<IReadOnlyList<EntityView>> PastViewsAsync(UserConnection connection, IReadOnlyList<long> nos, ReadPoint point)
    {
        var states = await StatesAsync(connection, nos, point);
        var views = new List<EntityView>(states.Count);
        foreach (var no in nos)
        {
            if (states.TryGetValue(no, out var state) && state.Record.EntityNo == no && !state.Deleted && !state.Withdrawn)
            {
                views.Add(await EntityReader.ViewAsync(connection, state));
            }
        }
        return views;
    }

    private async Task<IReadOnlyDictionary<long, EntityState>> StatesAsync(
        UserConnection connection,
        IReadOnlyList<long> nos,
        ReadPoint point
    ) => await reader.FindStatesAsync(connection, [.. (await EntityRecords.ByNoAsync(connection, nos)).Values], point);

    /// <param name="Keys">Keys by the identity rules of one field.</param>
    /// <param name="Fields">Fields that take part in identity rules.</param>
    /// <param name="Text">The identifier as a key of the value index.</param>
    private sealed record Sought(
        string Identifier,
        IReadOnlyList<string> Keys,
        IReadOnlyList<(string EntityType, string Field, long No)> Fields,
        byte[] Text,
        ComposedTitles Titles
    )
    {
        public string Json { get; } = JsonText.String(Identifier);
        public IReadOnlyList<long> FieldNos { get; } = [.. Fields.Select(f => f.No)];

        /// <param name="entityType">Null for any type.</param>
        /// <param name="origins">In which a local identifier is sought.</param>
        public static Sought Of(string identifier, string? entityType, SchemaSet schemas, IReadOnlyList<string> origins)
        {
            var value = JsonText.Element(JsonText.String(identifier));
            var definitions = entityType is null ? schemas.All : [schemas.Get(entityType)];
            return new(
                identifier,
                [.. definitions.SelectMany(s => References.KeysOfScalar(s, value, origins))],
                [
                    .. definitions
                        .SelectMany(s =>
                            s.Identity.SelectMany(r => r.Fields)
                                .Select(f => (s.EntityType, f.Field, No: schemas.FieldNo(s.EntityType, f.Field)))
                        )
                        .Where(f => f.No is not null)
                        .Distinct()
                        .Select(f => (f.EntityType, f.Field, f.No ?? 0)),
                ],
                ValueKey.Of(FieldKind.String, JsonText.String(identifier)),
                ComposedTitles.Of(identifier, definitions, schemas)
            );
        }

        public bool IsHeldBy(EntityState state) =>
            Titles.IsHeldBy(state)
            || Fields.Any(f =>
                string.Equals(f.EntityType, state.Schema.EntityType, StringComparison.Ordinal)
                && PastValues.Holds(state, f.Field, Text, Json)
            );
    }
}
