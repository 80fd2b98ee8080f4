using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>Runs plain statements for administration and migration.</summary>
internal static class NpgsqlStatements
{
    public static async Task<int> RunAsync(this NpgsqlConnection connection, string sql, CancellationToken ct, params object?[] values)
    {
        var command = Command(connection, sql, values);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
    }

    public static Task<List<string>> ListAsync(
        this NpgsqlConnection connection,
        string sql,
        CancellationToken ct,
        params object?[] values
    ) => connection.ListAsync<string>(sql, ct, values);

    public static async Task<List<T>> ListAsync<T>(
        this NpgsqlConnection connection,
        string sql,
        CancellationToken ct,
        params object?[] values
    )
    {
        var command = Command(connection, sql, values);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var row = new PostgreSqlRow(reader);
                var map = RowMapper.For<T>(row.Columns());
                var rows = new List<T>();
                while (await reader.ReadAsync(ct).ConfigureAwait(false))
                {
                    rows.Add(map(row));
                }
                return rows;
            }
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object?[] values)
    {
        connection.NeedOpen();
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }
        return command;
    }
}
