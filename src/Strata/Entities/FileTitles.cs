using Strata.Database;

namespace Strata.Entities;

/// <summary>
/// Titles of entities whose fields give none: the subject of the mail or the name of the file that they were first read from, else their
/// type. An entity's first observation has its number as seq, so later ones don't change the title.
/// </summary>
internal static class FileTitles
{
    public static async Task<IReadOnlyList<EntityView>> FillAsync(UserConnection connection, IReadOnlyList<EntityView> views)
    {
        var titles = await OfAsync(connection, views.Where(v => v.Title is null).Select(v => v.EntityId));
        return titles.Count == 0 ? views : [.. views.Select(v => v.Title is null ? v with { Title = Of(titles, v.EntityId) } : v)];
    }

    /// <summary>Returns such titles by entity id.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(UserConnection connection, IEnumerable<string> entityIds)
    {
        List<string> ids = [.. entityIds.Distinct(StringComparer.Ordinal)];
        return ids.Count == 0
            ? new Dictionary<string, string>()
            : (
                await connection.QueryAsync<Named>(
                    """
                    select e.entity_id,
                        coalesce(case when s.media_type in (@mail, @mbox) then d.title end, s.file_name, e.suggested_type, e.entity_type) as title
                    from entities e
                    left join observations o on o.user_id = e.user_id and o.seq = e.entity_no
                    left join documents d on d.user_id = o.user_id and d.document_no = o.document_no
                    left join sources s on s.user_id = o.user_id and s.source_no = o.source_no
                    where e.user_id = @user and e.entity_id IN_LIST(@ids)
                    """,
                    new
                    {
                        ids,
                        mail = MediaTypes.Mail,
                        mbox = MediaTypes.Mbox,
                    }
                )
            ).ToDictionary(n => n.EntityId, n => n.Title, StringComparer.Ordinal);
    }

    public static string? Of(IReadOnlyDictionary<string, string> titles, string entityId) => titles.GetValueOrDefault(entityId);

    private sealed record Named(string EntityId, string Title);
}
