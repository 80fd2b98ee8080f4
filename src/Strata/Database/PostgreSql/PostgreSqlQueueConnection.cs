using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>A queue transaction. BEGIN is sent in the same batch as the first statement.</summary>
internal sealed class PostgreSqlQueueConnection(NpgsqlConnection connection, QueueUse use, CancellationToken ct) : QueueConnection
{
    private static readonly string Contraction = "select " + ProgramFence.Contraction;

    private bool _begun;

    public override Engine Engine => Engine.PostgreSql;

    public override async Task<List<T>> QueryAsync<T>(string sql, object? args = null)
    {
        var text = SqlText.ForQueue(Engine, sql);
        var (batch, opening) = Batch(text, args);
        await using (batch.ConfigureAwait(false))
        {
            var reader = await batch.ExecuteReaderAsync(ct).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await PassAsync(reader, opening).ConfigureAwait(false);
                var rows = new List<T>();
                var row = new PostgreSqlRow(reader);
                Func<RowReader, T>? map = null;
                while (await reader.ReadAsync(ct).ConfigureAwait(false))
                {
                    map ??= text.Mapper<T>(row);
                    rows.Add(map(row));
                }
                return rows;
            }
        }
    }

    public override async Task<int> ExecuteAsync(string sql, object? args = null)
    {
        var (batch, opening) = Batch(SqlText.ForQueue(Engine, sql), args);
        await using (batch.ConfigureAwait(false))
        {
            var reader = await batch.ExecuteReaderAsync(ct).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await PassAsync(reader, opening).ConfigureAwait(false);
                while (await reader.NextResultAsync(ct).ConfigureAwait(false)) { }
            }
            return (int)batch.BatchCommands[^1].RecordsAffected;
        }
    }

    public async Task CommitAsync()
    {
        if (_begun)
        {
            await connection.RunAsync("commit", ct).ConfigureAwait(false);
        }
    }

    /// <summary>Skips the results of the opening statements, the first of which tells whether this program may use the database.</summary>
    private async Task PassAsync(NpgsqlDataReader reader, int opening)
    {
        for (var i = 0; i < opening; i++)
        {
            if (i == 0 && await reader.ReadAsync(ct).ConfigureAwait(false))
            {
                ProgramFence.Pass(await reader.IsDBNullAsync(0, ct).ConfigureAwait(false) ? null : reader.GetInt64(0));
            }
            await reader.NextResultAsync(ct).ConfigureAwait(false);
        }
    }

    /// <returns>The batch, and the number of results before the statement's own.</returns>
    private (NpgsqlBatch Batch, int Opening) Batch(SqlText text, object? args)
    {
        connection.NeedOpen();
        var batch = new NpgsqlBatch(connection);
        var opening = 0;
        if (!_begun)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(use == QueueUse.Read ? "begin read only" : "begin"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Contraction));
            opening = 1;
            if (use == QueueUse.Claim)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('synchronous_commit', 'off', true)"));
                opening = 2;
            }
            _begun = true;
        }
        var command = new NpgsqlBatchCommand(text.Sql);
        PostgreSqlParameters.Add(command, StatementArguments.Bind(text, default, args));
        batch.BatchCommands.Add(command);
        return (batch, opening);
    }
}
