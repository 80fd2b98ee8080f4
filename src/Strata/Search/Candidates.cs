using Strata.Database;
using Strata.Indexing;

namespace Strata.Search;

/// <summary>
/// Queries the engine's index. Results include every match (see <see cref="IndexQuery"/>), newest first, alike on both engines; the caller
/// checks each.
/// </summary>
internal static class Candidates
{
    /// <summary>Returns numbers of entities below <paramref name="before"/>, descending.</summary>
    public static PendingResult<long> AskEntities(UserConnection c, SearchTerms terms, bool names, long before, int most) =>
        c.Engine == Engine.Sqlite
            ? AskFts(
                c,
                EntityFts,
                names ? IndexQuery.NamesForFts(terms, c.UserNo) : IndexQuery.ForFts(terms, c.UserNo, ordered: true),
                before,
                most
            )
            : AskVector(
                c,
                "select * from search_newest_entities(@query, @mark, @prefix, @before, @most) where @user = current_setting('strata.user_id', true)",
                names ? IndexQuery.NamesForVector(terms, c.UserNo) : IndexQuery.ForVector(terms, c.UserNo, ordered: true),
                before,
                most
            );

    /// <summary>Returns numbers of block pages below <paramref name="before"/>, descending; the words may be in different blocks.</summary>
    public static PendingResult<long> AskPages(UserConnection c, SearchTerms terms, long before, int most) =>
        c.Engine == Engine.Sqlite
            ? AskFts(c, BlockFts, IndexQuery.ForFts(terms, c.UserNo, ordered: false), before, most)
            : AskVector(
                c,
                "select * from search_newest_pages(@query, @mark, @prefix, @before, @most) where @user = current_setting('strata.user_id', true)",
                IndexQuery.ForVector(terms, c.UserNo, ordered: false),
                before,
                most
            );

    /// <summary>Returns the numbers of all matching entities, unordered; null if there are more than <paramref name="most"/>.</summary>
    public static async Task<IReadOnlyList<long>?> AllEntitiesAsync(UserConnection c, SearchTerms terms, int most)
    {
        if (c.Engine == Engine.Sqlite)
        {
            var found = await AskFts(c, EntityFts, IndexQuery.ForFts(terms, c.UserNo, ordered: true), long.MaxValue, most + 1).RowsAsync();
            return found.Count <= most ? found : null;
        }
        var nos = await c.QueryAsync<long?>(
            "select * from search_all_entities(@query, @mark, @most) where @user = current_setting('strata.user_id', true)",
            new
            {
                query = IndexQuery.ForVector(terms, c.UserNo, ordered: true).Text,
                mark = Mark(c),
                most = (long)most,
            }
        );
        return nos.Count == 1 && nos[0] is null ? null : [.. nos.OfType<long>()];
    }

    private const string EntityFts = """
        select rowid & 0xFFFFFFFFFF from entity_search
        where entity_search match @query
          and rowid > (select user_no << 40 from users where user_id = @user)
          and rowid < (select user_no << 40 from users where user_id = @user) + @before
        order by rowid desc limit @most
        """;

    private const string BlockFts = """
        select rowid & 0xFFFFFFFFFF from block_search
        where block_search match @query
          and rowid > (select user_no << 40 from users where user_id = @user)
          and rowid < (select user_no << 40 from users where user_id = @user) + @before
        order by rowid desc limit @most
        """;

    private static PendingResult<long> AskFts(UserConnection c, string sql, IndexQuery query, long before, int most) =>
        c.Ask<long>(
            sql,
            new
            {
                query = query.Text,
                before = Math.Min(before, 1L << 40),
                most = (long)most,
            }
        );

    private static PendingResult<long> AskVector(UserConnection c, string sql, IndexQuery query, long before, int most) =>
        c.Ask<long>(
            sql,
            new
            {
                query = query.Text,
                mark = Mark(c),
                prefix = query.HasPrefix ? 1L : 0L,
                before,
                most = (long)most,
            }
        );

    private static string Mark(UserConnection c) => c.UserNo.ToString(CultureInfo.InvariantCulture) + RowTerms.Place;
}
