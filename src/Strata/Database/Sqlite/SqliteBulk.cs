namespace Strata.Database.Sqlite;

/// <summary>Writes many rows through one prepared statement.</summary>
internal static class SqliteBulk
{
    public static void Write(
        SqliteSession session,
        UserId user,
        BulkTable table,
        BulkMode mode,
        IReadOnlyList<object?[]> rows,
        CancellationToken ct
    )
    {
        if (rows.Count == 0)
        {
            return;
        }
        using var statement = session.Prepare(BulkSql.PerRow(table, mode));
        var width = BulkSql.Width(table, mode);
        statement.Bind(1, user.Value);
        for (var r = 0; r < rows.Count; r++)
        {
            if ((r & 0xff) == 0)
            {
                ct.ThrowIfCancellationRequested();
            }
            var row = rows[r];
            if (row.Length != width)
            {
                throw new InvalidOperationException($"A row of {table.Name} has {width} values, not {row.Length}.");
            }
            for (var i = 0; i < row.Length; i++)
            {
                statement.Bind(i + 2, StorableText.Check(row[i]));
            }
            statement.Step();
            statement.Reset();
        }
    }
}
