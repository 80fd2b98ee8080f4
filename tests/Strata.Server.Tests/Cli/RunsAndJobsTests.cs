using Strata.Database;
using Strata.Testing;

namespace Strata.Server.Tests.Cli;

/// <summary>Runs and background work from the command line.</summary>
public sealed class RunsAndJobsTests
{
    private const string Csv = "Invoice No,Vendor,Total,Currency,Due Date\nINV-1,Acme,120.50,EUR,2026-02-01\nINV-2,Globex,80,EUR,2026-03-01\n";

    [Theory, DatabaseData]
    public async Task Run_that_is_not_waited_for_is_done_by_a_worker_and_watched(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var said = (await store.RunAsync("ingest", store.Write("a.csv", Csv), "--type", "invoice", "--no-wait")).ShouldEndWith(0);
        said.Out.ShouldContain("queued: lined up for a worker");
        said.Err.ShouldContain("strata worker --once");
        var run = (await store.LinesAsync("runs", "list")).ShouldHaveSingleItem();
        run.Text("status").ShouldBe("queued");
        var id = run.Text("run_id") ?? "";
        said.Err.ShouldContain("strata runs watch " + id);
        (await store.RunAsync("reinterpret", run.Text("source_id") ?? "", "--type", "invoice", "--no-wait")).ShouldEndWith(4).Err.ShouldContain("INTERPRETATION_IN_PROGRESS");

        var watch = store.RunAsync("runs", "watch", id, "--json");
        (await store.RunAsync("worker", "--once")).ShouldEndWith(0);
        var seen = (await watch).ShouldEndWith(0).JsonLines;
        seen[^1].Text("status").ShouldBe("completed");
        (await store.LinesAsync("entities", "list")).Length.ShouldBe(2);
        (await store.RunAsync("runs", "watch", id)).ShouldEndWith(0).Out.ShouldContain("completed");
        (await store.RunAsync("runs", "watch", "run_900000")).ShouldEndWith(3);
        (await store.RunAsync("runs", "cancel", id)).ShouldEndWith(4);

        var again = await store.JsonAsync("reinterpret", run.Text("source_id") ?? "", "--type", "invoice", "--no-wait");
        (await store.JsonAsync("runs", "cancel", again.Text("run.run_id") ?? "")).Text("status").ShouldBe("cancelled");
        (await store.RunAsync("runs", "watch", again.Text("run.run_id") ?? "")).ShouldEndWith(1).Out.ShouldContain("Cancelled by cli.");
    }

    [Theory, DatabaseData]
    public async Task Jobs_are_listed_shown_paused_cancelled_and_retried(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        (await store.RunAsync("jobs", "pause", "interpret")).ShouldEndWith(0).Out.ShouldContain("Paused: interpret");
        (await store.RunAsync("ingest", store.Write("a.csv", Csv), "--no-wait")).ShouldEndWith(0);
        (await store.RunAsync("worker", "--once")).ShouldEndWith(0);
        var job = (await store.LinesAsync("jobs", "list", "--kind", "interpret")).ShouldHaveSingleItem();
        job.Text("state").ShouldBe("ready", "its kind is paused");
        var id = job.Text("job_id") ?? "";
        (await store.JsonAsync("jobs", "show", id)).Text("payload.run_id").ShouldStartWith("run_");
        (await store.RunAsync("jobs", "retry", id)).ShouldEndWith(4);
        (await store.RunAsync("jobs", "show", "job_900000")).ShouldEndWith(3);
        (await store.RunAsync("jobs", "resume")).ShouldEndWith(0).Out.ShouldContain("Nothing is paused.");
        (await store.RunAsync("worker", "--once", "--slots", "1")).ShouldEndWith(0);
        (await store.JsonAsync("jobs", "show", id)).Text("state").ShouldBe("done");
        (await store.RunAsync("jobs", "cancel", id)).ShouldEndWith(4);
        (await store.LinesAsync("jobs", "list", "--state", "done")).ShouldHaveSingleItem();

        (await store.RunAsync("jobs", "schedule", "nightly", "--cron", "0 3 * * *", "--kind", "verify")).ShouldEndWith(0);
        (await store.LinesAsync("jobs", "schedules")).ShouldHaveSingleItem().Text("name").ShouldBe("nightly");
        (await store.RunAsync("jobs", "schedule", "nightly", "--cron", "61 * * * *", "--kind", "verify")).ShouldEndWith(1).Err.ShouldContain("INVALID_CONTENT");
        (await store.RunAsync("jobs", "unschedule", "nightly")).ShouldEndWith(0);
        (await store.RunAsync("jobs", "unschedule", "nightly")).ShouldEndWith(3);
    }
}
