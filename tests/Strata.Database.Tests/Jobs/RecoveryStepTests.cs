using System.Diagnostics.Metrics;
using Strata.Jobs.Recovery;
using Strata.Testing;

namespace Strata.Jobs;

/// <summary>Steps of recovery by themselves: what there is before, one step, what there is afterwards.</summary>
public sealed class RecoveryStepTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task FindLanes_rings_for_what_is_ready_and_may_be_begun_here(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"), new Handler("b"));
        await fixture.EnqueueAsync(2, new NewJob("a"));
        await fixture.EnqueueAsync(new NewJob("b") { RunAt = fixture.Time.GetUtcNow().AddHours(1) });
        await fixture.EnqueueAsync(new NewJob("nobodys"));
        await fixture.EnqueueAsync(new NewJob("a"), JobFixture.Bob);
        await fixture.EnqueueAsync(new NewJob("b"), JobFixture.Bob);
        await fixture.Services.Service.PauseAsync(JobFixture.Bob, "bob", "a", None);
        var (fairQueue, wake) = (new FairQueue(), new WakeSignal());
        var step = new FindPartitions(new PartitionScan(fixture.Services, fairQueue, wake), fairQueue, TimeSpan.FromSeconds(7));

        (await step.RunAsync(None)).ShouldBe(new RecoveryResult(2));

        step.Every.ShouldBe(TimeSpan.FromSeconds(7));
        fairQueue
            .Next(10)
            .Select(t => t.Partition)
            .ShouldBe([new JobPartition("alice", "a"), new JobPartition("bob", "b")], ignoreOrder: true);
        await wake.WaitAsync(TestContext.Current.CancellationToken);
        (await fixture.JobsAsync("ready")).Count.ShouldBe(3, "it looks, and claims nothing");
    }

    [Theory, DatabaseData]
    public async Task FindLanes_looks_again_where_there_is_no_work_at_once_and_else_after_half_a_minute(Engine engine)
    {
        var hands = new Hands();
        await using var fixture = await JobFixture.CreateAsync(engine, hands, new Handler("a"));
        var fairQueue = new FairQueue();
        var step = new FindPartitions(new PartitionScan(fixture.Services, fairQueue, new WakeSignal()), fairQueue, TimeSpan.FromSeconds(1));
        (await step.RunAsync(None)).Count.ShouldBe(0);
        await fixture.EnqueueAsync(new NewJob("a"));
        (await step.RunAsync(None)).Count.ShouldBe(1, "the fairQueue is empty");

        await fixture.EnqueueAsync(new NewJob("a"), JobFixture.Bob);
        hands.Advance(TimeSpan.FromSeconds(29));
        (await step.RunAsync(None)).Count.ShouldBe(0, "there is work, and the look was just now");
        fairQueue.Next(10).Select(t => t.Partition.UserId).ShouldBe(["alice"]);

        hands.Advance(TimeSpan.FromSeconds(1));
        (await step.RunAsync(None)).Count.ShouldBe(2);
        fairQueue.Next(10).Select(t => t.Partition.UserId).ShouldBe(["alice", "bob"], ignoreOrder: true);
    }

    [Theory, DatabaseData]
    public async Task CountJobs_tells_the_meters_how_many_are_in_which_state_how_old_and_over_their_lease(Engine engine)
    {
        // Other modules' jobs are on the same meter: of these kinds there are none but here.
        var (a, b) = ($"counted-a-{engine}", $"counted-b-{engine}");
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler(a), new Handler(b));
        await fixture.EnqueueAsync(4, new NewJob(a));
        var claimed = await fixture.ClaimAsync(2);
        await fixture.SettleAsync(claimed[0], new JobOutcome.Fatal("x"));
        await fixture.EnqueueAsync(new NewJob(b) { RunAt = fixture.Time.GetUtcNow().AddHours(1) }, JobFixture.Bob);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        var step = new CountJobs(fixture.Services);
        Measured("strata.jobs.depth").ShouldBeEmpty();

        (await step.RunAsync(None)).ShouldBe(new RecoveryResult(4));

        Measured("strata.jobs.depth").ShouldBe([(a, "dead", 1), (a, "ready", 2), (a, "running", 1), (b, "waiting", 1)]);
        Measured("strata.jobs.oldest_age").ShouldBe([(a, "dead", 0), (a, "ready", 60), (a, "running", 0), (b, "waiting", 0)]);
        Measured("strata.jobs.over_lease").ShouldBe([(a, "dead", 0), (a, "ready", 0), (a, "running", 1), (b, "waiting", 0)]);

        await fixture.SettleAsync(claimed[1], new JobOutcome.Done());
        await step.RunAsync(None);
        Measured("strata.jobs.depth").ShouldBe([(a, "dead", 1), (a, "ready", 2), (b, "waiting", 1)]);

        List<(string, string, double)> Measured(string name) => MeasuredOf(name, a, b);
    }

    [Theory, DatabaseData]
    public async Task Kinds_without_jobs_are_counted_as_none_in_each_state(Engine engine)
    {
        var (a, b) = ($"idle-a-{engine}", $"idle-b-{engine}"); // of these kinds there are none but here
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler(a), new Handler(b));
        fixture.Services.Meters.Appear([a, b]);
        await fixture.EnqueueAsync(1, new NewJob(a));
        Measured("strata.jobs.depth").ShouldBeEmpty("nothing was counted yet");

        await new CountJobs(fixture.Services).RunAsync(None);

        Measured("strata.jobs.depth")
            .ShouldBe([
                (a, "dead", 0),
                (a, "ready", 1),
                (a, "running", 0),
                (a, "waiting", 0),
                (b, "dead", 0),
                (b, "ready", 0),
                (b, "running", 0),
                (b, "waiting", 0),
            ]);
        Measured("strata.jobs.oldest_age").Count.ShouldBe(8);
        Measured("strata.jobs.over_lease").ShouldAllBe(m => m.Item3 == 0);

        List<(string, string, double)> Measured(string name) => MeasuredOf(name, a, b);
    }

    [Theory, DatabaseData]
    public async Task StoredBytes_sums_up_all_users_and_no_more_often_than_once_a_minute(Engine engine)
    {
        // Other stores are on the same meter: so many bytes are only here.
        var odd = engine == Engine.Sqlite ? 30_011 : 30_013;
        await using var store = await TestStore.CreateAsync(engine);
        var kept = new IngestRequest { Interpret = false };
        await store.Alice.IngestAsync("a.txt", new string('a', odd), kept);
        await store.Bob.IngestAsync("a.txt", new string('a', odd), kept);
        await store.Bob.IngestAsync("again.txt", new string('a', odd), kept);
        var hands = new Hands();
        using var step = new StorageGauge(store.Store.Database, hands);
        Stored().ShouldNotContain(2 * odd);

        await step.RunAsync(None);
        Stored().ShouldContain(2 * odd);

        await store.Alice.IngestAsync("b.txt", new string('b', odd), kept);
        hands.Advance(TimeSpan.FromSeconds(59));
        await step.RunAsync(None);
        Stored().ShouldNotContain(3 * odd);
        hands.Advance(TimeSpan.FromSeconds(1));
        await step.RunAsync(None);
        Stored().ShouldSatisfyAllConditions(s => s.ShouldContain(3 * odd), s => s.ShouldNotContain(2 * odd));

        static List<long> Stored() => [.. Meters.Read<long>("strata.storage.stored").Select(m => m.Value)];
    }

    [Theory, DatabaseData]
    public async Task ScheduleArchival_lays_down_the_schedule_of_every_user_who_has_none_and_leaves_the_others(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var step = store.Store.Jobs.MoreSteps.OfType<ScheduleArchival>().Single();
        var own = await store.Bob.Schedules.PutAsync("archive", new JobScheduleRequest { Cron = "0 5 * * 3", Kind = "archive" }, None);

        (await step.RunAsync(None)).ShouldBe(new RecoveryResult(2), "alice and local");

        (await store.Bob.Schedules.ListAsync(None)).ShouldHaveSingleItem().ShouldBe(own);
        var (alice, local) = (await OfAsync("alice"), await OfAsync("local"));
        (alice.Name, alice.Kind, alice.TimeZone, alice.Options, alice.LastAt).ShouldBe(("archive", "archive", "UTC", null, null));
        alice.NextAt.ShouldBeInRange(store.Time.GetUtcNow().AddDays(1), store.Time.GetUtcNow().AddDays(8));
        local.Cron.ShouldNotBe(alice.Cron, "not all at the same time");
        (await step.RunAsync(None)).Count.ShouldBe(0);
        (await OfAsync("alice")).ShouldBe(alice);

        await store.Store.Users.AddAsync(new UserId("carol"), null, None);
        (await step.RunAsync(None)).Count.ShouldBe(1);
        (await OfAsync("carol")).Kind.ShouldBe("archive");

        async Task<JobScheduleView> OfAsync(string user) =>
            (await store.Store.For(new UserId(user), user).Schedules.ListAsync(None)).ShouldHaveSingleItem();
    }

    [Theory, DatabaseData]
    public async Task ScheduleArchival_lays_down_nothing_where_archival_is_turned_off(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine, o => o with { ArchiveAfterDays = 0 });

        (await store.Store.Jobs.MoreSteps.OfType<ScheduleArchival>().Single().RunAsync(None)).ShouldBe(default);

        (await store.Alice.Schedules.ListAsync(None)).ShouldBeEmpty();
    }

    /// <summary>A clock that stands still until it is put forward, also for what measures how long something took.</summary>
    private sealed class Hands : TimeProvider
    {
        private long _ticks = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => new(_ticks, TimeSpan.Zero);

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }

    private static class Meters
    {
        /// <summary>What all instruments of the process that are called so say now.</summary>
        public static List<(T Value, IReadOnlyDictionary<string, object?> Tags)> Read<T>(string name)
            where T : struct
        {
            var read = new List<(T, IReadOnlyDictionary<string, object?>)>();
            using var listener = new MeterListener();
            listener.InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == name)
                {
                    l.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<T>(
                (_, value, tags, _) => read.Add((value, new Dictionary<string, object?>(tags.ToArray())))
            );
            listener.Start();
            listener.RecordObservableInstruments();
            return read;
        }
    }

    private static List<(string, string, double)> MeasuredOf(string name, params string[] kinds) =>
        [
            .. Meters
                .Read<double>(name)
                .Select(m => (Kind: (string)m.Tags["kind"]!, State: (string)m.Tags["state"]!, m.Value)) // every measurement of the queue has both
                .Where(m => kinds.Contains(m.Kind))
                .OrderBy(m => m.Kind, StringComparer.Ordinal)
                .ThenBy(m => m.State, StringComparer.Ordinal),
        ];
}
