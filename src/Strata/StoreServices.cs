using System.Security.Cryptography;
using Strata.Accounts;
using Strata.Aggregates;
using Strata.Backup;
using Strata.Batches;
using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Duplicates;
using Strata.Entities;
using Strata.Erasure;
using Strata.Events;
using Strata.Export;
using Strata.Feeds;
using Strata.Hosting;
using Strata.Interpretation;
using Strata.Jobs;
using Strata.Ledger;
using Strata.Operations;
using Strata.Payments;
using Strata.Projects;
using Strata.Promotion;
using Strata.Prompts;
using Strata.Registry;
using Strata.Rendering;
using Strata.Review;
using Strata.Rules;
using Strata.Rules.Values;
using Strata.Runs;
using Strata.Runs.Archival;
using Strata.Runs.Deletion;
using Strata.Search;
using Strata.Sources;
using Strata.SqlQueries;
using Strata.Uploads;
using Strata.Verification;

namespace Strata;

/// <summary>The services of the house, put together once per store.</summary>
internal sealed class StoreServices : IServiceProvider, IDisposable
{
    private readonly Plan _defaultPlan;
    private readonly UrlFetch _fetch;
    private readonly Dictionary<Type, object> _services;
    private readonly Dictionary<Operation, ConcurrencyLimit> _turns;

    public StoreServices(IDatabase database, LedgerServices services, StoreOptions options)
    {
        Task Record(UserTransaction tx, string actor, string action, string detail) =>
            AdministrativeActions.RecordAsync(tx, services, action, detail, actor);
        Jobs = new JobServices(database, services.Time, Random.Shared.NextDouble, Record);
        _defaultPlan = Plan.Named(options.DefaultPlan);
        BlobServices = new BlobServices(database, Jobs.Queue, Jobs.Service, services.Time, options.Blobs);
        var blobs = BlobServices.Blobs;
        Database = database;
        Ledger = services;
        Entities = new EntityReader(services.Schemas);
        services.Naming = new NameResolution(Entities).FindAsync;
        Provenance = new Provenance(blobs);
        Search = new SearchIndex(Entities, blobs, new SearchLimits());
        Decisions = new Decisions(database, services);
        var aggregates = new EntityAggregates(database, Entities, Search, services.Time);
        var listing = new EntityListing(Entities, Search, new ListLimits(), services.Time, aggregates.TotalAsync);
        var entityIds = new EntityIdListing(database, Entities, Search, listing, services.Time);
        var listedRows = new ListedRows(Entities);
        var matches = new MatchFinder(database, services, listing);
        var duplicates = new DuplicateFinder(database, services);
        Schemas = new SchemaRegistry(database, services);
        Sources = new SourceQueries(blobs);
        Rendering = new RenderingService(database, blobs);
        Pages = new PageImages(database, blobs, Path.Combine(options.Folder, "cache", "pages"), options.MaxPictureBytes, services.Time);
        Reconstructions = new ReconstructionService(
            database,
            blobs,
            new DeclaredRevisions(Entities, blobs),
            new BlockRevisions(Entities, blobs),
            Rendering
        );
        Usage = new UsageService(
            database,
            async tx => (await LedgerSession.OpenAsync(tx, services)).Usage,
            services.Time,
            async tx => await (await LedgerSession.OpenAsync(tx, services)).FlushAsync(),
            Record,
            services.Operator
        );
        Structured = new StructuredIngestion(database, services, blobs);
        var members = new Members(database, services, blobs);
        var interpreters = new Interpreters(
            new RulesInterpreter(),
            new RecordedInterpreter(Path.Combine(options.Folder, "answers"), new AnnotationConfidence(QuotedValue.Agrees))
        );
        var prompts = new RunPrompts(database, blobs, options.PromptJson);
        Runs = new RunService(database, services, interpreters, Jobs.Queue, Jobs.Service, prompts, options.MaxRunTime);
        RunWatch = new RunWatch(database, services.Time);
        _fetch = new UrlFetch(options.Sources);
        Ingestion = new Ingestion(
            database,
            services,
            blobs,
            Runs,
            new RunExecutor(database, services, blobs, interpreters, prompts, Runs, options.RunLimits),
            members,
            Usage,
            _fetch,
            options.Sources
        );
        var secrets = options.Secrets;
        var feedRunner = new FeedRunner(database, services, secrets, Ingestion, options.Feeds);
        Verifier = new Verifier(database, services, blobs);
        var tables = new BackupOrder(StrataModules.Tables);
        Backups = new BackupService(
            new BackupWriter(database, blobs, tables, services.Time),
            services.Time,
            (user, actor, ct) => RecordAsync(user, actor, "backup", "{}", ct)
        );
        Restoration = new Restoration(database, services, blobs, tables, Verifier, Path.Combine(options.Folder, "incoming"), _defaultPlan);
        ReceiptKey = new ReceiptKey(database);
        Uploads = new UploadService(
            new UploadFolder(Path.GetFullPath(Path.Combine(options.Folder, "uploads"))),
            Usage,
            options.MaxSourceBytes,
            services.Time
        );
        Erasure = new UserErasure(
            database,
            blobs,
            services.Schemas,
            ReceiptKey,
            Path.Combine(options.Folder, "cache"),
            Uploads,
            services.Time
        );
        Promotions = new PromotionService(database, services, blobs, Jobs);
        Archive = new RunArchive(database, services, options.ArchiveAfterDays);
        var rebuilder = new Rebuilder(database, services);
        Stored = new StorageGauge(database, services.Time);
        var projects = new ProjectService(database, services);
        var batches = new BatchService(database, services, Jobs.Queue, Runs, Ingestion);
        var rows = new EntityRows(database, Entities);
        var blockRows = new BlockRows(database, blobs, new BlockAnnotations(rows));
        var snapshots = new ExportCache(database, Path.Combine(options.Folder, "cache", "sql"), options.MaxExportBytes, services.Time);
        var exports = new ExportCache(database, Path.Combine(options.Folder, "cache", "exports"), options.MaxExportBytes, services.Time);
        var deletions = new RunDeletionService(database, services, Jobs.Queue);
        var userPrompts = new PromptService(database, services, prompts);
        var calibrations = new Calibrations(services.Time);
        var review = new ReviewService(database, services, Jobs.Queue, calibrations);
        var following = new DecisionFollowing(database, services, blobs);
        Runs.Following = (writes, runNo, ct) => following.FollowAsync(writes, runNo, ct);
        _services = new object[]
        {
            Jobs.Service,
            Jobs.Schedules,
            BlobServices.Service,
            BlobServices.Sweep,
            Usage,
            Schemas,
            services,
            Entities,
            new EntityDetails(Entities, Provenance),
            new ConflictListing(Entities),
            Provenance,
            new ObservationViews(Entities),
            new EntityHistory(Entities),
            new Neighborhoods(Entities),
            new Timeline(Entities),
            new EntityFinder(Entities),
            Search,
            aggregates,
            listing,
            entityIds,
            listedRows,
            new MatchQueries(services.Schemas),
            matches,
            new RecurringPayments(listing, services.Time),
            new DueDates(listing, services),
            Decisions,
            new Splits(database, services),
            projects,
            new RetractionService(
                database,
                Decisions,
                Promotions.TryRollBackAsync,
                projects.Undoing,
                review.Undoing,
                userPrompts.Undoing,
                deletions.Undoing
            ),
            deletions,
            new RunDeletionJob(deletions),
            userPrompts,
            prompts,
            batches,
            new BatchJob(batches),
            review,
            new RejectedRetries(database, services, interpreters, Runs),
            new SchemaTrials(database, services, blobs, interpreters, prompts, options.RunLimits),
            new FindingQueries(services, blobs, calibrations),
            new BulkReviewJob(services),
            new FollowJob(following),
            Structured,
            new DocumentQueries(blobs),
            Rendering,
            Pages,
            Sources,
            Runs,
            RunWatch,
            new EventWatch(database, Uploads, services.Time),
            Ingestion,
            feedRunner,
            new FeedService(database, services, secrets, Jobs.Schedules, options.Feeds, Record),
            new FeedJob(database, services, feedRunner),
            Reconstructions,
            new ExportService(database, services, rows, blockRows, exports),
            new SqlService(database, services, new SqlSnapshots(database, rows, blockRows, snapshots), options.Sql),
            Backups,
            Archive,
            new RunUnarchiving(database, services),
            new DuplicateQueries(services.Schemas),
            duplicates,
            Promotions,
            Verifier,
            rebuilder,
            new PartErasure(database, services, blobs, rebuilder, ReceiptKey, Path.Combine(options.Folder, "cache")),
            Stored,
            new TokenService(UsersBy),
            new UserAdministration(UsersBy, Usage),
            new VerifyJob(Verifier),
            new ChainJob(services),
            new ScheduleChain(Jobs),
            new IndexJob(new SearchRebuild(blobs)),
            new ScheduleIndex(Jobs),
            new InterpretJob(Runs, Ingestion),
            new PromotionJob(Promotions),
            BlobServices.UploadJob,
            new ArchiveJob(Archive),
            new DuplicatesJob(duplicates),
            new PaymentsJob(matches),
            new SweepJob(BlobServices.Sweep, (tx, actor, detail) => RecordAsync(tx, actor, "sweep_blobs", detail)),
            new StaleRuns(Jobs.Watch, Runs, services.Time),
            new RemoveExpiredUploads(Uploads),
            new ReleaseReservations(database, Usage, services.Time),
            new ScheduleArchival(Jobs, Archive),
        }.ToDictionary(s => s.GetType());
        _services.Add(typeof(IDatabase), database);
        _turns = StrataModules
            .Operations.Where(o => o.OneAtATime is not null)
            .ToDictionary(o => o, o => new ConcurrencyLimit(o.OneAtATime!));
        StrataModules.Check(this);
        Jobs.Handle(StrataModules.Jobs(this));
        Jobs.MoreSteps.AddRange(StrataModules.RecoverySteps(this));
    }

    /// <summary>Services that operations ask for; null: there is none of that type.</summary>
    public object? GetService(Type serviceType) => _services.GetValueOrDefault(serviceType);

    /// <summary>Null for an operation that may run any number of times at once.</summary>
    public ConcurrencyLimit? TurnOf(Operation operation) => _turns.GetValueOrDefault(operation);

    /// <summary>Users and tokens as somebody administers them, with whom that is signed.</summary>
    public UserDirectory UsersBy(string actor) =>
        new(
            Database,
            Ledger.Time,
            RandomNumberGenerator.GetBytes,
            PrepareAsync,
            record: (tx, action, detail) => AdministrativeActions.RecordAsync(tx, Ledger, action, detail, actor)
        );

    /// <summary>What every user starts with.</summary>
    private async Task PrepareAsync(UserTransaction tx)
    {
        await Schemas.SeedAsync(tx);
        if (tx.User != UserId.Local)
        {
            await Usage.StartAsync(tx, _defaultPlan);
        }
    }

    /// <summary>Records an administrative action in the transaction that does it.</summary>
    public Task RecordAsync(UserTransaction tx, string action, string detail) =>
        AdministrativeActions.RecordAsync(tx, Ledger, action, detail);

    /// <summary>The same of what is done in many transactions, before the first of them.</summary>
    public Task RecordAsync(UserId user, string actor, string action, string detail, CancellationToken ct) =>
        Database.WriteAsync(user, tx => RecordAsync(tx, actor, action, detail), ct);

    private async Task<bool> RecordAsync(UserTransaction tx, string actor, string action, string detail)
    {
        await AdministrativeActions.RecordAsync(tx, Ledger, action, detail, actor);
        return true;
    }

    public IDatabase Database { get; }
    public BlobServices BlobServices { get; }
    public LedgerServices Ledger { get; }
    public JobServices Jobs { get; }
    public EntityReader Entities { get; }
    public Provenance Provenance { get; }
    public SearchIndex Search { get; }
    public Decisions Decisions { get; }
    public SchemaRegistry Schemas { get; }
    public PromotionService Promotions { get; }
    public SourceQueries Sources { get; }
    public RenderingService Rendering { get; }
    public PageImages Pages { get; }
    public ReconstructionService Reconstructions { get; }
    public StructuredIngestion Structured { get; }
    public RunService Runs { get; }
    public RunWatch RunWatch { get; }
    public RunArchive Archive { get; }
    public Ingestion Ingestion { get; }
    public UsageService Usage { get; }
    public UploadService Uploads { get; }
    public StorageGauge Stored { get; }
    public Verifier Verifier { get; }
    public ReceiptKey ReceiptKey { get; }
    public UserErasure Erasure { get; }
    public BackupService Backups { get; }
    public Restoration Restoration { get; }

    public void Dispose()
    {
        Jobs.Dispose();
        Stored.Dispose();
        BlobServices.Dispose();
        _fetch.Dispose();
    }
}
