using Strata.Testing;

namespace Strata.Runs;

/// <summary>A run that is cancelled ends at once with what is stored of it, whoever carries it.</summary>
public sealed class CancelledRunTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "N-135"), Trait("req", "B-3")]
    public async Task Run_that_waits_is_cancelled_with_its_job_and_can_be_asked_for_again(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        var run = (await store.Alice.IngestAsync("c.csv", RunSteps.Contacts(2), RunSteps.LinedUp())).Run.ShouldNotBeNull();
        await RunSteps.RefusedAsync(() => store.Bob.Runs.CancelAsync(run.RunId, None), ErrorCode.RunNotFound);

        var cancelled = await store.Alice.Runs.CancelAsync(run.RunId, None);

        (cancelled.Status, cancelled.ExtractionCompleteness, cancelled.ObservationCount).ShouldBe(
            (RunStatus.Cancelled, Completeness.Cancelled, 0)
        );
        cancelled.Errors.ShouldBe(["Cancelled by alice."]);
        cancelled.FinishedAt.ShouldNotBeNull();
        (await store.JobsAsync()).ShouldBeEmpty();
        (await store.JobsAsync("cancelled")).ShouldHaveSingleItem();
        await RunSteps.RefusedAsync(() => store.Alice.Runs.CancelAsync(run.RunId, None), ErrorCode.Conflict);
        await store.WorkAsync();
        (await store.Alice.ListAsync("contact")).ShouldBeEmpty();

        var again = (
            await store.Alice.IngestAsync("c.csv", RunSteps.Contacts(2), new IngestRequest { EntityType = "contact" })
        ).Run.ShouldNotBeNull();
        again.RunId.ShouldNotBe(run.RunId);
        again.Status.ShouldBe(RunStatus.Completed);
        var job = (await store.JobsAsync("cancelled")).ShouldHaveSingleItem().JobId;
        var refused = await RunSteps.RefusedAsync(() => store.Alice.Jobs.RetryAsync(job, None), ErrorCode.Conflict);
        refused.Message.ShouldStartWith($"Run '{again.RunId}' has interpreted the same source");
    }

    [Theory, DatabaseData, Trait("req", "N-135")]
    public async Task Cancelling_the_job_cancels_its_run(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        var run = (await store.Alice.IngestAsync("c.csv", RunSteps.Contacts(2), RunSteps.LinedUp())).Run.ShouldNotBeNull();

        await store.Alice.Jobs.CancelAsync((await store.JobsAsync()).ShouldHaveSingleItem().JobId, None);

        (await store.RunAsync(run.RunId)).Status.ShouldBe(RunStatus.Cancelled);
        await store.WorkAsync();
        (await store.Alice.ListAsync("contact")).ShouldBeEmpty();

        var retried = await store.Alice.Jobs.RetryAsync((await store.JobsAsync("cancelled")).ShouldHaveSingleItem().JobId, None);
        await store.WorkAsync();
        (await store.RunAsync(retried.Payload.GetProperty("run_id").GetString() ?? "")).Status.ShouldBe(RunStatus.Completed);
        (await store.Alice.ListAsync("contact")).Count.ShouldBe(2);
        (await store.RunAsync(run.RunId)).Status.ShouldBe(RunStatus.Cancelled);
    }

    [Theory, DatabaseData, Trait("req", "G11")]
    public async Task Run_that_is_cancelled_half_way_is_partial_and_counts_what_it_stored_which_stays(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        using var pause = new Pause();
        var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(RunSteps.Contacts(1_000)));
        var ingest = Task.Run(() =>
            store.Alice.Sources.IngestAsync(new IngestRequest { FileName = "c.csv", EntityType = "contact" }, content, pause, None)
        );
        await pause.Reached;
        var runId = (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items.ShouldHaveSingleItem().RunId;
        var half = await store.Alice.Runs.WatchAsync(runId, None).FirstAsync(None);
        (half.Status, half.BlockCount, half.EntityCount).ShouldBe((RunStatus.Running, half.ObservationCount, half.ObservationCount));

        var cancelled = await store.Alice.Runs.CancelAsync(runId, None);
        var stored = cancelled.ObservationCount;
        pause.GoOn();
        var result = (await ingest).Run.ShouldNotBeNull();

        stored.ShouldBeInRange(1, 999);
        (cancelled.Status, cancelled.EntityCount, cancelled.BlockCount).ShouldBe((RunStatus.Partial, stored, stored));
        (result.RunId, result.Status, result.ObservationCount, result.EntityCount).ShouldBe((runId, RunStatus.Partial, stored, stored));
        result.Errors.ShouldBe(["Cancelled by alice."]);
        var report = await store.Alice.Verification.VerifyAsync(null, None);
        (report.Ok, report.Observations, report.Entities).ShouldBe((true, stored, stored));
        var kept = await store.RunAsync(runId);
        (kept.Status, kept.ExtractionCompleteness).ShouldBe((RunStatus.Partial, Completeness.Partial));
    }

    [Theory, DatabaseData, Trait("req", "G11")]
    public async Task File_whose_run_was_cancelled_half_way_is_read_whole_when_it_is_ingested_again(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        const int rows = 600;
        var csv = RunSteps.Contacts(rows);
        var request = new IngestRequest { FileName = "c.csv", EntityType = "contact" };
        var left = await CancelHalfWayAsync(store, csv, request);
        left.ObservationCount.ShouldBeInRange(1, rows - 1);

        var again = await store.Alice.IngestAsync("c.csv", csv, request);

        var run = again.Run.ShouldNotBeNull();
        again.Deduplicated.ShouldBeTrue();
        run.RunId.ShouldNotBe(left.RunId);
        (run.Status, run.ObservationCount, run.EntityCount).ShouldBe((RunStatus.Completed, rows, rows));
        (await store.RunAsync(left.RunId)).Status.ShouldBe(RunStatus.Partial);
        var report = await store.Alice.Verification.VerifyAsync(null, None);
        (report.Ok, report.Entities).ShouldBe((true, rows));

        // Once it has been read whole, that answers, even where a later reading is cancelled in turn.
        (await store.Alice.IngestAsync("c.csv", csv, request))
            .Run.ShouldNotBeNull()
            .RunId.ShouldBe(run.RunId);
        var lined = await store.Alice.Sources.ReinterpretAsync(
            new()
            {
                SourceId = again.SourceId,
                EntityType = "contact",
                Wait = false,
            },
            null,
            None
        );
        await store.Alice.Runs.CancelAsync(lined.Run.ShouldNotBeNull().RunId, None);
        (await store.Alice.IngestAsync("c.csv", csv, request)).Run.ShouldNotBeNull().RunId.ShouldBe(run.RunId);
        (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items.Count.ShouldBe(3);
    }

    [Theory, DatabaseData, Trait("req", "N-135")]
    public async Task File_whose_run_was_cancelled_half_way_is_lined_up_again_for_who_does_not_wait(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        const int rows = 600;
        var csv = RunSteps.Contacts(rows);
        var left = await CancelHalfWayAsync(store, csv, new IngestRequest { FileName = "c.csv", EntityType = "contact" });

        var lined = (await store.Alice.IngestAsync("c.csv", csv, RunSteps.LinedUp())).Run.ShouldNotBeNull();

        (lined.RunId == left.RunId, lined.Status).ShouldBe((false, RunStatus.Queued));
        await store.WorkAsync();
        var done = await store.RunAsync(lined.RunId);
        (done.Status, done.ObservationCount).ShouldBe((RunStatus.Completed, rows));
    }

    [Theory, DatabaseData, Trait("req", "N-135")]
    public async Task Container_that_was_cancelled_is_read_again_with_what_was_left_of_it(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        var zip = Office.Zip(("a.csv", Bytes(RunSteps.Contacts(3, "a"))), ("b.csv", Bytes(RunSteps.Contacts(3, "b"))));
        var lined = (await store.Alice.IngestAsync("all.zip", zip, new IngestRequest { Wait = false })).Run.ShouldNotBeNull();
        await store.Alice.Runs.CancelAsync(lined.RunId, None);
        var first = (await store.Alice.IngestAsync("a.csv", RunSteps.Contacts(3, "a"))).Run.ShouldNotBeNull();

        var again = await store.Alice.IngestAsync("all.zip", zip);

        again.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Completed);
        again.Members.ShouldNotBeNull().Count.ShouldBe(2);
        var runs = (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items;
        runs.Count.ShouldBe(4, "the member that was read before is not read again");
        runs.ShouldContain(r => r.RunId == first.RunId);
    }

    /// <summary>What the run had come to that was cancelled once some of its rows were stored.</summary>
    private static async Task<RunView> CancelHalfWayAsync(TestStore store, string csv, IngestRequest request)
    {
        using var pause = new Pause();
        var ingest = Task.Run(() => store.Alice.Sources.IngestAsync(request, new MemoryStream(Bytes(csv)), pause, None));
        await pause.Reached;
        var runId = (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items.ShouldHaveSingleItem().RunId;
        var cancelled = await store.Alice.Runs.CancelAsync(runId, None);
        pause.GoOn();
        (await ingest).Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Partial);
        return cancelled;
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    [Theory, DatabaseData, Trait("req", "N-135")]
    public async Task Worker_stops_a_run_that_is_cancelled_while_it_carries_it(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        const int rows = 3_000;
        var run = (await store.Alice.IngestAsync("c.csv", RunSteps.Contacts(rows), RunSteps.LinedUp())).Run.ShouldNotBeNull();
        var work = Task.Run(() => store.WorkAsync());
        await store.BegunAsync(run.RunId);
        var cancelled = await CancelAsync(store, run.RunId);
        await work;

        var ended = await store.RunAsync(run.RunId);
        (ended.Status, ended.ObservationCount).ShouldBe((cancelled?.Status ?? RunStatus.Completed, cancelled?.ObservationCount ?? rows));
        (await store.Alice.Verification.VerifyAsync(null, None)).Observations.ShouldBe(ended.ObservationCount);
        (await store.JobsAsync()).ShouldBeEmpty();
    }

    /// <summary>Null where the worker was faster.</summary>
    private static async Task<RunView?> CancelAsync(TestStore store, string runId)
    {
        try
        {
            return await store.Alice.Runs.CancelAsync(runId, None);
        }
        catch (StrataException e) when (e.Code == ErrorCode.Conflict)
        {
            return null;
        }
    }
}
