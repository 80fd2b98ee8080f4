using Microsoft.Extensions.Logging.Abstractions;
using Strata.Jobs.Workers;
using Strata.Testing;

namespace Strata.Jobs;

/// <summary>A queue of its own for one test, with the users alice and bob, and handlers that the test gives.</summary>
internal sealed class JobFixture : IAsyncDisposable
{
    public static readonly UserId Alice = new("alice");
    public static readonly UserId Bob = new("bob");
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TestDatabase _database;
    private readonly List<(IDatabase Database, JobServices Services)> _nodes = [];

    private JobFixture(TestDatabase database, TimeProvider time) => (_database, Time) = (database, time);

    public TimeProvider Time { get; }
    public TestTime Clock => (TestTime)Time;
    public IDatabase Database => _database.Database;
    public JobServices Services { get; private set; } = null!; // set by CreateAsync, which makes the fixture
    public TestDatabase Store => _database;

    public static async Task<JobFixture> CreateAsync(Engine engine, TimeProvider? time, params IJobHandler[] handlers)
    {
        var fixture = new JobFixture(await TestDatabase.CreateAsync(engine), time ?? new TestTime());
        var users = new UserDirectory(fixture.Database);
        await users.AddAsync(Alice, null, None);
        await users.AddAsync(Bob, null, None);
        fixture.Services = fixture.NewServices(fixture.Database, handlers);
        return fixture;
    }

    /// <summary>The queue as another process sees it.</summary>
    public JobServices NewNode(params IJobHandler[] handlers) => NewServices(_database.OpenAgain(), handlers);

    public Task<EnqueuedJob> EnqueueAsync(NewJob job, UserId? user = null) =>
        Database.WriteAsync(user ?? Alice, tx => Services.Queue.EnqueueAsync(tx, job), None);

    public Task<int> EnqueueAsync(int count, NewJob job, UserId? user = null) =>
        Database.WriteAsync(
            user ?? Alice,
            async tx =>
            {
                for (var i = 0; i < count; i++)
                {
                    await Services.Queue.EnqueueAsync(tx, job);
                }
                return count;
            },
            None
        );

    /// <summary>Claims as a worker would that has just come.</summary>
    public async Task<IReadOnlyList<JobRow>> ClaimAsync(
        int services,
        string worker = "w1",
        TimeSpan? lease = null,
        FairQueue? fairQueue = null
    )
    {
        fairQueue ??= new FairQueue();
        if (fairQueue.IsEmpty)
        {
            foreach (var partition in await Services.Table.FindPartitionsAsync([.. Services.Handlers.Keys], None))
            {
                fairQueue.Add(new JobPartition(partition.UserId, partition.Kind), partition.Place);
            }
        }
        var now = Time.GetUtcNow();
        var turns = fairQueue.Next(services);
        var until = UnixTime.Microseconds(now + (lease ?? TimeSpan.FromSeconds(30)));
        var yields = await Services.Table.ClaimAsync(turns, Services.Capped, worker, UnixTime.Microseconds(now), until, None);
        foreach (var yield in yields)
        {
            fairQueue.Claimed(yield);
        }
        return [.. yields.SelectMany(y => y.Jobs)];
    }

    public Task SettleAsync(JobRow job, JobOutcome outcome, double chance = 0.5) =>
        Services.Completion.SettleAsync(
            [
                .. new[]
                {
                    AttemptOutcome.Of(job, Services.Handlers[job.Kind].Kind, outcome, Time.GetUtcNow(), chance),
                }.OfType<AttemptOutcome>(),
            ],
            None
        );

    public async Task<IReadOnlyList<JobView>> JobsAsync(string? state = null, UserId? user = null) =>
        (
            await Services.Service.ListAsync(
                user ?? Alice,
                new JobQuery { State = state is null ? null : EnumNames.Parse<JobState>(state), Limit = 1000 },
                None
            )
        ).Items;

    /// <summary>A worker that works until it is stopped.</summary>
    public Running Work(WorkerOptions? options = null, JobServices? services = null) =>
        new(services ?? Services, options ?? new WorkerOptions());

    public async ValueTask DisposeAsync()
    {
        foreach (var (database, services) in _nodes)
        {
            services.Dispose();
            if (database != _database.Database)
            {
                await database.DisposeAsync();
            }
        }
        await _database.DisposeAsync();
    }

    private JobServices NewServices(IDatabase database, IJobHandler[] handlers)
    {
        var random = new Random(7);
        var services = new JobServices(database, Time, random.NextDouble);
        services.Handle(handlers);
        _nodes.Add((database, services));
        return services;
    }

    internal sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _task;

        public Running(JobServices services, WorkerOptions options) =>
            _task = new JobWorker(services, options, NullLogger.Instance).RunAsync(_stop.Token);

        /// <summary>The worker has been told when this returns: nothing that ends afterwards makes services for another job.</summary>
        public Task StopAsync()
        {
            _stop.Cancel();
            return _task;
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            _stop.Dispose();
        }
    }
}

/// <summary>Does what the test says, and counts.</summary>
internal sealed class Handler(string kind, Func<JobRun, CancellationToken, Task<JobOutcome>> run) : IJobHandler
{
    private int _runs;

    public Handler(string kind)
        : this(kind, (_, _) => Task.FromResult<JobOutcome>(new JobOutcome.Done())) { }

    public JobKind Kind { get; init; } = new(kind);
    public int Runs => Volatile.Read(ref _runs);

    public async Task<JobOutcome> RunAsync(JobRun job, CancellationToken ct)
    {
        Interlocked.Increment(ref _runs);
        return await run(job, ct);
    }
}

/// <summary>Completes after so many calls.</summary>
internal sealed class Countdown(int count)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = count;

    public Task Done => _done.Task;

    public void One()
    {
        if (Interlocked.Decrement(ref _left) <= 0)
        {
            _done.TrySetResult();
        }
    }
}
