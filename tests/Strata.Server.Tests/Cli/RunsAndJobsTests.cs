using Strata.Testing;

namespace Strata.Server.Tests.Cli;

/// <summary>Runs and background work from the command line.</summary>
public sealed class RunsAndJobsTests
{
    private const string Csv =
        "Invoice No,Vendor,Total,Currency,Due Date\nINV-1,Acme,120.50,EUR,2026-02-01\nINV-2,Globex,80,EUR,2026-03-01\n";

    [Theory, DoorData]
    public async Task Run_that_is_not_waited_for_is_done_by_a_worker_and_watched(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var said = (await store.RunAsync("ingest", store.Write("a.csv", Csv), "--type", "invoice", "--no-wait")).ShouldEndWith(0);
        said.Out.ShouldContain("queued: waiting for a worker");
        said.Err.ShouldContain("strata worker --once");
        var run = (await store.LinesAsync("runs", "list")).ShouldHaveSingleItem();
        run.Text("status").ShouldBe("queued");
        var id = run.Text("run_id") ?? "";
        said.Err.ShouldContain("strata runs watch " + id);
        (await store.RunAsync("reinterpret", run.Text("source_id") ?? "", "--type", "invoice", "--no-wait"))
            .ShouldEndWith(4)
            .Err.ShouldContain("INTERPRETATION_IN_PROGRESS");

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
        (await store.RunAsync("runs", "watch", again.Text("run.run_id") ?? "")).ShouldEndWith(1).Out.ShouldContain("Cancelled by cli:");
    }

    [Theory, DoorData]
    public async Task Old_runs_are_archived_and_restored(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var rows = string.Concat(Enumerable.Range(10, 200).Select(i => $"INV-{i},Acme,{i},EUR,2026-02-01\n"));
        (await store.RunAsync("ingest", store.Write("a.csv", Csv + rows), "--type", "invoice")).ShouldEndWith(0);
        var run = (await store.LinesAsync("runs", "list")).ShouldHaveSingleItem();
        var id = run.Text("run_id") ?? "";
        (await store.RunAsync("runs", "restore", id)).ShouldEndWith(4).Err.ShouldContain("CONFLICT");
        (await store.JsonAsync("runs", "archive")).Text("runs").ShouldBe("0", "it is young");
        (await store.RunAsync("runs", "archive", "--older-than", "0", "--dry-run"))
            .ShouldEndWith(0)
            .Out.ShouldContain("1 run older than 0 days, 1 page of blocks");
        (await store.JsonAsync("runs", "show", id)).Text("archived_at").ShouldBeNull();

        var report = await store.JsonAsync("runs", "archive", "--older-than", "0");
        (report.Text("runs"), report.Text("pages"), report.Text("older_than_days")).ShouldBe(("1", "1", "0"));

        (await store.RunAsync("runs", "show", id)).ShouldEndWith(0).Out.ShouldContain("archived");
        (await store.JsonAsync("runs", "show", id)).Text("configuration").ShouldBe(run.Text("configuration"));
        (await store.RunAsync("verify")).ShouldEndWith(0).Out.ShouldContain("rows of the archive unpacked");
        (await store.JsonAsync("runs", "restore", id)).Text("archived_at").ShouldBeNull();
        (await store.RunAsync("runs", "archive", "--older-than", "-1")).ShouldEndWith(1).Err.ShouldContain("INVALID_CONTENT");
        (await store.RunAsync("worker", "--once", "--archive-after", "soon")).ShouldEndWith(2).Err.ShouldContain("--archive-after");
        var asked = (await store.JsonAsync("jobs", "start", "archive")).Text("job_id") ?? "";
        (await store.RunAsync("worker", "--once", "--archive-after", "0")).ShouldEndWith(0);
        (await store.LinesAsync("jobs", "schedules")).ShouldBeEmpty();
        (await store.RunAsync("jobs", "show", asked)).ShouldEndWith(0).Out.ShouldContain("Archival is turned off");
        (await store.RunAsync("worker", "--once", "--archive-after", "30")).ShouldEndWith(0);
        (await store.LinesAsync("jobs", "schedules")).ShouldHaveSingleItem().Text("kind").ShouldBe("archive");
    }

    [Theory, DoorData]
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
        (await store.RunAsync("jobs", "pause")).ShouldEndWith(0).Out.ShouldContain("All jobs are paused.");
        (await store.RunAsync("jobs", "resume", "interpret")).ShouldEndWith(0).Out.ShouldContain("All jobs are paused, interpret included");
        (await store.RunAsync("jobs", "resume")).ShouldEndWith(0).Out.ShouldContain("Nothing is paused.");
        (await store.RunAsync("worker", "--once", "--slots", "1")).ShouldEndWith(0);
        (await store.JsonAsync("jobs", "show", id)).Text("state").ShouldBe("done");
        (await store.RunAsync("jobs", "cancel", id)).ShouldEndWith(4);
        (await store.LinesAsync("jobs", "list", "--state", "done")).ShouldHaveSingleItem();
        var done = (await store.LinesAsync("jobs", "list", "--all-users", "--state", "done")).ShouldHaveSingleItem();
        (done.Text("user_id"), done.Text("job.job_id")).ShouldBe(("local", id));
        (await store.RunAsync("jobs", "list", "--all-users")).ShouldEndWith(0).Out.ShouldContain("No jobs.");
        (await store.JsonAsync("jobs", "retry", "--all-users", "--state", "dead", "--kind", "interpret")).Text("retried").ShouldBe("0");
        (await store.RunAsync("jobs", "retry", id, "--all-users")).ShouldEndWith(2).Err.ShouldContain("--all-users");
        (await store.RunAsync("jobs", "list", "--kind", "interpretation"))
            .ShouldEndWith(1)
            .Err.ShouldContain(
                "is not a kind of job: archive, batch, chain, delete_run, duplicates, feed, follow_decisions, index, interpret"
            );
        (await store.RunAsync("jobs", "show", "job_900000")).ShouldEndWith(3).Err.ShouldContain("strata jobs list");

        var pairs = await store.JsonAsync("duplicates", "find", "--type", "contact", "--no-wait");
        (pairs.Text("kind"), pairs.Text("payload.entity_type"), pairs.Text("state")).ShouldBe(("duplicates", "contact", "ready"));
        (await store.JsonAsync("jobs", "start", "sweep", "--options", """{"grace_hours":48}""")).Text("payload.grace_hours").ShouldBe("48");
        (await store.RunAsync("jobs", "schedule", "nightly", "--cron", "0 3 * * *", "--kind", "verify")).ShouldEndWith(0);
        (await store.LinesAsync("jobs", "schedules"))
            .Select(s => s.Text("name"))
            .ShouldBe(["archive", "nightly"], "one is the store's own");
        (await store.RunAsync("jobs", "schedule", "nightly", "--cron", "61 * * * *", "--kind", "verify"))
            .ShouldEndWith(1)
            .Err.ShouldContain("INVALID_CONTENT");
        (await store.RunAsync("jobs", "unschedule", "nightly")).ShouldEndWith(0);
        (await store.RunAsync("jobs", "unschedule", "nightly")).ShouldEndWith(3);
        foreach (
            var impossible in (string[][])
                [
                    ["duplicates", "find", "--type", "contakt", "--no-wait"],
                    ["jobs", "start", "duplicates", "--options", """{"entity_type":"contakt"}"""],
                ]
        )
        {
            (await store.RunAsync(impossible)).ShouldEndWith(3).Err.ShouldContain("Known types: contact, ");
        }
    }

    [Theory, DoorData]
    public async Task Promotion_that_is_not_waited_for_is_done_by_a_worker(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        (
            await store.RunAsync(
                "ingest",
                store.Write("a.csv", "Email,Shoe\nann@example.com,39\nbob@example.com,44\n"),
                "--type",
                "contact"
            )
        ).ShouldEndWith(0);

        var said = (await store.RunAsync("schemas", "promote", "contact", "--field", "Shoe=shoe:integer", "--no-wait"))
            .ShouldEndWith(0)
            .Out;

        said.ShouldContain("contact version 2 has shoe; a worker creates observations from the fragments");
        var lined = (await store.LinesAsync("schemas", "promotions")).ShouldHaveSingleItem();
        (lined.Text("state"), lined.Text("observations")).ShouldBe(("backfilling", "0"));
        (await store.RunAsync("worker", "--once")).ShouldEndWith(0);
        var done = (await store.LinesAsync("schemas", "promotions")).ShouldHaveSingleItem();
        (done.Text("state"), done.Text("observations")).ShouldBe(("done", "2"));
    }
}
