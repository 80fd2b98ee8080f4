using Strata.Jobs.Recovery;
using Strata.Testing;

namespace Strata.Jobs;

public sealed class JobQueueTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Job_is_there_with_its_transaction_and_not_without_it(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));
        await Should.ThrowAsync<InvalidDataException>(() =>
            fixture.Database.WriteAsync<int>(
                JobFixture.Alice,
                async tx =>
                {
                    await fixture.Services.Queue.EnqueueAsync(tx, new NewJob("a"));
                    throw new InvalidDataException();
                },
                None
            )
        );
        (await fixture.JobsAsync()).ShouldBeEmpty();

        await fixture.EnqueueAsync(new NewJob("a") { Payload = """{"n":1}""", Actor = "ann" });

        var job = (await fixture.ClaimAsync(5)).ShouldHaveSingleItem();
        (job.UserId, job.Payload, job.Actor, job.Attempt).ShouldBe(("alice", """{"n":1}""", "ann", 1));
        (await fixture.ClaimAsync(5)).ShouldBeEmpty();
        await fixture.SettleAsync(job, new JobOutcome.Done("""{"m":2}"""));
        (await fixture.JobsAsync()).ShouldBeEmpty();
        var done = (await fixture.JobsAsync("done")).ShouldHaveSingleItem();
        done.Result.ShouldNotBeNull().GetProperty("m").GetInt32().ShouldBe(2);
    }

    [Theory, DatabaseData]
    public async Task Jobs_of_a_lane_are_claimed_in_their_order_and_each_by_one(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));
        for (var i = 0; i < 5; i++)
        {
            await fixture.EnqueueAsync(20, new NewJob("a"));
        }
        var rings = new[] { new FairQueue(), new FairQueue(), new FairQueue() };
        var claimed = new List<long>();
        for (var round = 0; round < 9; round++)
        {
            var batches = await Task.WhenAll(rings.Select((fairQueue, w) => fixture.ClaimAsync(7, $"w{w}", fairQueue: fairQueue)));
            foreach (var batch in batches)
            {
                batch.Select(j => j.Place).ShouldBeInOrder();
                claimed.AddRange(batch.Select(j => j.JobNo));
            }
        }
        claimed.Count.ShouldBe(100);
        claimed.Distinct().Count().ShouldBe(100);
    }

    [Theory, DatabaseData]
    public async Task Key_stands_for_one_unfinished_job_and_is_free_again_after_it(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));
        var first = await fixture.EnqueueAsync(new NewJob("a") { Key = "k" });
        var again = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => fixture.EnqueueAsync(new NewJob("a") { Key = "k" })));
        again.ShouldAllBe(j => j.JobNo == first.JobNo && !j.IsNew);
        (await fixture.EnqueueAsync(new NewJob("a") { Key = "k" }, JobFixture.Bob)).IsNew.ShouldBeTrue("another user's keys are their own");

        var job = (await fixture.ClaimAsync(1)).ShouldHaveSingleItem();
        (await fixture.EnqueueAsync(new NewJob("a") { Key = "k" })).IsNew.ShouldBeFalse("it runs");
        await fixture.SettleAsync(job, new JobOutcome.Done());

        (await fixture.EnqueueAsync(new NewJob("a") { Key = "k" })).IsNew.ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task Scheduled_job_is_claimed_when_its_time_has_come_and_not_before(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));
        await fixture.EnqueueAsync(new NewJob("a") { RunAt = fixture.Time.GetUtcNow().AddMinutes(5) });
        var promote = new PromoteDue(fixture.Services);

        (await promote.RunAsync(None)).Count.ShouldBe(0);
        (await fixture.ClaimAsync(1)).ShouldBeEmpty();
        fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        (await promote.RunAsync(None)).Count.ShouldBe(1);
        (await fixture.ClaimAsync(1)).Count.ShouldBe(1);
    }

    [Theory, DatabaseData]
    public async Task Users_take_turns_so_one_job_does_not_wait_for_a_thousand_of_another(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"), new Handler("b"));
        await fixture.EnqueueAsync(1000, new NewJob("a"));
        await fixture.EnqueueAsync(1, new NewJob("b"), JobFixture.Bob);

        var claimed = await fixture.ClaimAsync(10);

        claimed.Count(j => j.UserId == "bob").ShouldBe(1);
        claimed.Count(j => j.UserId == "alice").ShouldBe(5, "its share, of a batch of ten");
    }

    [Theory, DatabaseData]
    public async Task Caps_of_a_kind_and_of_a_user_hold_for_all_workers_together(Engine engine)
    {
        var capped = new Handler("a")
        {
            Kind = new JobKind("a") { MaxRunning = 5, MaxRunningPerUser = 3 },
        };
        await using var fixture = await JobFixture.CreateAsync(engine, null, capped);
        await fixture.EnqueueAsync(20, new NewJob("a"));
        await fixture.EnqueueAsync(20, new NewJob("a"), JobFixture.Bob);

        var claimed = (await Task.WhenAll(Enumerable.Range(0, 8).Select(w => fixture.ClaimAsync(10, $"w{w}")))).SelectMany(c => c).ToList();

        claimed.Count.ShouldBe(5);
        claimed.Count(j => j.UserId == "alice").ShouldBeInRange(2, 3);
        await fixture.SettleAsync(claimed[0], new JobOutcome.Done());
        (await fixture.ClaimAsync(10)).Count.ShouldBe(1);
    }

    [Theory, DatabaseData]
    public async Task Paused_kinds_are_not_claimed_until_they_are_resumed(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"), new Handler("b"));
        await fixture.EnqueueAsync(new NewJob("a"));
        await fixture.EnqueueAsync(new NewJob("b"));
        await fixture.EnqueueAsync(new NewJob("a"), JobFixture.Bob);
        await fixture.Services.Service.PauseAsync(JobFixture.Alice, "ann", "a", None);

        var fairQueue = new FairQueue();
        var claimed = (await fixture.ClaimAsync(10, fairQueue: fairQueue))
            .Concat(await fixture.ClaimAsync(10, fairQueue: fairQueue))
            .ToList();
        claimed.Select(j => (j.UserId, j.Kind)).ShouldBe([("alice", "b"), ("bob", "a")], ignoreOrder: true);
        (await fixture.Services.Service.PauseAsync(JobFixture.Alice, "ann", null, None)).Kinds.ShouldBe(["*", "a"]);

        (await fixture.Services.Service.ResumeAsync(JobFixture.Alice, "alice", null, None)).Kinds.ShouldBeEmpty();
        (await fixture.ClaimAsync(10)).ShouldHaveSingleItem().Kind.ShouldBe("a");
    }

    [Theory, DatabaseData]
    public async Task Failed_job_is_tried_again_and_dead_after_its_last_attempt_with_all_it_went_through(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));
        await fixture.EnqueueAsync(
            new NewJob("a")
            {
                MaxAttempts = 3,
                Payload = """{"keep":"me"}""",
                Key = "k",
            }
        );
        var promote = new PromoteDue(fixture.Services);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var job = (await fixture.ClaimAsync(1)).ShouldHaveSingleItem();
            job.Attempt.ShouldBe(attempt);
            await fixture.SettleAsync(job, new JobOutcome.Retry($"failure {attempt}"));
            (await promote.RunAsync(None)).Count.ShouldBe(0, "it waits first");
            fixture.Clock.Advance(TimeSpan.FromMinutes(10));
            (await promote.RunAsync(None)).Count.ShouldBe(attempt < 3 ? 1 : 0);
        }
        var dead = (await fixture.JobsAsync("dead")).ShouldHaveSingleItem();
        dead.Errors.Select(e => e.Message).ShouldBe(["failure 1", "failure 2", "failure 3"]);
        dead.Payload.GetProperty("keep").GetString().ShouldBe("me");

        var revived = await fixture.Services.Service.RetryAsync(JobFixture.Alice, "alice", dead.JobId, None);
        (revived.State, revived.JobId, revived.Errors.Count).ShouldBe((JobState.Ready, dead.JobId, 3));
        var again = (await fixture.ClaimAsync(1)).ShouldHaveSingleItem();
        (again.Attempt, again.IsDeadAfter(new JobOutcome.Retry("why"))).ShouldBe((4, false));
        await fixture.SettleAsync(again, new JobOutcome.Fatal("no use"));
        (await fixture.JobsAsync("dead")).ShouldHaveSingleItem().Errors[^1].Class.ShouldBe(JobErrorClass.Fatal);
    }

    [Theory, DatabaseData]
    public async Task Job_that_was_given_back_has_lost_no_attempt(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));
        await fixture.EnqueueAsync(new NewJob("a") { MaxAttempts = 1 });
        for (var i = 0; i < 3; i++)
        {
            var job = (await fixture.ClaimAsync(1)).ShouldHaveSingleItem();
            job.IsDeadAfter(new JobOutcome.Retry("why")).ShouldBeTrue();
            await fixture.SettleAsync(job, new JobOutcome.Released());
            await new PromoteDue(fixture.Services).RunAsync(None);
        }
        (await fixture.JobsAsync("ready")).ShouldHaveSingleItem().Attempt.ShouldBe(3);
    }

    [Theory, DatabaseData, Trait("req", "G8"), Trait("req", "B-2")]
    public async Task Attempt_that_lost_its_lease_can_write_nothing(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));
        await fixture.EnqueueAsync(new NewJob("a"));
        var lost = (await fixture.ClaimAsync(1, "first")).ShouldHaveSingleItem();
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        (await new ReleaseExpired(fixture.Services).RunAsync(None)).Count.ShouldBe(1);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        await new PromoteDue(fixture.Services).RunAsync(None);
        var held = (await fixture.ClaimAsync(1, "second")).ShouldHaveSingleItem();
        held.Attempt.ShouldBe(2);
        JobErrors.Parse(held.Errors).ShouldHaveSingleItem().Class.ShouldBe(JobErrorClass.Lease);

        await fixture.SettleAsync(lost, new JobOutcome.Done());
        (await fixture.Services.Table.RenewAsync([lost.Key, held.Key], long.MaxValue, None)).ShouldBe([lost.Key]);
        var run = new JobRun(fixture.Database, fixture.Services.Completion, lost, () => long.MaxValue, None);
        await Should.ThrowAsync<LeaseLostException>(() => run.WriteAsync(_ => Task.FromResult(0)));
        await Should.ThrowAsync<LeaseLostException>(() => run.FinishAsync(_ => Task.FromResult<string?>(null)));
        (await fixture.JobsAsync("running")).ShouldHaveSingleItem().Worker.ShouldBe("second");

        var mine = new JobRun(fixture.Database, fixture.Services.Completion, held, () => long.MaxValue, None);
        await mine.FinishAsync(_ => Task.FromResult<string?>("7"));
        (await fixture.JobsAsync("done")).ShouldHaveSingleItem().Result.ShouldNotBeNull().GetInt32().ShouldBe(7);
    }

    [Theory, DatabaseData]
    public async Task Jobs_whose_leases_end_at_the_same_moment_are_all_taken_back_at_once(Engine engine)
    {
        const int jobs = 450; // more than one look takes
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));
        await fixture.EnqueueAsync(jobs, new NewJob("a"));
        while ((await fixture.ClaimAsync(jobs)).Count > 0) { }
        (await fixture.JobsAsync("running")).Count.ShouldBe(jobs);

        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        var release = new ReleaseExpired(fixture.Services);
        while ((await release.RunAsync(None)).More) { }

        (await fixture.JobsAsync("waiting")).Count.ShouldBe(jobs);
    }

    [Theory, DatabaseData]
    public async Task Cancelled_job_writes_nothing_more_and_can_be_tried_again(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));
        await fixture.EnqueueAsync(2, new NewJob("a"));
        var running = (await fixture.ClaimAsync(1)).ShouldHaveSingleItem();
        foreach (var job in await fixture.JobsAsync())
        {
            (await fixture.Services.Service.CancelAsync(JobFixture.Alice, "ann", job.JobId, None)).State.ShouldBe(JobState.Cancelled);
        }
        (await fixture.ClaimAsync(5)).ShouldBeEmpty();
        await fixture.SettleAsync(running, new JobOutcome.Done());
        (await fixture.JobsAsync("done")).ShouldBeEmpty();
        var cancelled = await fixture.JobsAsync("cancelled");
        cancelled.Count.ShouldBe(2);
        cancelled[0].Errors.ShouldHaveSingleItem().Message.ShouldBe("Cancelled by ann.");

        await fixture.Services.Service.RetryAsync(JobFixture.Alice, "alice", cancelled[0].JobId, None);
        (await fixture.Services.Service.GetAsync(JobFixture.Alice, cancelled[0].JobId, None)).Errors.ShouldBeEmpty(
            "it is cancelled no more"
        );
        (await fixture.ClaimAsync(5)).Count.ShouldBe(1);
        (
            await Should.ThrowAsync<StrataException>(() => fixture.Services.Service.GetAsync(JobFixture.Bob, cancelled[0].JobId, None))
        ).Code.ShouldBe(ErrorCode.SourceNotFound);
    }

    [Theory, DatabaseData]
    public async Task Old_finished_jobs_are_pruned_and_dead_ones_kept(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));
        await fixture.EnqueueAsync(3, new NewJob("a"));
        var claimed = await fixture.ClaimAsync(3);
        await fixture.SettleAsync(claimed[0], new JobOutcome.Done());
        await fixture.SettleAsync(claimed[1], new JobOutcome.Fatal("x"));
        fixture.Clock.Advance(TimeSpan.FromDays(8));
        await fixture.SettleAsync(claimed[2], new JobOutcome.Done());

        (await new PruneFinishedJobs(fixture.Services).RunAsync(None)).Count.ShouldBe(1);

        (await fixture.JobsAsync("done")).ShouldHaveSingleItem().JobId.ShouldBe(Ids.Job(claimed[2].JobNo));
        (await fixture.JobsAsync("dead")).Count.ShouldBe(1);
    }

    [Theory, DatabaseData]
    public async Task What_a_lost_claim_left_below_the_cursor_is_found_again(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));
        await fixture.EnqueueAsync(10, new NewJob("a"));
        var fairQueue = new FairQueue();
        // As if the first five had been claimed by a transaction that was never committed, and this worker had gone on behind them.
        fairQueue.Add(new JobPartition("alice", "a"));
        fairQueue.Claimed(
            new ClaimResult(
                new ClaimRequest(new JobPartition("alice", "a"), 0, 5),
                5,
                [new JobRow("alice", 5, "a", 5, "{}", null, 1, 0, 0, 5, "[]")]
            )
        );
        (await fixture.ClaimAsync(20, fairQueue: fairQueue)).Count.ShouldBe(5);

        await new PartitionScan(fixture.Services, fairQueue, new WakeSignal()).RunAsync(None);

        (await fixture.ClaimAsync(20, fairQueue: fairQueue)).Count.ShouldBe(5);
    }

    [Theory, DatabaseData]
    public async Task Queue_sees_the_jobs_of_all_and_nothing_else(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));
        await fixture.EnqueueAsync(new NewJob("a"));
        await fixture.EnqueueAsync(new NewJob("a"), JobFixture.Bob);
        (await AskAsync("select count(*) from jobs")).ShouldBe(2);
        (
            await AskAsync("select count(*) from (select user_id, run_no, status, lease_until from runs where status = 'running') r")
        ).ShouldBe(0);
        string[] tables = ["users", "tokens", "sources", "blobs", "observations", "entities", "receipts", "job_numbers"];
        foreach (var table in tables)
        {
            await Should.ThrowAsync<Exception>(() => AskAsync($"select count(*) from {table}"), table);
        }
        await Should.ThrowAsync<Exception>(() => AskAsync("select count(*) from (select configuration from runs) r"));
        await Should.ThrowAsync<Exception>(() =>
            fixture.Database.QueueAsync(QueueUse.Write, q => q.ExecuteAsync("delete from job_schedules"), None)
        );

        Task<long> AskAsync(string sql) =>
            fixture.Database.QueueAsync(QueueUse.Read, async q => (await q.QueryAsync<long>(sql)).Single(), None);
    }

    [Theory, DatabaseData]
    public async Task Counts_say_what_is_there_how_old_and_what_is_over_its_lease(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));
        await fixture.EnqueueAsync(4, new NewJob("a"));
        var claimed = await fixture.ClaimAsync(2);
        await fixture.SettleAsync(claimed[0], new JobOutcome.Fatal("x"));
        fixture.Clock.Advance(TimeSpan.FromSeconds(40));

        var counts = (await fixture.Services.Watch.CountAsync(UnixTime.Microseconds(fixture.Time.GetUtcNow()), None)).ToDictionary(c =>
            c.State
        );

        (counts["ready"].Jobs, counts["ready"].OldestAge).ShouldBe((2, 40));
        (counts["running"].Jobs, counts["running"].OverLease).ShouldBe((1, 1));
        counts["dead"].Jobs.ShouldBe(1);
    }
}
