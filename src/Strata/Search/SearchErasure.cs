using Strata.Database;
using Strata.Indexing;

namespace Strata.Search;

/// <summary>
/// Removes a user from the text index. SQLite needs the terms to delete, which are read from the index itself, so nothing is left whatever
/// became of entities and bytes.
/// </summary>
internal static class SearchErasure
{
    private const long RowsAtOnce = 200;
    private const int UserShift = 40;

    private static readonly (string Table, string Function)[] Indexes =
    [
        ("entity_search", "search_forget_entities"),
        ("block_search", "search_forget_pages"),
    ];

    /// <param name="count">Records, in the same transaction, how many rows of which index were removed.</param>
    public static async Task RunAsync(
        ErasureConnection erasure,
        Func<UserTransaction, string, long, Task> count,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        foreach (var (table, function) in Indexes)
        {
            if (erasure.Engine == Engine.Sqlite)
            {
                await erasure.ReadAsync(c => ListTermsAsync(c, table), ct);
            }
            (long done, long after, long removed) = (0, 0, 0);
            do
            {
                (removed, after) = await erasure.WriteAsync(
                    async tx =>
                    {
                        var batch = await (tx.Engine == Engine.Sqlite ? RemoveTermsAsync(tx, table, after) : RemoveRowsAsync(tx, function));
                        await (batch.Removed > 0 ? count(tx, table, batch.Removed) : Task.CompletedTask);
                        return batch;
                    },
                    ct
                );
                done += removed;
                progress?.Report(new Progress(table, done, null));
            } while (removed > 0);
        }
    }

    /// <summary>Removes pages of blocks from the text index.</summary>
    public static async Task RemovePagesAsync(UserTransaction tx, IReadOnlyList<long> pageNos)
    {
        if (tx.Engine == Engine.PostgreSql)
        {
            await tx.ExecuteAsync(
                "select search_remove_pages(@nos) where @user = current_setting('strata.user_id', true)",
                new { nos = pageNos.ToList() }
            );
            return;
        }
        var rows = await tx.QueryAsync<IndexRow>(
            """
            select 0 as place, doc as no, group_concat(term, ' ') as terms from block_search_terms
            where @user is not null and doc IN_LIST(@docs) group by doc order by doc
            """,
            new { docs = pageNos.Select(no => (tx.UserNo << UserShift) | no).ToList() }
        );
        foreach (var row in rows)
        {
            await tx.ExecuteAsync(
                "insert into block_search (block_search, rowid, terms) values ('delete', case when @user is null then null else @no end, @terms)",
                new { no = row.No, terms = row.Terms }
            );
        }
    }

    private static async Task<(long Removed, long After)> RemoveRowsAsync(UserTransaction tx, string function) =>
        (
            await tx.QueryFirstOrDefaultAsync<long>(
                $"select {function}(@most) as removed where @user = current_setting('strata.user_id', true)",
                new { most = RowsAtOnce * 10 }
            ),
            0
        );

    /// <summary>Lists the user's index rows in a temporary table: number and terms.</summary>
    private static Task<IReadOnlyList<long>> ListTermsAsync(UserConnection connection, string table)
    {
        var user = connection.UserNo.ToString(CultureInfo.InvariantCulture);
        string Begin(char kind) => user + kind;
        string End(char kind) => user + (char)(kind + 1);
        return connection.QueryAsync<long>(
            $"""
            create temp table gone_{table} as
            select doc as no, group_concat(term, ' ') as terms from {table}_terms
            where @user is not null and (
                (term >= @words and term < @wordsEnd) or (term >= @names and term < @namesEnd)
                or (term >= @lacking and term < @lackingEnd) or (term >= @unplaced and term < @unplacedEnd))
            group by doc order by doc
            """,
            new
            {
                words = Begin(RowTerms.Word),
                wordsEnd = End(RowTerms.Word),
                names = Begin(RowTerms.Name),
                namesEnd = End(RowTerms.Name),
                lacking = Begin(RowTerms.LacksTerms),
                lackingEnd = End(RowTerms.LacksTerms),
                unplaced = Begin(RowTerms.LacksPositions),
                unplacedEnd = End(RowTerms.LacksPositions),
            }
        );
    }

    private static async Task<(long Removed, long After)> RemoveTermsAsync(UserTransaction tx, string table, long after)
    {
        var rows = await tx.QueryAsync<IndexRow>(
            $"select rowid as place, no, terms from gone_{table} where @user is not null and rowid > @after order by rowid limit @most",
            new { after, most = RowsAtOnce }
        );
        foreach (var row in rows)
        {
            await tx.ExecuteAsync(
                $"insert into {table} ({table}, rowid, terms) values ('delete', case when @user is null then null else @no end, @terms)",
                new { no = row.No, terms = row.Terms }
            );
        }
        return (rows.Count, rows.Count == 0 ? after : rows[^1].Place);
    }

    private sealed record IndexRow(long Place, long No, string Terms);
}
