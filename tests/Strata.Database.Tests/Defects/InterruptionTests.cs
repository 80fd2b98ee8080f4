using Strata.Testing;

namespace Strata.Defects;

/// <summary>An ingest that is cut off anywhere is carried to its end by the same request, and stores every row once.</summary>
public sealed class InterruptionTests
{
    private const int Rows = 6;

    [Theory, DatabaseData, Trait("req", "D4")]
    public async Task D4_an_ingest_cut_off_at_any_point_is_completed_by_its_retry(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var time = new CuttingTime();
        await using var cut = await StrataStore.OpenAsync(store.Options, time, CancellationToken.None);
        var alice = cut.For(new UserId("alice"), "alice");
        var leftEmpty = 0;
        for (var looks = 1; ; looks++)
        {
            // Every look at the clock is a point to cut at: among them one after the source's row and before its observations.
            using var stop = time.CutAfter(looks);
            var request = new IngestRequest
            {
                FileName = $"{looks}.csv",
                EntityType = "contact",
                IdempotencyKey = $"import {looks}",
            };
            var wasCut = await WasCutAsync(() => alice.Sources.IngestAsync(request, Contacts(looks, Rows), null, stop.Token));
            time.CutAfter(0);
            var left = await RunOfAsync(store, $"{looks}.csv");
            leftEmpty += left is { Status: RunStatus.Queued, ObservationCount: 0 } ? 1 : 0;
            await LeaveToTheDeadAsync(store);

            var result = await store.Alice.Sources.IngestAsync(request, Contacts(looks, Rows), null, CancellationToken.None);

            await StoredOnceAsync(store, result, Rows, looks * Rows);
            if (!wasCut)
            {
                break;
            }
        }
        leftEmpty.ShouldBeGreaterThan(0);
    }

    [Theory, DatabaseData, Trait("req", "D4")]
    public async Task D4_an_ingest_cut_off_half_way_goes_on_from_there(Engine engine)
    {
        const int rows = 250;
        await using var store = await RunSteps.StoreAsync(engine);
        using var stop = new CancellationTokenSource();
        var request = new IngestRequest
        {
            FileName = "c.csv",
            EntityType = "contact",
            IdempotencyKey = "import",
        };
        var progress = new FirstOf("interpret", stop.Cancel);
        (await WasCutAsync(() => store.Alice.Sources.IngestAsync(request, Contacts(0, rows), progress, stop.Token))).ShouldBeTrue();
        var left = (await RunOfAsync(store, "c.csv")).ShouldNotBeNull();
        left.Status.ShouldBe(RunStatus.Queued);
        left.ObservationCount.ShouldBeInRange(1, rows - 1);
        await LeaveToTheDeadAsync(store);

        var result = await store.Alice.Sources.IngestAsync(request, Contacts(0, rows), null, CancellationToken.None);

        await StoredOnceAsync(store, result, rows, rows);
        (await store.Alice.Sources.IngestAsync(request, Contacts(0, rows), null, CancellationToken.None))
            .Run.ShouldNotBeNull()
            .RunId.ShouldBe(left.RunId);
        (await store.Alice.StateHashAsync()).ShouldNotBeEmpty();
    }

    [Theory, DatabaseData, Trait("req", "D4")]
    public Task A_container_that_is_only_kept_and_cut_off_is_told_as_it_would_have_been(Engine engine) =>
        ContainerIsToldAsync(engine, interpret: false);

    [Theory, DatabaseData, Trait("req", "D4")]
    public Task A_container_that_is_read_and_cut_off_is_told_as_it_would_have_been(Engine engine) =>
        ContainerIsToldAsync(engine, interpret: true);

    private static async Task ContainerIsToldAsync(Engine engine, bool interpret)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("held.txt", "three", new IngestRequest { Interpret = interpret });
        var zip = Office.Zip(
            ("a.txt", "one"u8.ToArray()),
            ("b.txt", "two"u8.ToArray()),
            ("again.txt", "one"u8.ToArray()),
            ("c.txt", "three"u8.ToArray())
        );
        using var stop = new CancellationTokenSource();
        var request = new IngestRequest
        {
            FileName = "all.zip",
            Interpret = interpret,
            IdempotencyKey = "import",
        };
        var progress = new FirstOf("members", stop.Cancel);
        (await WasCutAsync(() => store.Alice.Sources.IngestAsync(request, new MemoryStream(zip), progress, stop.Token))).ShouldBeTrue();
        (await store.Alice.Sources.ListAsync(new PageRequest(), CancellationToken.None)).Items.Count.ShouldBeInRange(3, 4);

        var result = await store.Alice.Sources.IngestAsync(request, new MemoryStream(zip), null, CancellationToken.None);

        (result.Deduplicated, result.Members.ShouldNotBeNull().Count).ShouldBe((false, 4));
        result
            .Members.Items.Select(m => (m.Path, m.Deduplicated))
            .ShouldBe([("a.txt", false), ("b.txt", false), ("again.txt", true), ("c.txt", true)]);
        var again = await store.Alice.Sources.IngestAsync(request, new MemoryStream(zip), null, CancellationToken.None);
        (again.Deduplicated, again.Members.ShouldNotBeNull().Count).ShouldBe((false, 4));
        (await store.Alice.IngestAsync("all.zip", zip, new IngestRequest { Interpret = interpret })).Deduplicated.ShouldBeTrue();
        (await store.Alice.Verification.VerifyAsync(null, CancellationToken.None)).Ok.ShouldBeTrue();
    }

    private static async Task StoredOnceAsync(TestStore store, IngestResult result, int rows, int inAll)
    {
        result.Deduplicated.ShouldBeFalse("no try but this request's own has brought these bytes");
        var run = result.Run.ShouldNotBeNull();
        run.Status.ShouldBe(RunStatus.Completed);
        run.ObservationCount.ShouldBe(rows);
        run.EntityCount.ShouldBe(rows);
        (await store.Alice.Runs.ListAsync(result.SourceId, new PageRequest(), CancellationToken.None)).Items.ShouldHaveSingleItem();
        var report = await store.Alice.Verification.VerifyAsync(null, CancellationToken.None);
        report.Ok.ShouldBeTrue();
        (report.Observations, report.Entities).ShouldBe((inAll, inAll));
    }

    private static async Task<RunView?> RunOfAsync(TestStore store, string fileName)
    {
        var source = (await store.Alice.Sources.ListAsync(new PageRequest(1000), CancellationToken.None)).Items.FirstOrDefault(s =>
            s.FileName == fileName
        );
        return source is null
            ? null
            : (await store.Alice.Runs.ListAsync(source.SourceId, new PageRequest(), CancellationToken.None)).Items.FirstOrDefault();
    }

    /// <summary>
    /// As after a crash: unfinished runs still carry the lease of a process that is gone, whose number is another's by now.
    /// </summary>
    private static Task<int> LeaveToTheDeadAsync(TestStore store) =>
        store.Store.Database.WriteAsync(
            new UserId("alice"),
            tx =>
                tx.ExecuteAsync(
                    "update runs set owner = @owner, lease_until = @until where user_id = @user and status = 'running'",
                    new { owner = RunLease.Owner + "0", until = UnixTime.Microseconds(store.Time.GetUtcNow().AddHours(1)) }
                ),
            CancellationToken.None
        );

    private static async Task<bool> WasCutAsync(Func<Task> ingest)
    {
        try
        {
            await ingest();
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private static MemoryStream Contacts(int file, int rows)
    {
        var text = new StringBuilder("Name,Email\n");
        for (var i = 0; i < rows; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"Person {i},p{i}.f{file}@example.com\n");
        }
        return new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private sealed class FirstOf(string stage, Action reached) : IProgress<Progress>
    {
        public void Report(Progress value)
        {
            if (value.Stage == stage)
            {
                reached();
            }
        }
    }

    /// <summary>A clock that cancels what looks at it too often.</summary>
    private sealed class CuttingTime : TimeProvider
    {
        private readonly TestTime _time = new();
        private CancellationTokenSource _stop = new();
        private int _left;

        public CancellationTokenSource CutAfter(int looks)
        {
            (_stop, _left) = (new CancellationTokenSource(), looks);
            return _stop;
        }

        public override DateTimeOffset GetUtcNow()
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _stop.Cancel();
            }
            return _time.GetUtcNow();
        }
    }
}
