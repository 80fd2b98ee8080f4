using Strata.Database;
using Strata.Indexing;

namespace Strata.Entities;

/// <summary>Queries the current indexes for entities that may meet a condition; never misses one.</summary>
internal static class IndexPrefilter
{
    /// <summary>Returns all candidates, unordered; null if there are more than <paramref name="max"/>.</summary>
    public static async Task<IReadOnlyList<long>?> FewAsync(UserConnection connection, FieldCondition condition, int max)
    {
        var found = new HashSet<long>();
        foreach (var range in condition.Ranges)
        {
            var few =
                await FewAsync(connection, range.FieldNo, range.From, range.To, max, found)
                && (range.IsSingle || await FewAsync(connection, range.FieldNo, ValueKey.More, ValueKey.After(ValueKey.More), max, found));
            if (!few)
            {
                return null;
            }
        }
        return [.. found];
    }

    public static async Task<IReadOnlyList<long>?> FewChangedAsync(UserConnection connection, long after, int max)
    {
        var found = await connection.QueryAsync<long>(
            "select entity_no from entities where user_id = @user and seq > @after order by seq limit @most",
            new { after, most = max + 1L }
        );
        return found.Count > max ? null : found;
    }

    public static async Task<IReadOnlyList<long>?> FewOfTypeAsync(UserConnection connection, string type, int max)
    {
        var found = await connection.QueryAsync<long>(
            "select entity_no from entities where user_id = @user and entity_type = @type order by entity_no limit @most",
            new { type, most = max + 1L }
        );
        return found.Count > max ? null : found;
    }

    /// <summary>
    /// Returns the next candidates in order of creation. Looks at every match, so use it for conditions that few nearby entities meet.
    /// </summary>
    public static async Task<IReadOnlyList<long>> NextAsync(
        UserConnection connection,
        FieldCondition condition,
        bool descending,
        long after,
        int most
    )
    {
        var (beyond, order) = Way(descending);
        var found = new List<long>();
        foreach (var range in condition.Ranges)
        {
            var (distinct, more) = range.IsSingle ? ("", "") : ("distinct", "or (value >= @more and value < @afterMore)");
            found.AddRange(
                await connection.QueryAsync<long>(
                    $"""
                    select {distinct} entity_no from entity_values
                    where user_id = @user and field_no = @fieldNo and ((value >= @from and value < @to) {more}) and entity_no {beyond} @after
                    order by entity_no {order} limit @most
                    """,
                    new
                    {
                        fieldNo = range.FieldNo,
                        from = range.From,
                        to = range.To,
                        more = ValueKey.More,
                        afterMore = ValueKey.After(ValueKey.More),
                        after,
                        most = (long)most,
                    }
                )
            );
        }
        return [.. (descending ? found.OrderDescending() : found.Order()).Distinct().Take(most)];
    }

    /// <summary>
    /// Returns the next entities touched after a ledger position. <c>entity_no + 0</c> keeps the primary key from serving the order: it
    /// would read every row up to the first touched one.
    /// </summary>
    public static Task<IReadOnlyList<long>> NextChangedAsync(
        UserConnection connection,
        long changedAfter,
        bool descending,
        long after,
        int most
    )
    {
        var (beyond, order) = Way(descending);
        return connection.QueryAsync<long>(
            $"""
            select entity_no from entities
            where user_id = @user and seq > @changedAfter and entity_no + 0 {beyond} @after
            order by entity_no + 0 {order} limit @most
            """,
            new
            {
                changedAfter,
                after,
                most = (long)most,
            }
        );
    }

    public static (string Beyond, string Order) Way(bool descending) => descending ? ("<", "desc") : (">", "asc");

    /// <summary>Adds the candidates of one range; false if there are too many.</summary>
    private static async Task<bool> FewAsync(UserConnection connection, long fieldNo, byte[] from, byte[] to, int max, HashSet<long> found)
    {
        if (from.AsSpan().SequenceCompareTo(to) >= 0)
        {
            return true;
        }
        // If there are too many, the query returns a single null row instead of the numbers.
        var rows = await connection.QueryAsync<long?>(
            """
            with same as materialized (
                select entity_no from entity_values
                where user_id = @user and field_no = @fieldNo and value >= @from and value < @to
                limit @most)
            select entity_no from same where (select count(*) from same) < @most
            union all
            select null where (select count(*) from same) = @most
            """,
            new
            {
                fieldNo,
                from,
                to,
                most = max + 1L,
            }
        );
        found.UnionWith(rows.OfType<long>());
        return rows is not [null] && found.Count <= max;
    }
}
