using Strata.Database;
using Strata.Entities;
using Strata.Ledger;

namespace Strata.Search;

/// <summary>Reads entities by their ids as lists show them, with a few queries for all.</summary>
internal sealed class ListedRows(EntityReader reader)
{
    /// <exception cref="StrataException">INVALID_CONTENT: too many ids.</exception>
    public async Task<EntityRowsView> GetAsync(UserConnection connection, IReadOnlyList<string> ids, ReadPoint point)
    {
        if (ids.Count > GetEntityRows.MaxIds)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"ids: at most {GetEntityRows.MaxIds}, not {ids.Count}.");
        }
        var asked = ids.Distinct(StringComparer.Ordinal).ToList();
        var byId = point.IsNow ? await PresentAsync(connection, asked, point) : await PastAsync(connection, asked, point);
        var merged = ids.Where(id => byId.TryGetValue(id, out var view) && !string.Equals(view.EntityId, id, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(id => id, id => byId[id].EntityId, StringComparer.Ordinal);
        return new EntityRowsView([.. ids.Where(byId.ContainsKey).Select(id => byId[id])], [.. asked.Where(id => !byId.ContainsKey(id))])
        {
            Merged = merged.Count == 0 ? null : merged,
        };
    }

    private static async Task<IReadOnlyDictionary<string, EntityView>> PresentAsync(
        UserConnection connection,
        IReadOnlyList<string> ids,
        ReadPoint point
    )
    {
        var asked = connection.Ask<(string Id, long RootNo)>(
            "select entity_id, root_no from entities where user_id = @user and entity_id IN_LIST(@ids)",
            new { ids }
        );
        var records = await connection.QueryAsync<EntityRecord>(
            $"""
            select {EntityRecord.Columns} from entities where user_id = @user and state = 0 and entity_no in (
                select root_no from entities where user_id = @user and entity_id IN_LIST(@ids))
            """,
            new { ids }
        );
        var withdrawn = await WithdrawnEntities.OfAsync(connection, records);
        var shown = records.Where(r => !withdrawn.Contains(r.EntityNo)).ToList();
        var untyped = await LatestFragments.OfRootsAsync(connection, [.. shown.Where(r => r.IsUntyped).Select(r => r.EntityNo)]);
        var views = shown.ConvertAll(r =>
        {
            var view = EntityReader.View(r, FieldList.Parse(r.Fields), point.Schemas.Get(r.EntityType));
            return untyped.TryGetValue(r.EntityNo, out var own) ? view with { Fragments = LatestFragments.Shown(own) } : view;
        });
        var whole = views.Count == 0 ? views : await EntityReader.WithMergedAsync(connection, views, shown.ConvertAll(r => r.EntityNo));
        var byNo = shown.Zip(whole).ToDictionary(s => s.First.EntityNo, s => s.Second);
        return (await asked.RowsAsync())
            .Where(a => byNo.ContainsKey(a.RootNo))
            .ToDictionary(a => a.Id, a => byNo[a.RootNo], StringComparer.Ordinal);
    }

    private async Task<IReadOnlyDictionary<string, EntityView>> PastAsync(
        UserConnection connection,
        IReadOnlyList<string> ids,
        ReadPoint point
    )
    {
        var records = await connection.QueryAsync<EntityRecord>(
            $"select {EntityRecord.Columns} from entities where user_id = @user and entity_id IN_LIST(@ids)",
            new { ids }
        );
        var states = await reader.FindStatesAsync(connection, records, point);
        var shown = states.Values.DistinctBy(s => s.Record.EntityNo).Where(s => s is { Deleted: false, Withdrawn: false }).ToList();
        var fragments = await UntypedFragments.OfAsync(connection, shown, point);
        var byNo = (shown.Count == 0 ? [] : await EntityReader.ViewsAsync(connection, shown))
            .Zip(shown, (view, state) => (state.Record.EntityNo, View: view))
            .ToDictionary(v => v.EntityNo, v => v.View with { Fragments = LatestFragments.Shown(fragments.GetValueOrDefault(v.EntityNo)) });
        return records
            .Where(r => states.TryGetValue(r.EntityNo, out var state) && byNo.ContainsKey(state.Record.EntityNo))
            .ToDictionary(r => r.EntityId, r => byNo[states[r.EntityNo].Record.EntityNo], StringComparer.Ordinal);
    }
}
