using Strata.Testing;

namespace Strata.Jobs;

public sealed class JobWorkerTests
{
    private static readonly int Many = TestScale.Pick(quick: 400, all: 2_000);
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Workers_do_every_job_once_and_hear_of_new_ones(Engine engine)
    {
        var done = new Countdown(Many);
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<(string, long), int>();
        var handler = new Handler(
            "a",
            (run, _) =>
            {
                seen.AddOrUpdate((run.User.Value, run.JobNo), 1, (_, n) => n + 1);
                done.One();
                return Task.FromResult<JobOutcome>(new JobOutcome.Done());
            }
        );
        await using var fixture = await JobFixture.CreateAsync(engine, TimeProvider.System, handler);
        await fixture.EnqueueAsync(Many / 2, new NewJob("a"));
        await using (fixture.Work())
        await using (fixture.Work(services: fixture.NewNode(handler)))
        {
            await fixture.EnqueueAsync((Many / 2) - 50, new NewJob("a"), JobFixture.Bob);
            await fixture.EnqueueAsync(50, new NewJob("a"));
            await done.Done;
        }
        seen.Count.ShouldBe(Many);
        seen.Values.ShouldAllBe(n => n == 1);
        (await fixture.JobsAsync()).ShouldBeEmpty();
        (await fixture.JobsAsync(user: JobFixture.Bob)).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Worker_of_another_process_is_woken_by_the_database(Engine engine)
    {
        var (first, second) = (new Countdown(1), new Countdown(1));
        var handler = new Handler(
            "a",
            (run, _) =>
            {
                (run.User == JobFixture.Alice ? first : second).One();
                return Task.FromResult<JobOutcome>(new JobOutcome.Done());
            }
        );
        await using var fixture = await JobFixture.CreateAsync(engine, TimeProvider.System, new Handler("a"));
        await using var worker = fixture.Work(new WorkerOptions { Poll = TimeSpan.FromHours(1) }, fixture.NewNode(handler));
        await fixture.EnqueueAsync(new NewJob("a")); // it may not listen yet, and looks when it begins to
        await first.Done;
        await fixture.EnqueueAsync(new NewJob("a"), JobFixture.Bob);
        await second.Done;
    }

    [Theory, DatabaseData]
    public async Task Stopped_worker_finishes_what_runs_and_gives_back_the_rest(Engine engine)
    {
        var begun = new Countdown(2);
        var finish = new TaskCompletionSource();
        var handler = new Handler(
            "a",
            async (_, _) =>
            {
                begun.One();
                await finish.Task;
                return new JobOutcome.Done();
            }
        );
        await using var fixture = await JobFixture.CreateAsync(engine, TimeProvider.System, handler);
        await fixture.EnqueueAsync(10, new NewJob("a"));
        var worker = fixture.Work(new WorkerOptions { Slots = 2 });
        await begun.Done;

        var stopping = worker.StopAsync();
        stopping.IsCompleted.ShouldBeFalse();
        finish.SetResult();
        await stopping;

        (await fixture.JobsAsync("done")).Count.ShouldBe(2);
        var left = await fixture.JobsAsync();
        left.Count.ShouldBe(8);
        left.ShouldAllBe(j => j.State != JobState.Running);
    }

    [Theory, DatabaseData]
    public async Task Job_that_does_not_end_in_time_is_told_to_stop_and_given_back(Engine engine)
    {
        var begun = new Countdown(2);
        var never = new TaskCompletionSource<JobOutcome>();
        var polite = new Handler(
            "polite",
            async (_, ct) =>
            {
                begun.One();
                await Task.Delay(Timeout.InfiniteTimeSpan, ct);
                return new JobOutcome.Done();
            }
        );
        var deaf = new Handler(
            "deaf",
            (_, _) =>
            {
                begun.One();
                return never.Task;
            }
        );
        await using var fixture = await JobFixture.CreateAsync(engine, TimeProvider.System, polite, deaf);
        await fixture.EnqueueAsync(new NewJob("polite"));
        await fixture.EnqueueAsync(new NewJob("deaf"));
        var options = new WorkerOptions { Drain = TimeSpan.FromMilliseconds(50), Patience = TimeSpan.FromMilliseconds(50) };
        var worker = fixture.Work(options);
        await begun.Done;

        await worker.StopAsync();

        // They wait, or are ready again already, where the worker looked for what is due once more.
        var back = await fixture.JobsAsync();
        back.Count.ShouldBe(2);
        back.ShouldAllBe(j => (j.State == JobState.Waiting || j.State == JobState.Ready) && j.Attempt == 1 && j.Errors.Count == 0);
        never.SetResult(new JobOutcome.Done());
        (await fixture.JobsAsync("done")).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Long_job_keeps_its_lease_and_one_that_is_cancelled_stops(Engine engine)
    {
        var begun = new Countdown(1);
        var stopped = new Countdown(1);
        var handler = new Handler(
            "a",
            async (_, ct) =>
            {
                begun.One();
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, ct);
                }
                finally
                {
                    stopped.One();
                }
                return new JobOutcome.Done();
            }
        );
        await using var fixture = await JobFixture.CreateAsync(engine, new Impatient(), handler);
        await fixture.EnqueueAsync(new NewJob("a"));
        await using var worker = fixture.Work();
        await begun.Done;
        var first = (await fixture.JobsAsync()).ShouldHaveSingleItem();
        JobView later;
        do
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            later = (await fixture.JobsAsync()).ShouldHaveSingleItem();
        } while (later.LeaseUntil == first.LeaseUntil);
        (later.State, later.Attempt).ShouldBe((JobState.Running, 1));

        await fixture.Services.Service.CancelAsync(JobFixture.Alice, "ann", first.JobId, None);
        await stopped.Done;
        (await fixture.JobsAsync("cancelled")).Count.ShouldBe(1);
    }

    [Theory, DatabaseData]
    public async Task Failures_are_sorted_into_those_that_pass_and_those_that_do_not(Engine engine)
    {
        var tries = new Countdown(3);
        var passing = new Handler(
            "passing",
            (run, _) =>
            {
                tries.One();
                return run.Attempt < 3 ? throw new IOException("not now") : Task.FromResult<JobOutcome>(new JobOutcome.Done());
            }
        )
        {
            Kind = new JobKind("passing") { Backoff = new Backoff(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)) },
        };
        var hopeless = new Handler("hopeless", (_, _) => throw new StrataException(ErrorCode.InvalidContent, "never"));
        await using var fixture = await JobFixture.CreateAsync(engine, TimeProvider.System, passing, hopeless);
        await fixture.EnqueueAsync(new NewJob("passing"));
        await fixture.EnqueueAsync(new NewJob("hopeless"));
        await using (fixture.Work())
        {
            await tries.Done;
        }
        var done = (await fixture.JobsAsync("done")).ShouldHaveSingleItem();
        done.Errors.Select(e => e.Message).ShouldBe(["IOException: not now", "IOException: not now"]);
        var dead = (await fixture.JobsAsync("dead")).ShouldHaveSingleItem();
        (dead.Kind, dead.Attempt, dead.Errors[0].Message).ShouldBe(("hopeless", 1, "INVALID_CONTENT: never"));
    }

    /// <summary>The system's clock, by which nobody waits for long: leases are renewed all the time, and none comes near its end.</summary>
    private sealed class Impatient : TimeProvider
    {
        private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime < Longest ? dueTime : Longest, period);
    }
}
