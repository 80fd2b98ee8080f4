using Microsoft.Extensions.Logging.Abstractions;
using Strata.Testing;

namespace Strata.Runs;

/// <summary>Short ways to say what tests of runs say often.</summary>
internal static class RunSteps
{
    /// <summary>So little that a file of hundreds of rows takes several commits.</summary>
    public static readonly RunLimits SmallCommits = new(Observations: 200);

    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>A store whose runs commit a little at once.</summary>
    public static Task<TestStore> StoreAsync(Engine engine) =>
        TestStore.CreateAsync(engine, options => options with { RunLimits = SmallCommits });

    public static ReinterpretRequest Again(string source) =>
        new()
        {
            SourceId = source,
            EntityType = "contact",
            Wait = false,
        };

    public static IngestRequest LinedUp(string? key = null) =>
        new()
        {
            EntityType = "contact",
            Wait = false,
            IdempotencyKey = key,
        };

    public static string Contacts(int rows, string file = "f") =>
        "email,name\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"p{i}@{file}.example,Person {i}\n"));

    /// <summary>A worker that does what is ready.</summary>
    public static Task WorkAsync(this TestStore store) =>
        store.Store.RunWorkerAsync(new WorkerOptions { Once = true, Poll = TimeSpan.FromMilliseconds(20) }, NullLogger.Instance, None);

    public static async Task<RunView> RunAsync(this TestStore store, string runId) => await store.Alice.Runs.GetAsync(runId, None);

    /// <summary>Comes back when some of its rows are stored.</summary>
    public static async Task BegunAsync(this TestStore store, string runId)
    {
        while ((await store.RunAsync(runId)).ObservationCount == 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What every worker does now and then about runs without a sign of life; how many it settled.</summary>
    public static async Task<int> SettleStaleAsync(this TestStore store) =>
        (await store.Store.Jobs.MoreSteps.OfType<StaleRuns>().Single().RunAsync(None)).Count;

    public static async Task<IReadOnlyList<JobView>> JobsAsync(this TestStore store, string? state = null, string kind = "interpret") =>
        [
            .. (
                await store.Alice.Jobs.ListAsync(
                    new JobQuery { State = state is null ? null : EnumNames.Parse<JobState>(state), Limit = 1000 },
                    None
                )
            ).Items.Where(j => j.Kind == kind),
        ];

    /// <summary>Has the run held by a worker of another machine that took it up just now and of which nothing is heard again.</summary>
    public static Task<int> VanishWithAsync(this TestStore store, string runId) =>
        store.Store.Database.WriteAsync(
            new UserId("alice"),
            tx =>
                tx.ExecuteAsync(
                    "update runs set owner = 'elsewhere:1:1', attempt = attempt + 1, lease_until = @until where user_id = @user and run_no = @runNo",
                    new { runNo = Ids.Number("run_", runId), until = UnixTime.Microseconds(store.Time.GetUtcNow() + StaleRuns.After) }
                ),
            None
        );

    public static async Task<StrataException> RefusedAsync(Func<Task> act, ErrorCode code)
    {
        var refused = await Should.ThrowAsync<StrataException>(act);
        refused.Code.ShouldBe(code, refused.Message);
        return refused;
    }
}

/// <summary>Stops whoever reports an interpreted chunk, until the test lets it go on.</summary>
internal sealed class Pause : IProgress<Progress>, IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goOn = new();

    public Task Reached => _reached.Task;

    public void GoOn() => _goOn.Set();

    public void Report(Progress value)
    {
        if (value.Stage == "interpret" && _reached.TrySetResult())
        {
            _goOn.Wait(TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        _goOn.Set();
        _goOn.Dispose();
    }
}
