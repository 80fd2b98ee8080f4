using Strata.Database;

namespace Strata.Ledger;

/// <summary>Adds rows that are older than the hash chain to it, a batch at a time (<c>chain_backlogs</c>).</summary>
internal static class ChainBackfill
{
    /// <summary>Rows at once.</summary>
    private const long Batch = 1_000;

    public static async Task<bool> IsNeededAsync(UserConnection connection) =>
        await connection.QueryFirstOrDefaultAsync<long>("select count(*) as n from chain_backlogs where user_id = @user") > 0;

    /// <summary>Notes all rows of a user whose chain is empty as older than it.</summary>
    public static async Task BeginAsync(UserTransaction tx)
    {
        foreach (var table in ChainedTable.All)
        {
            await tx.ExecuteAsync(
                $"""
                insert into chain_backlogs (user_id, kind, after_no, last_no)
                select user_id, @kind, 0, max({table.Number}) from {table.Name} where user_id = @user group by user_id
                """,
                new { kind = (long)table.Kind }
            );
        }
    }

    /// <summary>Adds the next batch; returns the number of rows, 0 at the end.</summary>
    public static async Task<long> NextAsync(UserTransaction tx, Action<ChainedTable, object?[]> add)
    {
        while (await tx.QueryFirstOrDefaultAsync<Backlog>(Backlog.First) is { } backlog)
        {
            var table =
                ChainedTable.Find((byte)backlog.Kind)
                ?? throw new InvalidDataException($"There are no rows of kind {backlog.Kind} in a ledger.");
            var rows = await ChainedRows.NextAsync(tx, table, backlog.AfterNo, backlog.LastNo, Batch);
            if (rows.Count == 0)
            {
                await tx.ExecuteAsync("delete from chain_backlogs where user_id = @user and kind = @Kind", backlog);
                continue;
            }
            foreach (var row in rows)
            {
                add(table, row);
            }
            var after = (long)rows[^1][0]!; // The number is never null.
            await tx.ExecuteAsync(
                "update chain_backlogs set after_no = @after where user_id = @user and kind = @kind",
                new { after, kind = backlog.Kind }
            );
            return rows.Count;
        }
        return 0;
    }

    public sealed record Backlog(long Kind, long AfterNo, long LastNo)
    {
        public const string Every = "select kind, after_no, last_no from chain_backlogs where user_id = @user order by kind";
        public const string First = Every + " limit 1";
    }
}
