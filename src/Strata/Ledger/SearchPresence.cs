using Strata.Database;
using Strata.Indexing;

namespace Strata.Ledger;

/// <summary>Finds which entities are in the text index.</summary>
internal static class SearchPresence
{
    private const int UserShift = 40;

    /// <summary>Returns the entities of a range that are in the index.</summary>
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
        // The only FTS5 table with one row for each row of the index.
        var users = connection.UserNo << UserShift;
        var rows = await connection.QueryAsync<long>(
            "select id from entity_search_docsize where @user is not null and id >= @first and id <= @last",
            new { first = users | first, last = users | last }
        );
        return rows.Select(id => id - users).ToHashSet();
    }

    /// <summary>Returns the entities that have indexed words.</summary>
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
