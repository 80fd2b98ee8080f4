using Strata.Jobs.Recovery;
using Strata.Rules;
using Strata.Testing;

namespace Strata.Runs;

/// <summary>
/// IT-008: a run without a sign of life for ten minutes is taken from who has it, and either ended by another or timed out.
/// </summary>
public sealed class StaleRunTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan TwoHours = new StoreOptions().MaxRunTime;
    private static readonly UserId Alice = new("alice");
    private static readonly long Lapses = NewJob.LapsesOf(NewJob.DefaultAttempts);

    [Theory, DatabaseData, Trait("req", "IT-008")]
    public async Task IT008_interpretation_without_a_heartbeat_for_ten_minutes_is_released_and_after_the_last_attempt_timed_out(
        Engine engine
    )
    {
        await using var store = await RunSteps.StoreAsync(engine);
        var run = (await store.Alice.IngestAsync("c.csv", RunSteps.Contacts(3), RunSteps.LinedUp())).Run.ShouldNotBeNull().RunId;
        var services = store.Store.Jobs;
        var service = new RunService(
            store.Store.Database,
            new LedgerServices(new SchemaStore(), store.Time),
            new Interpreters(new RulesInterpreter()),
            services.Queue,
            services.Service,
            new RunPrompts(store.Store.Database, store.Store.Blobs, ofOperator: null),
            TwoHours
        );
        for (var attempt = 1; attempt <= Lapses; attempt++)
        {
            var job = await ClaimAsync(store);
            (await service.TakeAsync(Alice, run, job.JobNo, None)).Turn.ShouldBe(RunTurn.Mine);
            var held = await store.RunAsync(run);
            (held.Status, held.Attempt, held.HeartbeatAt).ShouldBe((RunStatus.Running, attempt, store.Time.GetUtcNow()));

            // The worker is not heard of again.
            store.Time.Advance(TimeSpan.FromMinutes(9));
            (await store.SettleStaleAsync()).ShouldBe(0);
            (await store.RunAsync(run)).Status.ShouldBe(RunStatus.Running);
            store.Time.Advance(TimeSpan.FromMinutes(1));
            await new ReleaseExpired(services).RunAsync(None);
            (await store.SettleStaleAsync()).ShouldBe(attempt < Lapses ? 1 : 0, "with its job the run has ended");

            var released = await store.RunAsync(run);
            (released.Status, released.HeartbeatAt).ShouldBe((attempt < Lapses ? RunStatus.Queued : RunStatus.Failed, null));
            store.Time.Advance(TimeSpan.FromMinutes(10));
            await new PromoteDue(services).RunAsync(None);
        }

        var failed = await store.RunAsync(run);
        (failed.Status, failed.ExtractionCompleteness, failed.ObservationCount).ShouldBe((RunStatus.Failed, Completeness.Failed, 0));
        failed.Errors.ShouldBe(["INTERPRETATION_TIMEOUT: Timeout - no heartbeat"]);
        (await store.JobsAsync("dead")).ShouldHaveSingleItem();
        (await store.SettleStaleAsync()).ShouldBe(0);
        var again = (
            await store.Alice.IngestAsync("c.csv", RunSteps.Contacts(3), new IngestRequest { EntityType = "contact" })
        ).Run.ShouldNotBeNull();
        (again.RunId == run, again.Status).ShouldBe((false, RunStatus.Completed));
        (await store.Alice.Sources.ReinterpretAsync(new() { SourceId = failed.SourceId, EntityType = "contact" }, null, None))
            .Run.ShouldNotBeNull()
            .Status.ShouldBe(RunStatus.Completed);
    }

    [Theory, DatabaseData, Trait("req", "IT-008")]
    public async Task IT008_interpretation_that_someone_waited_for_goes_on_in_a_worker_from_where_it_was_cut(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        var left = await CutAsync(store, 250);
        await store.VanishWithAsync(left.RunId);
        store.Time.Advance(StaleRuns.After - TimeSpan.FromSeconds(1));
        (await store.SettleStaleAsync()).ShouldBe(0);
        (await store.JobsAsync()).ShouldBeEmpty();

        store.Time.Advance(TimeSpan.FromSeconds(1));
        (await store.SettleStaleAsync()).ShouldBe(1);
        (await store.SettleStaleAsync()).ShouldBe(0, "it is lined up");
        (await store.JobsAsync()).ShouldHaveSingleItem().Actor.ShouldBe("alice");
        await store.WorkAsync();

        var done = await store.RunAsync(left.RunId);
        (done.Status, done.Attempt, done.ObservationCount, done.EntityCount).ShouldBe((RunStatus.Completed, 3, 250, 250));
        var report = await store.Alice.Verification.VerifyAsync(null, None);
        (report.Ok, report.Observations, report.Entities).ShouldBe((true, 250, 250));
    }

    [Theory, DatabaseData, Trait("req", "IT-008")]
    public async Task IT008_more_interpretations_than_are_looked_at_in_one_go_are_all_seen_to(Engine engine)
    {
        const int runs = 201;
        await using var store = await RunSteps.StoreAsync(engine);
        await Task.WhenAll(
            Enumerable.Range(0, runs).Select(i => store.Alice.IngestAsync($"{i}.csv", RunSteps.Contacts(1, $"f{i}"), RunSteps.LinedUp()))
        );
        var step = store.Store.Jobs.MoreSteps.OfType<StaleRuns>().Single();
        store.Time.Advance(StaleRuns.After);

        (await step.RunAsync(None)).ShouldBe(new RecoveryResult(200, More: true));
        (await step.RunAsync(None)).ShouldBe(new RecoveryResult(1));
    }

    [Theory, DatabaseData, Trait("req", "IT-008")]
    public async Task IT008_interpretation_that_vanishes_each_time_is_partial_with_what_it_stored(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        var left = await CutAsync(store, 250);
        for (var attempt = left.Attempt; attempt < Lapses; attempt++)
        {
            await store.VanishWithAsync(left.RunId);
        }
        store.Time.Advance(StaleRuns.After);

        (await store.SettleStaleAsync()).ShouldBe(1);

        var ended = await store.RunAsync(left.RunId);
        (ended.Status, ended.ObservationCount, ended.EntityCount).ShouldBe(
            (RunStatus.Partial, left.ObservationCount, left.ObservationCount)
        );
        ended.Errors.ShouldBe(["INTERPRETATION_TIMEOUT: Timeout - no heartbeat"]);
        (await store.Alice.Verification.VerifyAsync(null, None)).Observations.ShouldBe(left.ObservationCount);
        var again = (
            await store.Alice.IngestAsync("c.csv", RunSteps.Contacts(250), new IngestRequest { EntityType = "contact" })
        ).Run.ShouldNotBeNull();
        (again.RunId == left.RunId, again.Status, again.EntityCount).ShouldBe((false, RunStatus.Completed, 250));
    }

    [Theory, DatabaseData, Trait("req", "IT-008")]
    public async Task IT008_interpretation_whose_last_worker_is_lost_ends_with_its_job_and_keeps_what_it_stored(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        var services = store.Store.Jobs;
        var service = new RunService(
            store.Store.Database,
            new LedgerServices(new SchemaStore(), store.Time),
            new Interpreters(new RulesInterpreter()),
            services.Queue,
            services.Service,
            new RunPrompts(store.Store.Database, store.Store.Blobs, ofOperator: null),
            TwoHours
        );
        var left = await CutAsync(store, 250);
        await store.VanishWithAsync(left.RunId);
        store.Time.Advance(StaleRuns.After);
        (await store.SettleStaleAsync()).ShouldBe(1);
        for (var attempt = 1; attempt <= Lapses; attempt++)
        {
            (await service.TakeAsync(Alice, left.RunId, (await ClaimAsync(store)).JobNo, None)).Turn.ShouldBe(RunTurn.Mine);
            (await store.RunAsync(left.RunId)).Status.ShouldBe(RunStatus.Running);
            store.Time.Advance(TimeSpan.FromSeconds(31));
            await new ReleaseExpired(services).RunAsync(None);
            if (attempt < Lapses)
            {
                store.Time.Advance(TimeSpan.FromMinutes(10));
                await new PromoteDue(services).RunAsync(None);
            }
        }

        (await store.JobsAsync("dead")).ShouldHaveSingleItem();
        var ended = await store.RunAsync(left.RunId);
        (ended.Status, ended.ObservationCount, ended.EntityCount).ShouldBe(
            (RunStatus.Partial, left.ObservationCount, left.ObservationCount)
        );
        ended.Errors.ShouldBe(["INTERPRETATION_TIMEOUT: Timeout - no heartbeat"]);
    }

    [Theory, DatabaseData]
    public async Task Run_that_a_caller_carries_does_not_end_with_a_job_of_it_that_is_given_up(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        var services = store.Store.Jobs;
        var service = new RunService(
            store.Store.Database,
            new LedgerServices(new SchemaStore(), store.Time),
            new Interpreters(new RulesInterpreter()),
            services.Queue,
            services.Service,
            new RunPrompts(store.Store.Database, store.Store.Blobs, ofOperator: null),
            TwoHours
        );
        var left = await CutAsync(store, 250);
        await store.VanishWithAsync(left.RunId);

        (await store.Store.Database.WriteAsync(Alice, tx => service.GiveUpAsync(tx, left.RunId), None)).ShouldBeFalse();
        store.Time.Advance(StaleRuns.After);
        (await store.Store.Database.WriteAsync(Alice, tx => service.GiveUpAsync(tx, left.RunId), None)).ShouldBeTrue();
    }

    [Theory, DatabaseData, Trait("req", "N-131")]
    public async Task Run_that_was_cut_before_its_schemas_changed_is_ended_with_the_schemas_it_began_with(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        var left = await CutAsync(store, 250);
        var schema = (await store.Alice.Schemas.GetAsync("contact", null, None)).Schema.ShouldNotBeNull();
        var changed = schema
            .GetRawText()
            .Replace("\"properties\":{", "\"properties\":{\"shoe_size\":{\"type\":\"integer\"},", StringComparison.Ordinal);
        await store.Alice.Schemas.RegisterAsync(
            new RegisterSchemaRequest { EntityType = "contact", Schema = System.Text.Json.JsonElement.Parse(changed) },
            None
        );
        await store.VanishWithAsync(left.RunId);
        store.Time.Advance(StaleRuns.After);

        await store.SettleStaleAsync();
        await store.WorkAsync();

        var done = await store.RunAsync(left.RunId);
        (done.Status, done.ObservationCount).ShouldBe((RunStatus.Completed, 250));
        done.Configuration.GetRawText().ShouldBe(left.Configuration.GetRawText());
        (await store.Alice.Verification.VerifyAsync(null, None)).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData, Trait("req", "N-131")]
    public async Task Runs_of_before_that_have_no_lease_at_all_are_seen_to(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        var left = await CutAsync(store, 250);
        await store.Store.Database.WriteAsync(
            Alice,
            tx => tx.ExecuteAsync("update runs set owner = null, lease_until = null where user_id = @user and status = 'running'"),
            None
        );

        (await store.SettleStaleAsync()).ShouldBe(1);
        await store.WorkAsync();

        (await store.RunAsync(left.RunId)).Status.ShouldBe(RunStatus.Completed);
    }

    [Theory, DatabaseData, Trait("req", "G8")]
    public async Task Caller_that_was_paused_past_its_lease_writes_nothing_more_and_is_told_how_it_ended(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        using var pause = new Pause();
        var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(RunSteps.Contacts(1_000)));
        var paused = Task.Run(() =>
            store.Alice.Sources.IngestAsync(new IngestRequest { FileName = "c.csv", EntityType = "contact" }, content, pause, None)
        );
        await pause.Reached;
        var runId = (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items.ShouldHaveSingleItem().RunId;
        store.Time.Advance(StaleRuns.After);
        (await store.SettleStaleAsync()).ShouldBe(1);
        await store.WorkAsync();
        var done = await store.RunAsync(runId);
        (done.Status, done.Attempt, done.ObservationCount).ShouldBe((RunStatus.Completed, 2, 1_000));
        var hash = await store.Alice.StateHashAsync();

        pause.GoOn();
        var told = (await paused).Run.ShouldNotBeNull();

        (told.RunId, told.Status, told.ObservationCount).ShouldBe((runId, RunStatus.Completed, 1_000));
        (await store.Alice.StateHashAsync()).ShouldBe(hash);
        (await store.Alice.Verification.VerifyAsync(null, None)).Observations.ShouldBe(1_000);
        Told(await store.RunAsync(runId)).ShouldBe(Told(done));
    }

    [Theory, DatabaseData, Trait("req", "G8")]
    public async Task Caller_whose_run_was_released_while_it_was_paused_writes_nothing_though_nobody_has_it_yet(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        using var pause = new Pause();
        var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(RunSteps.Contacts(1_000)));
        var paused = Task.Run(() =>
            store.Alice.Sources.IngestAsync(new IngestRequest { FileName = "c.csv", EntityType = "contact" }, content, pause, None)
        );
        await pause.Reached;
        store.Time.Advance(StaleRuns.After);
        await store.SettleStaleAsync();
        var released = (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items.ShouldHaveSingleItem();

        pause.GoOn();
        await RunSteps.RefusedAsync(() => paused, ErrorCode.Conflict);

        (await store.RunAsync(released.RunId)).ObservationCount.ShouldBe(released.ObservationCount);
        (await store.Alice.Verification.VerifyAsync(null, None)).Observations.ShouldBe(released.ObservationCount);
        await store.WorkAsync();
        (await store.RunAsync(released.RunId)).ObservationCount.ShouldBe(1_000);
    }

    private static string Told(RunView run) => System.Text.Json.JsonSerializer.Serialize(run, StrataJson.Options);

    /// <summary>A run whose caller went away after the first rows were stored.</summary>
    [Theory, DatabaseData, Trait("req", "N-142")]
    public async Task A_run_that_has_worked_for_two_hours_ends_with_what_it_stored(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        using var pause = new Pause();
        var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(RunSteps.Contacts(1_000)));
        var ingesting = Task.Run(() =>
            store.Alice.Sources.IngestAsync(new IngestRequest { FileName = "c.csv", EntityType = "contact" }, content, pause, None)
        );
        await pause.Reached;
        var begun = (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items.ShouldHaveSingleItem();
        (begun.TimeoutAt.ShouldNotBeNull() - begun.StartedAt - TwoHours).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(1));

        await store.Store.Database.WriteAsync(
            Alice,
            tx =>
                tx.ExecuteAsync(
                    "update runs set timeout_at = @now where user_id = @user",
                    new { now = UnixTime.Microseconds(store.Time.GetUtcNow()) }
                ),
            None
        );
        RunView run;
        do
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            run = await store.RunAsync(begun.RunId);
        } while (run.Status == RunStatus.Running);
        pause.GoOn();

        var told = (await ingesting).Run.ShouldNotBeNull();
        (told.Status, told.ObservationCount, run.TimeoutAt).ShouldBe((RunStatus.Partial, begun.ObservationCount, null));
        told.Errors.ShouldHaveSingleItem().ShouldStartWith("INTERPRETATION_TIMEOUT: The run took more than 2 hours.");
        (await store.Alice.Verification.VerifyAsync(null, None)).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData, Trait("req", "N-142")]
    public async Task Time_without_a_heartbeat_does_not_count(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        var left = await CutAsync(store, 250);
        var timeout = left.TimeoutAt.ShouldNotBeNull();
        store.Time.Advance(TimeSpan.FromDays(3));
        await store.SettleStaleAsync();
        store.Time.Advance(TimeSpan.FromDays(3));
        await store.WorkAsync();

        (await store.RunAsync(left.RunId)).Status.ShouldBe(RunStatus.Completed);
        var run = await store.Store.Database.ReadAsync(Alice, c => RunQueries.FindAsync(c, left.RunId), None);
        (UnixTime.Time(run.TimeoutAt.ShouldNotBeNull()) - timeout - TimeSpan.FromDays(6))
            .Duration()
            .ShouldBeLessThan(TimeSpan.FromMinutes(2));
    }

    private static async Task<RunView> CutAsync(TestStore store, int rows)
    {
        using var stop = new CancellationTokenSource();
        var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(RunSteps.Contacts(rows)));
        await Should.ThrowAsync<OperationCanceledException>(() =>
            store.Alice.Sources.IngestAsync(
                new IngestRequest { FileName = "c.csv", EntityType = "contact" },
                content,
                new AtFirst(stop.Cancel),
                stop.Token
            )
        );
        var left = (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items.ShouldHaveSingleItem();
        left.ObservationCount.ShouldBeInRange(1, rows - 1);
        return left;
    }

    private static async Task<JobRow> ClaimAsync(TestStore store)
    {
        var services = store.Store.Jobs;
        var fairQueue = new FairQueue();
        foreach (var partition in await services.Table.FindPartitionsAsync([RunService.JobKind], None))
        {
            fairQueue.Add(new JobPartition(partition.UserId, partition.Kind), partition.Place);
        }
        var now = store.Time.GetUtcNow();
        var until = UnixTime.Microseconds(now.AddSeconds(30));
        var yields = await services.Table.ClaimAsync(
            fairQueue.Next(1),
            services.Capped,
            "elsewhere:1",
            UnixTime.Microseconds(now),
            until,
            None
        );
        return yields.SelectMany(y => y.Jobs).ShouldHaveSingleItem();
    }

    private sealed class AtFirst(Action reached) : IProgress<Progress>
    {
        public void Report(Progress value)
        {
            if (value.Stage == "interpret")
            {
                reached();
            }
        }
    }
}
