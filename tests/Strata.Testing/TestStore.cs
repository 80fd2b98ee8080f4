namespace Strata.Testing;

/// <summary>A whole store of its own for one test, with the users alice and bob who must not see each other.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private TestStore(TestDatabase database, StrataStore store, TestTime time)
    {
        _database = database;
        Store = store;
        Time = time;
        Alice = store.For(new UserId("alice"), "alice");
        Bob = store.For(new UserId("bob"), "bob");
    }

    public StrataStore Store { get; private set; }
    public TestTime Time { get; }
    public IStrata Alice { get; private set; }
    public IStrata Bob { get; private set; }
    public string Folder => _database.Folder;

    public StoreOptions Options => OptionsOf(_database);

    public static async Task<TestStore> CreateAsync(Engine engine, Func<StoreOptions, StoreOptions>? change = null)
    {
        change ??= options => options;
        var usual = new StoreOptions();
        var users = change(usual).DefaultPlan == usual.DefaultPlan;
        var database = await TestDatabase.CreateAsync(engine, users);
        var time = new TestTime();
        var store = await StrataStore.OpenAsync(change(OptionsOf(database)), time, CancellationToken.None);
        if (!users)
        {
            await AddUsersAsync(store);
        }
        return new TestStore(database, store, time);
    }

    /// <summary>What every store begins with, in the database from which theirs are copied.</summary>
    internal static async Task AddUsersAsync(string folder, string? databaseUrl)
    {
        var options = new StoreOptions { DataFolder = folder, DatabaseUrl = databaseUrl };
        await using var store = await StrataStore.OpenAsync(options, new TestTime(), CancellationToken.None);
        await AddUsersAsync(store);
    }

    /// <summary>Closes the store and opens it again, as after a restart.</summary>
    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = await StrataStore.OpenAsync(Options, Time, CancellationToken.None);
        Alice = Store.For(new UserId("alice"), "alice");
        Bob = Store.For(new UserId("bob"), "bob");
    }

    /// <inheritdoc cref="TestDatabase.MigrateAheadAsync"/>
    public Task MigrateAheadAsync(string name, string sql) => _database.MigrateAheadAsync(name, sql);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task AddUsersAsync(StrataStore store)
    {
        await store.Users.AddAsync(new UserId("alice"), null, CancellationToken.None);
        await store.Users.AddAsync(new UserId("bob"), null, CancellationToken.None);
    }

    private static StoreOptions OptionsOf(TestDatabase database) =>
        new() { DataFolder = database.Folder, DatabaseUrl = database.Engine == Engine.Sqlite ? null : database.Location };
}

/// <summary>Short ways to say what tests say often.</summary>
public static class Say
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>The first 1,000 that are known by the identifier.</summary>
    public static async Task<IReadOnlyList<EntityView>> FindEntitiesAsync(
        this IStrata strata,
        string identifier,
        string? entityType,
        ReadAt at,
        CancellationToken ct
    ) => (await strata.Search.FindAsync(identifier, entityType, new PageRequest(1_000), at, ct)).Items;

    public static Task<IngestResult> IngestAsync(this IStrata strata, string fileName, string content, IngestRequest? request = null) =>
        strata.IngestAsync(fileName, Encoding.UTF8.GetBytes(content), request);

    public static Task<IngestResult> IngestAsync(this IStrata strata, string fileName, byte[] content, IngestRequest? request = null) =>
        strata.Sources.IngestAsync((request ?? new IngestRequest()) with { FileName = fileName }, new MemoryStream(content), null, None);

    public static async Task<StructuredStored> StoreAsync(
        this IStrata strata,
        string entityType,
        string fields,
        string? observedAt = null,
        string? key = null
    ) => (await strata.StoreManyAsync([(entityType, fields)], observedAt, key)).Entities[0];

    public static Task<StructuredResult> StoreManyAsync(
        this IStrata strata,
        IReadOnlyList<(string EntityType, string Fields)> entities,
        string? observedAt = null,
        string? key = null
    ) =>
        strata.Structured.StoreAsync(
            new StructuredRequest
            {
                Entities = [.. entities.Select(e => new StructuredEntity { EntityType = e.EntityType, Fields = Fields(e.Fields) })],
                ObservedAt = observedAt is null ? null : At(observedAt),
                IdempotencyKey = key,
            },
            None
        );

    public static Task<DecisionResult> CorrectAsync(this IStrata strata, string entityId, string fields, string? key = null) =>
        strata.Decisions.CorrectAsync(entityId, new CorrectRequest { Fields = Fields(fields), IdempotencyKey = key }, None);

    public static Task<DecisionResult> MergeAsync(this IStrata strata, string from, string to) =>
        strata.Decisions.MergeAsync(from, to, new DecisionRequest(), None);

    public static Task<DecisionResult> UnmergeAsync(this IStrata strata, string from) =>
        strata.Decisions.UnmergeAsync(from, new DecisionRequest(), None);

    public static Task<DecisionResult> DeleteAsync(this IStrata strata, string id) =>
        strata.Decisions.DeleteAsync(id, new DecisionRequest(), None);

    public static Task<DecisionResult> RestoreAsync(this IStrata strata, string id) =>
        strata.Decisions.RestoreAsync(id, new DecisionRequest(), None);

    public static Task<DecisionResult> RetractAsync(this IStrata strata, string id) =>
        strata.Decisions.RetractAsync(id, new DecisionRequest(), None);

    public static Task<EntityView> GetAsync(
        this IStrata strata,
        string id,
        bool provenance = false,
        string? knownAt = null,
        string? validAt = null
    ) => strata.Entities.GetAsync(id, provenance, new ReadAt(knownAt, validAt), None);

    public static async Task<IReadOnlyList<EntityView>> ListAsync(this IStrata strata, string? type = null, string? knownAt = null) =>
        (await strata.Search.ListAsync(new EntityQuery { EntityType = type, Limit = 1000 }, new ReadAt(knownAt), None)).Items;

    public static async Task<IReadOnlyList<ObservationView>> ObservationsAsync(this IStrata strata, string id) =>
        (await strata.Entities.ListObservationsAsync(id, evidence: false, new PageRequest(1000), ReadAt.Now, None)).Items;

    public static async Task<string> StateHashAsync(this IStrata strata)
    {
        var report = await strata.Verification.VerifyAsync(null, None);
        return report.Ok
            ? report.StateHash
            : throw new InvalidOperationException(string.Join("; ", report.Faults.Select(f => $"{f.Path}: {f.Reason}")));
    }

    /// <summary>A field's value as JSON text; null where it has none.</summary>
    public static string? Json(this EntityView view, string field) =>
        view.Fields.TryGetValue(field, out var value) ? value.GetRawText() : null;

    public static IReadOnlyDictionary<string, JsonElement> Fields(string json) =>
        JsonDocument.Parse(json).RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.Clone());

    public static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
}

/// <summary>A clock that tests move.</summary>
public sealed class TestTime : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
