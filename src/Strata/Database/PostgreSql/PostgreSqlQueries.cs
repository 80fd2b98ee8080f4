using System.Runtime.CompilerServices;
using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>
/// Runs one user's statements on one connection. BEGIN and the user's name are sent in the same batch as the first statement, so that they
/// cost no round trip and nothing can run before them.
/// </summary>
internal sealed class PostgreSqlQueries(
    NpgsqlConnection connection,
    PlanCacheReset plans,
    UserId user,
    CancellationToken ct,
    StatementBatch? outbox = null
)
{
    /// <summary>Local to the transaction, so that no connection returns to the pool with a user.</summary>
    private const string SetUser = "select set_config('strata.user_id', $1, true)";

    /// <summary>Reads the user's <see cref="UserEntry"/> before anything else.</summary>
    public static readonly string FindUser = $"""
        select u.user_no, h.erased_from, s.seq as activation_seq, s.recorded_at as activated_at, {ProgramFence.Contraction} as contraction
        from users u join ledger_heads h on h.user_id = u.user_id
        left join lateral (
            select a.seq, a.recorded_at from schema_activations a where a.user_id = u.user_id order by a.seq desc limit 1) s on true
        where u.user_id = @user
        """;

    private static readonly SqlText Check = SqlText.For(Engine.PostgreSql, FindUser);

    private readonly UserId _user = user;
    private readonly List<PendingStatement> _asked = (outbox ?? new StatementBatch()).Waiting;
    private bool _opens;
    private bool _checks;
    private string? _begin;
    private CachedUser? _known;
    private int _streams;

    /// <summary>Sends <paramref name="begin"/> and the user's name ahead of the next statement.</summary>
    public void OpenWithNext(string begin) => (_opens, _begin) = (true, begin);

    /// <summary>Like <see cref="OpenWithNext"/>, and checks that the user is admitted and the cached data still holds.</summary>
    /// <param name="begin">Null if each batch is to be its own implicit transaction.</param>
    /// <param name="known">Null to accept any data.</param>
    public void CheckWithNext(string? begin, CachedUser? known) => (_opens, _checks, _begin, _known) = (true, true, begin, known);

    /// <summary>Sends the opening statements unless already sent.</summary>
    public Task OpenAsync() => _opens ? SendAsync() : Task.CompletedTask;

    public async Task<List<T>> QueryAsync<T>(SqlText text, object? args, int limit = int.MaxValue) =>
        await AnswerAsync(Ask<T>(text, args, limit)).ConfigureAwait(false);

    /// <summary>Queues a query, sent with the next awaited statement.</summary>
    public PendingQuery<T> Ask<T>(SqlText text, object? args, int limit = int.MaxValue)
    {
        var question = new PendingQuery<T>(text, StatementArguments.Bind(text, _user, args), limit);
        _asked.Add(question);
        return question;
    }

    public async Task<List<T>> AnswerAsync<T>(PendingQuery<T> question)
    {
        if (!question.IsAnswered)
        {
            await SendAsync().ConfigureAwait(false);
        }
        return question.IsAnswered
            ? question.Rows
            : throw new InvalidOperationException("What was asked before has failed, and this with it.");
    }

    /// <summary>Reads through a cursor, because other statements may run on the connection between two rows.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        SqlText text,
        object? args,
        Func<RowReader, T>? map = null,
        [EnumeratorCancellation] CancellationToken also = default
    )
    {
        // The name depends on the text: a prepared FETCH keeps the columns of its first cursor.
        var cursor = string.Create(
            CultureInfo.InvariantCulture,
            $"strata_stream_{_streams++}_{(uint)text.Sql.GetHashCode(StringComparison.Ordinal)}"
        );
        await RunAsync($"declare {cursor} no scroll cursor for {text.Sql}", StatementArguments.Bind(text, _user, args))
            .ConfigureAwait(false);
        for (var size = FetchSize.First; ; )
        {
            var fetch = string.Create(CultureInfo.InvariantCulture, $"fetch {size} from {cursor}");
            var taken = 0L;
            var rows = new List<T>();
            var batch = await BatchAsync(fetch, []).ConfigureAwait(false);
            await using (batch)
            {
                var reader = await batch.ExecuteReaderAsync(ct).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    var row = new PostgreSqlRow(reader);
                    while (await reader.ReadAsync(also).ConfigureAwait(false))
                    {
                        map ??= text.Mapper<T>(row);
                        rows.Add(map(row));
                    }
                    taken = row.Taken;
                }
            }
            foreach (var row in rows)
            {
                yield return row;
            }
            if (rows.Count < size)
            {
                break;
            }
            size = FetchSize.After(size, taken);
        }
        await RunAsync("close " + cursor, []).ConfigureAwait(false);
    }

    /// <summary>Hands each row over as it arrives, while the server reads the next.</summary>
    public async Task EachAsync(SqlText text, object? args, Action<RowReader> read)
    {
        var arguments = StatementArguments.Bind(text, _user, args);
        var batch = await BatchAsync(text.WithSingles(arguments), arguments).ConfigureAwait(false);
        await using (batch.ConfigureAwait(false))
        {
            var reader = await batch.ExecuteReaderAsync(ct).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var row = new PostgreSqlRow(reader);
                while (await reader.ReadAsync(ct).ConfigureAwait(false))
                {
                    read(row);
                }
            }
        }
    }

    /// <summary>Returns the number of changed rows.</summary>
    public Task<int> ExecuteAsync(SqlText text, object? args)
    {
        var arguments = StatementArguments.Bind(text, _user, args);
        return RunAsync(text.WithSingles(arguments), arguments);
    }

    public async Task<int> RunAsync(string sql, StatementArgument[] arguments, Action<NpgsqlParameterCollection>? more = null)
    {
        var command = Command(sql, arguments, more);
        await SendAsync(command).ConfigureAwait(false);
        return (int)command.RecordsAffected;
    }

    /// <summary>Queues a statement that returns no rows, sent with the next awaited one.</summary>
    public void Post(SqlText text, object? args)
    {
        var arguments = StatementArguments.Bind(text, _user, args);
        Post(text.WithSingles(arguments), arguments);
    }

    public void Post(string sql, StatementArgument[] arguments, Action<NpgsqlParameterCollection>? more = null) =>
        _asked.Add(new PendingCommand(Command(sql, arguments, more)));

    /// <summary>Sends the queued statements.</summary>
    public Task SettleAsync() => _asked.Count > 0 ? SendAsync() : Task.CompletedTask;

    private static NpgsqlBatchCommand Command(string sql, StatementArgument[] arguments, Action<NpgsqlParameterCollection>? more = null)
    {
        var command = new NpgsqlBatchCommand(sql);
        PostgreSqlParameters.Add(command, arguments);
        more?.Invoke(command.Parameters);
        return command;
    }

    /// <summary>Sends the opening statements if due, then all queued ones, then <paramref name="last"/>.</summary>
    private async Task SendAsync(NpgsqlBatchCommand? last = null)
    {
        ct.ThrowIfCancellationRequested();
        connection.NeedOpen();
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            var (opens, checks) = (_opens, _checks);
            var (questions, check) = (
                _asked.ToArray(),
                new PendingQuery<UserEntry>(Check, StatementArguments.Bind(Check, _user, args: null), limit: 1)
            );
            (_opens, _checks) = (false, false);
            _asked.Clear();
            if (opens && _begin is not null)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(_begin));
            }
            if (opens)
            {
                var set = new NpgsqlBatchCommand(SetUser);
                set.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _user.Value });
                batch.BatchCommands.Add(set);
            }
            if (checks)
            {
                batch.BatchCommands.Add(check.Command());
            }
            if (plans.AreOutdated(connection))
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand("discard plans"));
            }
            foreach (var question in questions)
            {
                batch.BatchCommands.Add(question.Command());
            }
            if (last is not null)
            {
                batch.BatchCommands.Add(last);
            }
            var reader = await batch.ExecuteReaderAsync(ct).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                if (opens)
                {
                    await reader.NextResultAsync(ct).ConfigureAwait(false); // past set_config's row
                }
                if (checks)
                {
                    await check.ReadAsync(reader, ct).ConfigureAwait(false);
                    // The user may have been erased since and added anew, or another process may have activated a schema.
                    var entry = UserEntry.Admitted(_user, check.Rows.FirstOrDefault());
                    if (_known is { } known && known != entry.Known)
                    {
                        throw new UserChangedException();
                    }
                }
                foreach (var question in questions)
                {
                    await question.ReadAsync(reader, ct).ConfigureAwait(false);
                }
                while (await reader.NextResultAsync(ct).ConfigureAwait(false)) { }
            }
        }
    }

    /// <summary>Creates a batch for a single statement, after opening the transaction and sending all queued statements.</summary>
    private async Task<NpgsqlBatch> BatchAsync(string sql, StatementArgument[] arguments)
    {
        if (_opens || _asked.Count > 0)
        {
            await SendAsync().ConfigureAwait(false);
        }
        ct.ThrowIfCancellationRequested();
        connection.NeedOpen();
        var batch = new NpgsqlBatch(connection);
        if (plans.AreOutdated(connection))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("discard plans"));
        }
        batch.BatchCommands.Add(Command(sql, arguments));
        return batch;
    }
}
