using Microsoft.Extensions.Logging.Abstractions;
using Strata.Testing;

namespace Strata.Runs;

/// <summary>Runs that nobody waits for: a worker carries them, once.</summary>
public sealed class LinedUpRunTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "N-135")]
    public async Task Lined_up_run_is_answered_at_once_and_carried_by_a_worker_as_if_it_was_waited_for(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var taken = await store.Alice.IngestAsync("c.csv", RunSteps.Contacts(3), RunSteps.LinedUp("k"));
        var run = taken.Run.ShouldNotBeNull();
        (run.Status, run.ObservationCount, run.EntityCount).ShouldBe((RunStatus.Queued, 0, 0));
        (await store.Alice.ListAsync("contact")).ShouldBeEmpty();
        var queued = await store.RunAsync(run.RunId);
        (queued.Status, queued.Attempt, queued.HeartbeatAt).ShouldBe((RunStatus.Queued, 0, null));
        var followed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var states = FollowAsync(store, run.RunId, followed);
        await await Task.WhenAny(followed.Task, states);

        await store.WorkAsync();

        var done = await store.RunAsync(run.RunId);
        (done.Status, done.Attempt, done.ObservationCount, done.EntityCount).ShouldBe((RunStatus.Completed, 1, 3, 3));
        (await store.JobsAsync()).ShouldBeEmpty();
        (await store.JobsAsync("done"))
            .ShouldHaveSingleItem()
            .Result.ShouldNotBeNull()
            .GetProperty("status")
            .GetString()
            .ShouldBe("completed");
        var waited = (
            await store.Bob.IngestAsync("c.csv", RunSteps.Contacts(3), new IngestRequest { EntityType = "contact" })
        ).Run.ShouldNotBeNull();
        (waited.ObservationCount, waited.EntityCount, waited.BlockCount).ShouldBe(
            (done.ObservationCount, done.EntityCount, done.BlockCount)
        );
        (await store.Alice.ObservationsAsync((await store.Alice.ListAsync("contact"))[0].EntityId))[0].Actor.ShouldBe("alice");

        var seen = await states;
        seen[0].Status.ShouldBe(RunStatus.Queued);
        (seen[^1].Status, seen[^1].ObservationCount).ShouldBe((RunStatus.Completed, 3));
        seen.Select(s => s.Version).Distinct().Count().ShouldBe(seen.Count);
    }

    [Theory, DatabaseData, Trait("req", "G8")]
    public async Task Same_key_gives_the_stored_answer_or_to_who_waits_the_end(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var lined = await store.Alice.IngestAsync("c.csv", RunSteps.Contacts(2), RunSteps.LinedUp("k"));
        var runId = lined.Run.ShouldNotBeNull().RunId;
        (await store.Alice.IngestAsync("c.csv", RunSteps.Contacts(2), RunSteps.LinedUp("k")))
            .Run.ShouldNotBeNull()
            .Status.ShouldBe(RunStatus.Queued);
        var waits = RunSteps.LinedUp("k") with { Wait = null };
        await RunSteps.RefusedAsync(
            () => store.Alice.IngestAsync("c.csv", RunSteps.Contacts(2), waits),
            ErrorCode.InterpretationInProgress
        );

        await store.WorkAsync();

        var ended = (await store.Alice.IngestAsync("c.csv", RunSteps.Contacts(2), waits)).Run.ShouldNotBeNull();
        (ended.RunId, ended.Status, ended.ObservationCount).ShouldBe((runId, RunStatus.Completed, 2));
        (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items.ShouldHaveSingleItem();
    }

    [Theory, DatabaseData, Trait("req", "N-124")]
    public async Task Of_many_reinterpretations_alike_one_is_lined_up_and_the_others_are_in_progress(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var source = (await store.Alice.IngestAsync("c.csv", RunSteps.Contacts(2), new IngestRequest { EntityType = "contact" })).SourceId;
        var lined = 0;
        var refused = 0;
        await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await store.Alice.Sources.ReinterpretAsync(
                                new()
                                {
                                    SourceId = source,
                                    EntityType = "contact",
                                    Wait = i % 2 == 0 ? false : null,
                                },
                                null,
                                None
                            );
                            Interlocked.Increment(ref lined);
                        }
                        catch (StrataException e) when (e.Code == ErrorCode.InterpretationInProgress)
                        {
                            Interlocked.Increment(ref refused);
                        }
                    })
                )
        );
        (lined + refused).ShouldBe(16);
        var runs = (await store.Alice.Runs.ListAsync(source, new PageRequest(), None)).Items;
        runs.Count.ShouldBe(1 + lined, "whoever was not refused has a run of its own, after the one before had ended");
        runs.Count(r => r.FinishedAt is null).ShouldBeLessThanOrEqualTo(1);
        if (runs.All(r => r.FinishedAt is not null))
        {
            await store.Alice.Sources.ReinterpretAsync(RunSteps.Again(source), null, None);
        }
        await RunSteps.RefusedAsync(
            () => store.Alice.Sources.ReinterpretAsync(RunSteps.Again(source), null, None),
            ErrorCode.InterpretationInProgress
        );
        await store.Alice.Sources.ReinterpretAsync(RunSteps.Again(source) with { EntityType = "task" }, null, None); // another configuration

        await store.WorkAsync();

        (await store.Alice.Runs.ListAsync(source, new PageRequest(), None)).Items.ShouldAllBe(r => r.Status == RunStatus.Completed);
        await store.Alice.Sources.ReinterpretAsync(RunSteps.Again(source), null, None);
    }

    [Theory, DatabaseData, Trait("req", "G8")]
    public async Task Callers_with_the_same_bytes_wait_for_the_one_that_interprets_them(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        using var pause = new Pause();
        var content = System.Text.Encoding.UTF8.GetBytes(RunSteps.Contacts(250));
        var keyed = new IngestRequest
        {
            FileName = "c.csv",
            EntityType = "contact",
            IdempotencyKey = "k",
        };
        var first = Task.Run(() => store.Alice.Sources.IngestAsync(keyed, new MemoryStream(content), pause, None));
        await pause.Reached;

        var alike = Enumerable.Range(0, 5).Select(_ => store.Alice.IngestAsync("c.csv", content, keyed)).ToList();
        var keyless = Enumerable
            .Range(0, 5)
            .Select(_ => store.Alice.IngestAsync("c.csv", content, keyed with { IdempotencyKey = null }))
            .ToList();
        await Task.WhenAny([.. alike, .. keyless, Task.Delay(100, None)]);
        alike.Concat(keyless).ShouldAllBe(caller => !caller.IsCompleted);
        pause.GoOn();

        var answer = JsonSerializer.Serialize(await first);
        foreach (var caller in alike)
        {
            JsonSerializer.Serialize(await caller).ShouldBe(answer);
        }
        foreach (var caller in keyless)
        {
            var held = await caller;
            (held.SourceId, held.Deduplicated, held.Run.ShouldNotBeNull().Status).ShouldBe(
                ((await first).SourceId, true, RunStatus.Completed)
            );
        }
        (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items.ShouldHaveSingleItem().ObservationCount.ShouldBe(250);
    }

    [Theory, DatabaseData, Trait("req", "N-124")]
    public async Task Ingest_of_what_is_being_interpreted_names_the_run_and_who_waits_long_enough_gets_it_or_with_a_key_a_time(
        Engine engine
    )
    {
        await using var store = await TestStore.CreateAsync(
            engine,
            options => options with { RunLimits = RunSteps.SmallCommits, EqualRunPatience = TimeSpan.FromMilliseconds(50) }
        );
        using var pause = new Pause();
        var content = System.Text.Encoding.UTF8.GetBytes(RunSteps.Contacts(250));
        var first = Task.Run(() =>
            store.Alice.Sources.IngestAsync(
                new IngestRequest { FileName = "c.csv", EntityType = "contact" },
                new MemoryStream(content),
                pause,
                None
            )
        );
        await pause.Reached;

        var second = await store.Alice.IngestAsync("c.csv", content, RunSteps.LinedUp());
        second.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Running);
        (await store.JobsAsync()).ShouldBeEmpty();
        var third = await store.Alice.IngestAsync("c.csv", content, new IngestRequest { EntityType = "contact" });
        (third.Deduplicated, third.Run.ShouldNotBeNull().Status).ShouldBe((true, RunStatus.Running));
        var keyed = await Should.ThrowAsync<StrataException>(() =>
            store.Alice.IngestAsync("c.csv", content, new IngestRequest { EntityType = "contact", IdempotencyKey = "k" })
        );
        (keyed.Code, keyed.RetryAfter).ShouldBe((ErrorCode.InterpretationInProgress, TimeSpan.FromSeconds(5)));
        (await store.RunAsync(second.Run.RunId)).HeartbeatAt.ShouldBe(store.Time.GetUtcNow());

        pause.GoOn();
        var done = (await first).Run.ShouldNotBeNull();
        (done.RunId, done.Status, done.ObservationCount).ShouldBe((second.Run.RunId, RunStatus.Completed, 250));
    }

    [Theory, DatabaseData, Trait("req", "G8")]
    public async Task Reinterpretation_that_was_cut_off_is_found_by_its_key_though_a_worker_has_ended_it(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        var content = RunSteps.Contacts(250);
        var source = (await store.Alice.IngestAsync("c.csv", content, new IngestRequest { Interpret = false })).SourceId;
        using var stop = new CancellationTokenSource();
        var request = new ReinterpretRequest
        {
            SourceId = source,
            EntityType = "contact",
            IdempotencyKey = "again",
        };
        await Should.ThrowAsync<OperationCanceledException>(() =>
            store.Alice.Sources.ReinterpretAsync(request, new Stop(stop), stop.Token)
        );
        var left = (await store.Alice.Runs.ListAsync(source, new PageRequest(), None)).Items.ShouldHaveSingleItem();
        left.Status.ShouldBe(RunStatus.Queued);
        left.ObservationCount.ShouldBeInRange(1, 249);

        store.Time.Advance(TimeSpan.FromMinutes(11));
        (await store.SettleStaleAsync()).ShouldBe(1);
        await store.WorkAsync();
        var result = (await store.Alice.Sources.ReinterpretAsync(request, null, None)).Run.ShouldNotBeNull();

        (result.RunId, result.Status, result.ObservationCount).ShouldBe((left.RunId, RunStatus.Completed, 250));
        (await store.Alice.Runs.ListAsync(source, new PageRequest(), None)).Items.ShouldHaveSingleItem().Attempt.ShouldBe(2);
        var report = await store.Alice.Verification.VerifyAsync(null, None);
        (report.Ok, report.Observations).ShouldBe((true, 250));
    }

    [Theory, DatabaseData]
    public async Task Container_that_is_lined_up_takes_its_members_in_with_its_job(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        using var bytes = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(bytes, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = await zip.CreateEntry("in.csv").OpenAsync(None);
            await entry.WriteAsync(System.Text.Encoding.UTF8.GetBytes(RunSteps.Contacts(2)), None);
        }
        var taken = await store.Alice.IngestAsync("box.zip", bytes.ToArray(), RunSteps.LinedUp() with { EntityType = null });
        taken.Members.ShouldBeNull();
        (await store.Alice.Sources.ListAsync(new PageRequest(), None)).Items.ShouldHaveSingleItem();

        await store.WorkAsync();

        (await store.Alice.Sources.GetAsync(taken.SourceId, None)).Members.ShouldNotBeNull().ShouldHaveSingleItem();
        (await store.Alice.ListAsync("contact")).Count.ShouldBe(2);
    }

    [Theory, DatabaseData, Trait("req", "N-135")]
    public async Task Worker_that_is_told_to_stop_gives_the_run_back_and_another_goes_on(Engine engine)
    {
        const int rows = 3_000;
        await using var store = await RunSteps.StoreAsync(engine);
        var run = (await store.Alice.IngestAsync("c.csv", RunSteps.Contacts(rows), RunSteps.LinedUp())).Run.ShouldNotBeNull();
        using var stop = new CancellationTokenSource();
        var options = new WorkerOptions
        {
            Drain = TimeSpan.Zero,
            Patience = TimeSpan.FromHours(1),
            Poll = TimeSpan.FromMilliseconds(20),
        };
        var work = store.Store.RunWorkerAsync(options, NullLogger.Instance, stop.Token);
        await store.BegunAsync(run.RunId);
        await stop.CancelAsync();
        await work;

        var left = await store.RunAsync(run.RunId);
        if (left.Status != RunStatus.Completed) // it may have been that quick
        {
            (left.Status, left.HeartbeatAt).ShouldBe((RunStatus.Queued, null));
            left.ObservationCount.ShouldBeInRange(1, rows); // all, where only its end was missing
            (await store.JobsAsync()).ShouldHaveSingleItem().Errors.ShouldBeEmpty();
        }
        await store.WorkAsync();
        var done = await store.RunAsync(run.RunId);
        (done.Status, done.ObservationCount, done.EntityCount).ShouldBe((RunStatus.Completed, rows, rows));
        (await store.Alice.Verification.VerifyAsync(null, None)).Observations.ShouldBe(rows);
    }

    [Theory, DatabaseData, Trait("req", "G11")]
    public async Task Run_whose_job_is_given_up_fails_with_it_says_why_and_is_begun_anew_when_the_job_is_retried(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var run = (await store.Alice.IngestAsync("c.csv", RunSteps.Contacts(2), RunSteps.LinedUp())).Run.ShouldNotBeNull();
        await WriteFaults.BreakAsync(store, "observations");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            (await store.RunAsync(run.RunId)).Status.ShouldBe(RunStatus.Queued);
            await store.WorkAsync();
            store.Time.Advance(TimeSpan.FromMinutes(10));
        }
        await WriteFaults.MendAsync(store, "observations");

        var dead = (await store.JobsAsync("dead")).ShouldHaveSingleItem();
        dead.Errors.Count.ShouldBe(5);
        var failed = await store.RunAsync(run.RunId);
        (failed.Status, failed.Attempt, failed.ObservationCount).ShouldBe((RunStatus.Failed, 5, 0));
        failed.Errors.ShouldHaveSingleItem().ShouldStartWith("INTERPRETATION_FAILED: ");

        (await store.Store.RetryDeadJobsAsync("interpret", None)).ShouldBe(new JobsRetried(1, 0));
        await store.WorkAsync();

        var done = (await store.JobsAsync("done")).ShouldHaveSingleItem();
        (done.JobId, done.Result.ShouldNotBeNull().GetProperty("status").GetString()).ShouldBe((dead.JobId, "completed"));
        var again = await store.RunAsync(done.Result.Value.GetProperty("run_id").GetString() ?? "");
        again.RunId.ShouldNotBe(failed.RunId);
        (again.Status, again.ObservationCount, done.Key).ShouldBe((RunStatus.Completed, 2, "run:" + again.RunId));
        (await store.RunAsync(failed.RunId)).Status.ShouldBe(RunStatus.Failed);
        (await store.Alice.Usage.GetAsync(None)).Interpretations.Used.ShouldBe(1);
    }

    private static async Task<List<RunState>> FollowAsync(TestStore store, string runId, TaskCompletionSource begun)
    {
        var states = new List<RunState>();
        await foreach (var state in store.Alice.Runs.WatchAsync(runId, TestContext.Current.CancellationToken))
        {
            states.Add(state);
            begun.TrySetResult();
        }
        return states;
    }

    private sealed class Stop(CancellationTokenSource stop) : IProgress<Progress>
    {
        public void Report(Progress value)
        {
            if (value.Stage == "interpret")
            {
                stop.Cancel();
            }
        }
    }
}
