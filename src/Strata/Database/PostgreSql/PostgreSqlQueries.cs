using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>
/// The statements of one user on one connection. What opens the transaction and names the user goes out in the same batch as the first
/// statement, so that it costs no round trip and nothing can run before it.
/// </summary>
internal sealed class PostgreSqlQueries(NpgsqlConnection connection, KeptPlans plans, UserId user, CancellationToken ct)
{
    /// <summary>Rows fetched at once by a stream; between fetches the connection is free for other statements.</summary>
    private const int FetchSize = 1000;
    private const string SetUser = "select set_config('strata.user_id', $1, true)";

    private readonly UserId _user = user;
    private const string Check =
        "select u.user_no, h.erased_from from users u join ledger_heads h on h.user_id = u.user_id where u.user_id = $1";

    private string? _begin;
    private long? _number;
    private int _streams;

    /// <summary>Sends <paramref name="begin"/> and the user's name ahead of the next statement.</summary>
    /// <param name="number">What the user's number is taken to be, which is checked as well; null: nothing is taken for granted.</param>
    public void BeginWithNext(string begin, long? number = null) => (_begin, _number) = (begin, number);

    /// <summary>Whether anything has been sent, so that there is a transaction to end.</summary>
    public bool Begun => _begin is null;

    public async Task<List<T>> QueryAsync<T>(SqlText text, object? args, int limit = int.MaxValue)
    {
        var (batch, _, begins) = Batch(text.Sql, Arguments.Bind(text, _user, args));
        await using (batch)
        {
            var reader = await ReaderAsync(batch, begins).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var rows = new List<T>();
                var row = new PostgreSqlRow(reader);
                Func<RowReader, T>? map = null;
                while (rows.Count < limit && await reader.ReadAsync(ct).ConfigureAwait(false))
                {
                    map ??= text.Mapper<T>(row);
                    rows.Add(map(row));
                }
                return rows;
            }
        }
    }

    /// <summary>Through a cursor, because other statements may run on the connection between two rows.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(SqlText text, object? args, [EnumeratorCancellation] CancellationToken also = default)
    {
        // The name goes with the text: a prepared FETCH keeps the columns of the cursor that it first met.
        var cursor = string.Create(CultureInfo.InvariantCulture, $"strata_stream_{_streams++}_{(uint)text.Sql.GetHashCode(StringComparison.Ordinal)}");
        await RunAsync($"declare {cursor} no scroll cursor for {text.Sql}", Arguments.Bind(text, _user, args)).ConfigureAwait(false);
        var fetch = string.Create(CultureInfo.InvariantCulture, $"fetch {FetchSize} from {cursor}");
        while (true)
        {
            var rows = new List<T>();
            var (batch, _, begins) = Batch(fetch, []);
            await using (batch)
            {
                var reader = await ReaderAsync(batch, begins).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    var row = new PostgreSqlRow(reader);
                    Func<RowReader, T>? map = null;
                    while (await reader.ReadAsync(also).ConfigureAwait(false))
                    {
                        map ??= text.Mapper<T>(row);
                        rows.Add(map(row));
                    }
                }
            }
            foreach (var row in rows)
            {
                yield return row;
            }
            if (rows.Count < FetchSize)
            {
                break;
            }
        }
        await RunAsync("close " + cursor, []).ConfigureAwait(false);
    }

    /// <summary>Rows changed.</summary>
    public Task<int> ExecuteAsync(SqlText text, object? args) => RunAsync(text.Sql, Arguments.Bind(text, _user, args));

    public async Task<int> RunAsync(string sql, Argument[] arguments, Action<NpgsqlParameterCollection>? more = null)
    {
        var (batch, at, begins) = Batch(sql, arguments);
        await using (batch)
        {
            var command = batch.BatchCommands[at];
            more?.Invoke(command.Parameters);
            if (begins)
            {
                var reader = await ReaderAsync(batch, begins).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.NextResultAsync(ct).ConfigureAwait(false)) { }
                }
            }
            else
            {
                await batch.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
            }
            return (int)command.RecordsAffected;
        }
    }

    /// <summary>The batch, where in it the statement is, and whether the user's name goes ahead of it.</summary>
    private (NpgsqlBatch Batch, int At, bool Begins) Batch(string sql, Argument[] arguments)
    {
        ct.ThrowIfCancellationRequested();
        var batch = new NpgsqlBatch(connection);
        var begins = _begin is not null;
        if (_begin is { } begin)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(begin));
            var set = new NpgsqlBatchCommand(SetUser);
            set.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _user.Value });
            batch.BatchCommands.Add(set);
            if (_number is not null)
            {
                var check = new NpgsqlBatchCommand(Check);
                check.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _user.Value });
                batch.BatchCommands.Add(check);
            }
            _begin = null;
        }
        if (plans.AreOutdated(connection))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("discard plans"));
        }
        var command = new NpgsqlBatchCommand(sql);
        PostgreSqlParameters.Add(command, arguments);
        batch.BatchCommands.Add(command);
        return (batch, batch.BatchCommands.Count - 1, begins);
    }

    private async Task<NpgsqlDataReader> ReaderAsync(NpgsqlBatch batch, bool begins)
    {
        var reader = await batch.ExecuteReaderAsync(ct).ConfigureAwait(false);
        if (begins)
        {
            await reader.NextResultAsync(ct).ConfigureAwait(false); // past set_config's row
            if (_number is { } number)
            {
                _number = null;
                try
                {
                    await CheckAsync(reader, number).ConfigureAwait(false);
                }
                catch
                {
                    await reader.DisposeAsync().ConfigureAwait(false);
                    throw;
                }
            }
        }
        return reader;
    }

    /// <summary>The user may have been erased since the number was learnt, and added anew.</summary>
    private async Task CheckAsync(NpgsqlDataReader reader, long number)
    {
        var entry = await reader.ReadAsync(ct).ConfigureAwait(false)
            ? new UserEntry(reader.GetInt64(0), await reader.IsDBNullAsync(1, ct).ConfigureAwait(false) ? null : reader.GetInt64(1))
            : null;
        if (UserEntry.Admit(_user, entry) != number)
        {
            throw new UserNumberChangedException();
        }
        await reader.NextResultAsync(ct).ConfigureAwait(false);
    }
}
