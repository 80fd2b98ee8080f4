using Strata.Database;
using Strata.Indexing;

namespace Strata.Ledger;

/// <summary>Which entities the text index holds at all.</summary>
internal static class SearchPresence
{
    private const int UserShift = 40;

    /// <summary>Those of a range of entities that are in the index.</summary>
    public static async Task<IReadOnlySet<long>> OfAsync(UserConnection connection, long first, long last)
    {
        if (connection.Engine == Engine.PostgreSql)
        {
            return (
                await connection.QueryAsync<long>(
                    "select entity_no from entity_search where user_id = @user and entity_no >= @first and entity_no <= @last",
                    new { first, last }
                )
            ).ToHashSet();
        }
        // The one table of FTS5 that has a row for each of the index.
        var users = connection.UserNo << UserShift;
        var rows = await connection.QueryAsync<long>(
            "select id from entity_search_docsize where @user is not null and id >= @first and id <= @last",
            new { first = users | first, last = users | last }
        );
        return rows.Select(id => id - users).ToHashSet();
    }

    /// <summary>Those of the entities of which the index holds any word.</summary>
    public static async Task<IReadOnlySet<long>> WordedAsync(UserConnection connection, IReadOnlyList<long> nos)
    {
        if (connection.Engine == Engine.PostgreSql)
        {
            return (
                await connection.QueryAsync<long>(
                    "select entity_no from entity_search where user_id = @user and entity_no IN_LIST(@nos) and length(terms) > @places",
                    new { nos, places = (long)RowTerms.Places }
                )
            ).ToHashSet();
        }
        var users = connection.UserNo << UserShift;
        var rows = await connection.QueryAsync<long>(
            "select id from entity_search_docsize where @user is not null and id IN_LIST(@ids) and sz <> x'00'",
            new { ids = nos.Select(no => users | no).ToList() }
        );
        return rows.Select(id => id - users).ToHashSet();
    }
}
