using Microsoft.Extensions.Logging.Abstractions;
using Strata.Jobs.Workers;
using Strata.Testing;

namespace Strata.Jobs;

/// <summary>Users share the workers: what one has lined up, or paused, is not the others' trouble.</summary>
public sealed class SharedWorkerTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Long_work_of_one_user_leaves_a_slot_to_the_others(Engine engine)
    {
        var (alices, bobs) = (new Countdown(2), new Countdown(1));
        var finish = new TaskCompletionSource();
        async Task<JobOutcome> Run(JobRun run, CancellationToken ct)
        {
            if (run.User == JobFixture.Bob)
            {
                bobs.One();
                return new JobOutcome.Done();
            }
            alices.One();
            await finish.Task.WaitAsync(ct);
            return new JobOutcome.Done();
        }
        await using var fixture = await JobFixture.CreateAsync(
            engine,
            TimeProvider.System,
            new Handler("long", Run) { Kind = new JobKind("long") { MaxRunningPerUser = 4 } },
            new Handler("longer", Run) { Kind = new JobKind("longer") { MaxRunningPerUser = 4 } }
        );
        await fixture.EnqueueAsync(5, new NewJob("long"));
        await fixture.EnqueueAsync(5, new NewJob("longer"));
        await using (fixture.Work(new WorkerOptions { Slots = 3 }))
        {
            await alices.Done;

            await fixture.EnqueueAsync(new NewJob("long"), JobFixture.Bob);

            await bobs.Done; // while the work of alice goes on
            (await fixture.JobsAsync("running")).Count.ShouldBe(2);
            finish.SetResult();
        }
    }

    [Theory, DatabaseData]
    public async Task What_a_user_has_paused_is_counted_and_has_no_age(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"), new Handler("b"));
        foreach (var kind in new[] { "a", "b" })
        {
            await fixture.EnqueueAsync(new NewJob(kind));
            await fixture.EnqueueAsync(new NewJob(kind) { RunAt = fixture.Time.GetUtcNow().AddSeconds(1) });
        }
        await fixture.Services.Service.PauseAsync(JobFixture.Alice, "alice", "a", None);
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        await fixture.EnqueueAsync(new NewJob("a"), JobFixture.Bob);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        (await AgesAsync(fixture)).ShouldBe([
            ("a", "ready", 2, 60),
            ("a", "waiting", 1, 0),
            ("b", "ready", 1, 3660),
            ("b", "waiting", 1, 3659),
        ]);

        await fixture.Services.Service.PauseAsync(JobFixture.Alice, "alice", null, None);
        (await AgesAsync(fixture)).ShouldBe([("a", "ready", 2, 60), ("a", "waiting", 1, 0), ("b", "ready", 1, 0), ("b", "waiting", 1, 0)]);
    }

    [Theory, DatabaseData]
    public async Task However_many_of_one_user_are_due_the_others_are_seen(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));
        var later = fixture.Time.GetUtcNow().AddMinutes(1);
        await fixture.EnqueueAsync(2001, new NewJob("a") { RunAt = later });
        await fixture.EnqueueAsync(new NewJob("a") { RunAt = later.AddMinutes(1) }, JobFixture.Bob);
        fixture.Clock.Advance(TimeSpan.FromMinutes(3));

        (await fixture.Services.Watch.DueUsersAsync(UnixTime.Microseconds(fixture.Time.GetUtcNow()), None))
            .Order()
            .ShouldBe(["alice", "bob"]);
    }

    [Theory, DatabaseData]
    public async Task Worker_that_does_what_there_is_ends_where_a_step_fails_for_ever(Engine engine)
    {
        var handler = new Handler("a");
        await using var fixture = await JobFixture.CreateAsync(engine, TimeProvider.System, handler);
        fixture.Services.MoreSteps.Add(new Fails());
        await fixture.EnqueueAsync(3, new NewJob("a"));

        await new JobWorker(fixture.Services, new WorkerOptions { Once = true }, NullLogger.Instance).RunAsync(None);

        handler.Runs.ShouldBe(3);
    }

    [Theory, DatabaseData]
    public async Task Attempt_whose_claim_a_crash_took_back_writes_nothing_once_another_has_the_same_number(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));
        await fixture.EnqueueAsync(new NewJob("a"));
        var lost = (await fixture.ClaimAsync(1, "w1")).ShouldHaveSingleItem();
        await fixture.Database.WriteAsync(
            JobFixture.Alice,
            tx => tx.ExecuteAsync("update jobs set state = 0, attempt = 0, owner = null, lease_until = null where user_id = @user"),
            None
        );
        var other = (await fixture.ClaimAsync(1, "w2")).ShouldHaveSingleItem();
        other.Attempt.ShouldBe(lost.Attempt);

        var run = new JobRun(fixture.Database, fixture.Services.Completion, lost, () => 0, None);
        await Should.ThrowAsync<LeaseLostException>(() => run.WriteAsync(_ => Task.FromResult(0)));
        (await fixture.Services.Table.RenewAsync([lost.Key, other.Key], 1, None)).ShouldBe([lost.Key]);
        await fixture.SettleAsync(lost, new JobOutcome.Done());
        await fixture.SettleAsync(lost, new JobOutcome.Retry("later"));
        (await fixture.JobsAsync()).ShouldHaveSingleItem().State.ShouldBe(JobState.Running);
        await fixture.SettleAsync(other, new JobOutcome.Done());
        (await fixture.JobsAsync("done")).Count.ShouldBe(1);
    }

    private sealed class Fails : IRecoveryStep
    {
        public TimeSpan Every => TimeSpan.FromSeconds(1);

        public Task<RecoveryResult> RunAsync(CancellationToken ct) => throw new InvalidOperationException("as ever");
    }

    private static async Task<IEnumerable<(string, string, double, double)>> AgesAsync(JobFixture fixture) =>
        (await fixture.Services.CountAsync(None)).Select(c => (c.Kind, c.State, c.Jobs, c.OldestAge)).Order();
}
