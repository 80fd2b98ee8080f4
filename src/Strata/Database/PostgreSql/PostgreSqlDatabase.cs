using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>
/// PostgreSQL 15 or later. Everything except migration, user administration and the queue runs as <c>strata_app</c>, which sees only the
/// rows of the transaction's user.
/// </summary>
public sealed class PostgreSqlDatabase : IDatabase
{
    /// <summary>Concurrent write groups, each of another user; the rest of the pool is for reads.</summary>
    private const int MaxWriters = 8;
    private const int MaxConnections = 32;
    private const int MaxQueueConnections = 8;
    private const string BeginRead = "begin isolation level repeatable read read only";

    private static readonly SqlText FindUser = SqlText.For(Engine.PostgreSql, PostgreSqlQueries.FindUser);

    private readonly NpgsqlConnectionStringBuilder _login;
    private readonly NpgsqlDataSource _app;
    private readonly UserCache _users = new();
    private readonly PlanCacheReset _plans = new();
    private readonly UserQueues _writers;
    private readonly TimeProvider _time;
    private readonly PostgreSqlQueue _queue;

    /// <param name="url"><c>postgres://user:password@host:port/db</c>, or Npgsql's <c>Host=…;Username=…;Database=…</c>.</param>
    /// <exception cref="InvalidOperationException">The URL cannot be parsed.</exception>
    public PostgreSqlDatabase(string url, TimeProvider? timeProvider = null)
    {
        _time = timeProvider ?? TimeProvider.System;
        _login = PostgreSqlUrl.Parse(url);
        _login.ApplicationName ??= "strata";
        _app = NpgsqlDataSource.Create(Pool(_login, PostgreSqlRoles.App, MaxConnections).ToString());
        _queue = new PostgreSqlQueue(Pool(_login, PostgreSqlRoles.Queue, MaxQueueConnections));
        _writers = new UserQueues(new GroupCommit(BeginAsync), MaxWriters);
    }

    public Engine Engine => Engine.PostgreSql;

    /// <summary>Receives messages about what a migration waits for.</summary>
    public Action<string> Tell { get; init; } = _ => { };

    public async Task<string> DescribeAsync(CancellationToken ct)
    {
        var connection = await OpenLoginAsync(ct).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var risks = await connection
                .ListAsync(
                    "select format('%s = %s', name, setting) from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes') and setting = 'off'",
                    ct
                )
                .ConfigureAwait(false);
            var warning = risks.Count == 0 ? "" : $"; a crash may lose acknowledged writes: {string.Join(", ", risks)}";
            return $"PostgreSQL {connection.PostgreSqlVersion}, {PostgreSqlUrl.Place(_login)}{warning}";
        }
    }

    public Task MigrateAsync(CancellationToken ct) => MigrateAsync(Migration.Embedded(Engine), ct);

    public async Task<T> ReadAsync<T>(UserId user, Func<UserConnection, Task<T>> read, CancellationToken ct)
    {
        try
        {
            return await ReadOnceAsync(user, read, trusting: true, ct).ConfigureAwait(false);
        }
        catch (UserChangedException)
        {
            return await ReadOnceAsync(user, read, trusting: false, ct).ConfigureAwait(false);
        }
    }

    private async Task<T> ReadOnceAsync<T>(UserId user, Func<UserConnection, Task<T>> read, bool trusting, CancellationToken ct)
    {
        var connection = await _app.ConnectAsync(ct).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false)) // returned to the pool, which ends the transaction
        {
            var queries = new PostgreSqlQueries(connection, _plans, user, ct);
            if (_users.TryGet(user, out var known) && trusting)
            {
                queries.CheckWithNext(BeginRead, known);
            }
            else
            {
                queries.OpenWithNext(BeginRead);
                known = UserEntry
                    .Admitted(user, (await queries.QueryAsync<UserEntry>(FindUser, args: null).ConfigureAwait(false)).FirstOrDefault())
                    .Known;
                _users.Learn(user, known);
            }
            T result;
            try
            {
                result = await read(new PostgreSqlReader(queries, user, known, ct)).ConfigureAwait(false);
            }
            catch (StrataException)
            {
                await queries.OpenAsync().ConfigureAwait(false); // Checks the cached user: the refusal may rest on outdated data.
                throw;
            }
            await queries.OpenAsync().ConfigureAwait(false);
            return result;
        }
    }

    public async Task<T?> FindAsync<T>(UserId user, string sql, object? args, CancellationToken ct)
    {
        var connection = await _app.ConnectAsync(ct).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var queries = new PostgreSqlQueries(connection, _plans, user, ct);
            queries.CheckWithNext(begin: null, known: null);
            return (await queries.QueryAsync<T>(SqlText.For(Engine, sql), args, limit: 1).ConfigureAwait(false)).FirstOrDefault();
        }
    }

    public async Task<T> WriteAsync<T>(UserId user, Func<UserTransaction, Task<T>> write, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        GroupCommit.RefuseNested();
        var pending = new PendingWrite<T>(user, write, ct);
        _writers.Enqueue(pending);
        return await pending.AnswerAsync().ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<UserRecord>> ListUsersAsync(CancellationToken ct)
    {
        var owner = await OpenOwnerAsync(ct).ConfigureAwait(false);
        await using (owner.ConfigureAwait(false))
        {
            return await PostgreSqlUsers.ListAsync(owner, ct).ConfigureAwait(false);
        }
    }

    public async Task<UserRecord> AddUserAsync(
        UserId user,
        string? displayName,
        long now,
        Func<UserTransaction, Task>? prepare,
        CancellationToken ct
    )
    {
        var owner = await OpenOwnerAsync(ct).ConfigureAwait(false);
        await using (owner.ConfigureAwait(false))
        {
            return await PostgreSqlUsers.AddAsync(owner, user, displayName, now, prepare, ct).ConfigureAwait(false);
        }
    }

    public async Task<bool> UserExistsAsync(UserId user, CancellationToken ct)
    {
        var connection = await _app.ConnectAsync(ct).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var queries = new PostgreSqlQueries(connection, _plans, user, ct);
            queries.OpenWithNext(BeginRead);
            return (await queries.QueryAsync<UserEntry>(FindUser, args: null).ConfigureAwait(false)).Count > 0;
        }
    }

    async Task<IReadOnlyList<AppliedMigration>> IDatabase.AppliedAsync(CancellationToken ct)
    {
        var owner = await OpenOwnerAsync(ct).ConfigureAwait(false);
        await using (owner.ConfigureAwait(false))
        {
            return await PostgreSqlMigrator.AppliedAsync(owner, ct).ConfigureAwait(false);
        }
    }

    async Task<ErasureConnection> IDatabase.OpenErasureAsync(UserId user, CancellationToken ct)
    {
        var erasure = new PostgreSqlErasure(
            user,
            await OpenOwnerAsync(ct, forErasure: true).ConfigureAwait(false),
            _app,
            _plans,
            _users,
            _time
        );
        try
        {
            await erasure.TakeTurnAsync(ct).ConfigureAwait(false);
            return erasure;
        }
        catch
        {
            await erasure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    async Task<byte[]> IDatabase.KeptAsync(string name, Func<Task<byte[]>> make, CancellationToken ct)
    {
        var owner = await OpenOwnerAsync(ct).ConfigureAwait(false);
        await using (owner.ConfigureAwait(false))
        {
            return await PostgreSqlUsers.KeptAsync(owner, name, make, ct).ConfigureAwait(false);
        }
    }

    Task<T> IDatabase.QueueAsync<T>(QueueUse use, Func<QueueConnection, Task<T>> work, CancellationToken ct) =>
        _queue.RunAsync(use, work, ct);

    void IDatabase.Ring(string line) => _queue.Ring(line);

    IAsyncEnumerable<string> IDatabase.ListenAsync(CancellationToken ct) => _queue.ListenAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await _writers.DisposeAsync().ConfigureAwait(false);
        await _queue.DisposeAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    internal async Task MigrateAsync(IReadOnlyList<Migration> migrations, CancellationToken ct)
    {
        var login = await OpenLoginAsync(ct, unhurried: true).ConfigureAwait(false);
        await using (login.ConfigureAwait(false))
        {
            await PostgreSqlMigrator.RunAsync(login, migrations, _time, Tell, ct).ConfigureAwait(false);
        }
    }

    private static NpgsqlConnectionStringBuilder Pool(NpgsqlConnectionStringBuilder login, string role, int most)
    {
        const int DefaultPool = 100;
        var app = new NpgsqlConnectionStringBuilder(login.ToString())
        {
            Options = Options(login, role),
            NoResetOnClose = true, // no state outlives a transaction, which returning a connection ends
            MaxAutoPrepare = 256,
            AutoPrepareMinUsages = 2,
        };
        if (login.MaxPoolSize == DefaultPool)
        {
            app.MaxPoolSize = most;
        }
        return app;
    }

    /// <summary>Set at session start, so that DISCARD ALL goes back to this role.</summary>
    private static string Options(NpgsqlConnectionStringBuilder login, string role) =>
        $"{login.Options} -c role={role} -c search_path={PostgreSqlRoles.Schema} -c jit=off -c cursor_tuple_fraction=1".TrimStart();

    private async Task<GroupTransaction> BeginAsync(PendingWrite first) =>
        new PostgreSqlGroup(await _app.ConnectAsync(first.Cancellation).ConfigureAwait(false), _plans, _users);

    /// <param name="forErasure">
    /// Whether to lift the statement timeout and keep the details of notices, which may hold row values: VACUUM reports counts in them.
    /// </param>
    private Task<NpgsqlConnection> OpenOwnerAsync(CancellationToken ct, bool forErasure = false) =>
        OpenAsync(
            new NpgsqlConnectionStringBuilder(_login.ToString())
            {
                Options = Options(_login, PostgreSqlRoles.Owner),
                IncludeErrorDetail = forErasure,
            },
            unhurried: forErasure,
            ct
        );

    private Task<NpgsqlConnection> OpenLoginAsync(CancellationToken ct, bool unhurried = false) =>
        OpenAsync(new NpgsqlConnectionStringBuilder(_login.ToString()), unhurried, ct);

    /// <param name="unhurried">
    /// Whether to lift the statement timeout: index builds, table rewrites and waiting for another process's take longer than a request
    /// may.
    /// </param>
    private static async Task<NpgsqlConnection> OpenAsync(NpgsqlConnectionStringBuilder builder, bool unhurried, CancellationToken ct)
    {
        builder.Pooling = false;
        builder.CommandTimeout = unhurried ? 0 : builder.CommandTimeout;
        var connection = new NpgsqlConnection(builder.ToString());
        try
        {
            await connection.OpenAsync(ct).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
