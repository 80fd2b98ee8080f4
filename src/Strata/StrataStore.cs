using Microsoft.Extensions.Logging;
using Strata.Accounts;
using Strata.Backup;
using Strata.Blobs;
using Strata.Database;
using Strata.Database.PostgreSql;
using Strata.Database.Sqlite;
using Strata.Erasure;
using Strata.Health;
using Strata.Hosting;
using Strata.Jobs;
using Strata.Jobs.Workers;
using Strata.Ledger;
using Strata.Operations;
using Strata.Schemas;
using Strata.Uploads;

namespace Strata;

/// <summary>An open store: its database, its blobs, its users.</summary>
public sealed class StrataStore : IAsyncDisposable
{
    private readonly StoreServices _services;

    /// <summary>Users whose ledger is compared with the clock.</summary>
    private const int ClocksLookedAt = 1_000;

    private readonly ReadinessChecks _health;

    private StrataStore(IDatabase database, StoreServices services, TimeProvider time)
    {
        Database = database;
        _services = services;
        _health = new ReadinessChecks(
            database,
            services.BlobServices.Blobs,
            services.Jobs,
            services.Stored,
            services.Ledger.Clock,
            () => StrataModules.Missing(services),
            time
        );
        Users = services.UsersBy(services.Ledger.Operator);
    }

    public IDatabase Database { get; }

    /// <summary>Largest source that is taken in, in bytes.</summary>
    public long MaxSourceBytes { get; private init; }

    public UserDirectory Users { get; }

    private string CommandLineActor { get; init; } = Operator.AtCommandLine(null);

    /// <summary>Plans and usage of users.</summary>
    public UsageService Usage => _services.Usage;

    /// <summary>Uploads in pieces.</summary>
    public UploadService Uploads => _services.Uploads;

    /// <summary>Adds a user as an operator does, which is the first entry of their audit log.</summary>
    /// <exception cref="StrataException">CONFLICT: the name is taken.</exception>
    public Task<UserRecord> AddUserAsync(UserId user, string? displayName, CancellationToken ct) =>
        Users.AddAsync(user, displayName, recorded: true, ct);

    /// <summary>Opens the store, brings its database up to date and makes sure that the user <c>local</c> exists.</summary>
    public static async Task<StrataStore> OpenAsync(StoreOptions options, TimeProvider time, CancellationToken ct)
    {
        MakeFolder(options.Folder);
        IDatabase database = options.DatabaseUrl is { } url
            ? new PostgreSqlDatabase(url) { Tell = options.Tell }
            : new SqliteDatabase(Path.Combine(options.Folder, "strata.db"));
        try
        {
            await database.MigrateAsync(ct);
            var services = new LedgerServices(new SchemaStore(), time) { Operator = Operator.Of(options.SystemUser) };
            var store = new StrataStore(database, new StoreServices(database, services, options), time)
            {
                MaxSourceBytes = options.MaxSourceBytes,
                CommandLineActor = Operator.AtCommandLine(options.SystemUser),
            };
            await store.Users.EnsureAsync(UserId.Local, ct);
            await store._services.BlobServices.KnowFolderAsync(ct);
            await store._services.BlobServices.ClearIncomingAsync();
            return store;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Everything one user can do.</summary>
    /// <param name="actor">Who acts for the user: what observations and decisions are signed with.</param>
    /// <param name="isLocal">Whether the caller may name files of this machine: with the rights of this process, as at its command line.</param>
    /// <param name="isOperator">Whether the caller may ask what is for operators.</param>
    public IStrata For(UserId user, string actor, bool isLocal = false, bool isOperator = false) =>
        new UserStore(_services, user, actor, isLocal, isOperator);

    /// <summary>The same for a user at the command line of the store's own machine.</summary>
    public IStrata ForCommandLine(UserId user) => For(user, CommandLineActor, isLocal: true, isOperator: true);

    /// <summary>The same for whoever runs the store.</summary>
    public IStrata ForOperator(UserId user) => For(user, _services.Ledger.Operator, isOperator: true);

    /// <summary>
    /// Writes all that a user has, from front to back; <see cref="RestoreAsync"/> takes it in, in a store of either engine.
    /// </summary>
    /// <exception cref="StrataException">UNAUTHENTICATED: no such user. STORAGE_*: bytes can't be had, or are damaged.</exception>
    public Task<BackupReport> BackupAsync(UserId user, Stream destination, IProgress<Progress>? progress, CancellationToken ct) =>
        _services.Backups.WriteAsync(user, _services.Ledger.Operator, destination, progress, ct);

    /// <summary>Takes a backup in as a whole or not at all, and verifies what it has become.</summary>
    /// <param name="user">Not there yet, or with nothing yet; null: the one whose backup it is.</param>
    /// <exception cref="StrataException">INVALID_CONTENT: it is no whole backup. CONFLICT: the user has something already.</exception>
    public Task<RestoreReport> RestoreAsync(UserId? user, Stream backup, IProgress<Progress>? progress, CancellationToken ct) =>
        _services.Restoration.RestoreAsync(user, backup, progress, ct);

    /// <summary>Removes a user and all there is of them; where an earlier call was broken off, this one goes on.</summary>
    /// <param name="deliver">Puts the receipt where it is to stay. Until it returns, another call can make it again.</param>
    /// <exception cref="StrataException">
    /// UNAUTHENTICATED: no such user. CONFLICT: an erasure is under way, or bytes of the user are not at hand. STORAGE_PENDING: something
    /// can't be removed now; start it again later.
    /// </exception>
    public Task<ErasureReceipt> EraseAsync(
        UserId user,
        EraseRequest request,
        Func<ErasureReceipt, Task> deliver,
        IProgress<Progress>? progress,
        CancellationToken ct
    ) => _services.Erasure.EraseAsync(user, request, deliver, progress, ct);

    /// <summary>
    /// Writes anew the tables that an erasure has left (<see cref="ErasureReceipt.NotRewritten"/>), and gives the receipt that then holds.
    /// </summary>
    /// <exception cref="StrataException">CONFLICT: this store did not make that receipt, as it is; or an erasure is under way.</exception>
    public Task<ErasureReceipt> CompleteErasureAsync(ErasureReceipt receipt, IProgress<Progress>? progress, CancellationToken ct) =>
        _services.Erasure.CompleteAsync(receipt, progress, ct);

    /// <summary>Whether this store made the receipt, as it is.</summary>
    public Task<ReceiptCheck> CheckReceiptAsync(ErasureReceipt receipt, CancellationToken ct) =>
        _services.ReceiptKey.CheckAsync(receipt, ct);

    /// <summary>Jobs of all users: user by user, the latest of each first.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: there is no such state, kind or cursor.</exception>
    public Task<Page<UserJob>> ListJobsAsync(JobQuery query, CancellationToken ct) => Administration.ListAsync(query, ct);

    /// <summary>Lines up again the dead jobs of all users; the audit log of each says that the operator did.</summary>
    /// <param name="kind">Null: of every kind.</param>
    /// <exception cref="StrataException">INVALID_CONTENT: there is no such kind.</exception>
    public Task<JobsRetried> RetryDeadJobsAsync(string? kind, CancellationToken ct) => Administration.RetryAsync(kind, ct);

    /// <summary>Kinds of jobs that the modules have, with whether users may start and schedule them.</summary>
    public IReadOnlyDictionary<string, bool> JobKinds =>
        Jobs.Handlers.Values.ToDictionary(h => h.Kind.Name, h => h.Kind.IsSchedulable, StringComparer.Ordinal);

    private JobAdministration Administration => new(Jobs.Watch, Jobs.Service, _services.Ledger.Operator);

    internal Erasure.UserErasure Erasure => _services.Erasure;

    internal JobServices Jobs => _services.Jobs;

    internal Runs.RunService RunService => _services.Runs;

    /// <summary>Whether the store of bytes works: something is written, read and removed.</summary>
    public Task<BlobProbe> ProbeBlobsAsync(CancellationToken ct) => _services.BlobServices.ProbeAsync(ct);

    internal BlobStore Blobs => _services.BlobServices.Blobs;

    /// <summary>
    /// Does background work for all users until <paramref name="ct"/> is cancelled; returns when what it was doing is finished or given
    /// back. Any number of processes may do this on one store.
    /// </summary>
    public Task RunWorkerAsync(WorkerOptions options, ILogger logger, CancellationToken ct) =>
        new JobWorker(_services.Jobs, options, logger).RunAsync(ct);

    /// <summary>Says where the store logs to what it has to tell beside jobs and requests.</summary>
    public void LogTo(ILogger logger) => _services.Ledger.Log.Logger = logger;

    /// <summary>
    /// Whether everything that requests need answers. Cheap: what costs is looked at every 15 seconds at most. Refreshes the numbers of the
    /// queue on the way, for processes that do no jobs, and has counters be there that nothing has counted yet. Throws nothing but where
    /// <paramref name="ct"/> is cancelled.
    /// </summary>
    public Task<StoreHealth> CheckHealthAsync(CancellationToken ct)
    {
        StoreMeters.Appear();
        OperationMeters.Appear();
        UsageMeters.Appear();
        Jobs.Meters.Appear(Jobs.Handlers.Keys);
        return _health.CheckAsync(ct);
    }

    /// <summary>Returns a warning if a ledger is dated in the future; null if none is. Looks at one user after another.</summary>
    public async Task<string?> CheckClockAsync(CancellationToken ct)
    {
        foreach (var user in (await Users.ListAsync(ct)).Take(ClocksLookedAt))
        {
            try
            {
                _services.Ledger.Clock.Observe(
                    await Database.ReadAsync(
                        new UserId(user.UserId),
                        connection =>
                            connection.QueryFirstOrDefaultAsync<long>("select recorded_at from ledger_heads where user_id = @user"),
                        ct
                    )
                );
            }
            catch (StrataException e) when (e.Code == ErrorCode.Unauthenticated)
            {
                // Being erased.
            }
        }
        var now = _services.Ledger.Time.GetUtcNow();
        return _services.Ledger.Clock.AheadOf(now) is { } until ? ClockLead.Warning(until, now) : null;
    }

    /// <summary>A new one is its owner's alone.</summary>
    private static void MakeFolder(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (IOException e)
        {
            throw new IOException($"The folder of the store, '{folder}', cannot be created: {e.Message}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _services.Dispose();
        await Database.DisposeAsync();
    }
}
