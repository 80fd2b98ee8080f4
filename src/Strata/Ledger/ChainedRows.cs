using Strata.Archive;
using Strata.Database;

namespace Strata.Ledger;

/// <summary>Reads rows as the hash chain knows them.</summary>
internal static class ChainedRows
{
    /// <summary>Position of an outcome's errors, which archival moves.</summary>
    private static readonly int Errors = ChainedTable.Outcomes.Columns.TakeWhile(c => c.Name != "errors").Count();

    /// <summary>Returns the rows of these numbers, in no order.</summary>
    public static async Task<IReadOnlyList<object?[]>> OfAsync(
        UserConnection connection,
        ChainedTable table,
        IReadOnlyList<long> numbers
    ) =>
        await WholeAsync(
            connection,
            table,
            await connection.QueryAsync<object?[]>(
                $"select {table.ColumnList} from {table.Name} where user_id = @user and {table.Number} IN_LIST(@numbers) and {table.Filter}",
                new { numbers }
            )
        );

    /// <summary>Returns the next rows after a number, up to another, in order.</summary>
    public static async Task<IReadOnlyList<object?[]>> NextAsync(
        UserConnection connection,
        ChainedTable table,
        long after,
        long last,
        long most
    ) =>
        await WholeAsync(
            connection,
            table,
            await connection.QueryAsync<object?[]>(
                $"""
                select {table.ColumnList} from {table.Name}
                where user_id = @user and {table.Number} > @after and {table.Number} <= @last and {table.Filter}
                order by {table.Number} limit @most
                """,
                new
                {
                    after,
                    last,
                    most,
                }
            )
        );

    /// <summary>Puts the errors of archived runs back. Of a damaged archive they stay away: ArchiveCheck names it.</summary>
    private static async Task<IReadOnlyList<object?[]>> WholeAsync(
        UserConnection connection,
        ChainedTable table,
        IReadOnlyList<object?[]> rows
    )
    {
        if (table != ChainedTable.Outcomes)
        {
            return rows;
        }
        var moved = rows.Where(r => string.Equals((string?)r[Errors], RunConfiguration.Moved, StringComparison.Ordinal))
            .ToDictionary(r => r[0] is long no ? no : 0);
        if (moved.Count == 0)
        {
            return rows;
        }
        foreach (var piece in await ArchivePieces.OfRunsAsync(connection, [.. moved.Keys]))
        {
            try
            {
                moved[piece.RunNo][Errors] = Encoding.UTF8.GetString(piece.Unpack());
            }
            catch (Exception e) when (e is StrataException or InvalidDataException)
            {
                // The row's digest will differ.
            }
        }
        return rows;
    }
}
