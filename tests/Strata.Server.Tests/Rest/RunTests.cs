using Microsoft.Extensions.Logging.Abstractions;
using Strata.Cli.Remote;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>Runs that are not waited for, followed and cancelled through REST, and by the command line that uses a server.</summary>
public sealed class RunTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory, DoorData]
    public async Task Run_that_is_not_waited_for_is_followed_by_its_events_to_the_end(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        using var accepted = await server.Alice.UploadAsync("?file_name=a.csv&wait=false", StoreServer.Invoices);
        ((int)accepted.StatusCode).ShouldBe(202);
        var run = JsonElement.Parse(await accepted.Content.ReadAsStringAsync(Cancel)).GetProperty("run");
        run.Text("status").ShouldBe("queued");
        var path = accepted.Headers.Location.ShouldNotBeNull().ToString();
        path.ShouldBe("/api/v1/runs/" + run.Text("run_id"));
        (await server.Alice.AskAsync(path).JsonAsync()).Text("status").ShouldBe("queued");

        var (first, id) = await FirstAsync(server.Alice, path, null);
        (first.Text("status"), first.GetProperty("attempt").GetInt32()).ShouldBe(("queued", 0));
        var rest = server.Alice.AskAsync(path + "/events", ("Last-Event-ID", id));
        await WorkAsync(server);
        using var followed = await rest;
        followed.Content.Headers.ContentType?.MediaType.ShouldBe("text/event-stream");
        var events = Parse(await followed.Content.ReadAsStringAsync(Cancel));
        events.ShouldNotContain(e => e.Id == id, "that was told before");
        events[..^1].ShouldAllBe(e => e.Name == "state");
        (events[^1].Name, events[^1].Data.Text("status"), events[^1].Data.GetProperty("observation_count").GetInt64()).ShouldBe(
            ("end", "completed", 2)
        );

        using var over = await server.Alice.AskAsync(path + "/events", ("Last-Event-ID", events[^1].Id));
        ((int)over.StatusCode).ShouldBe(204);
        var late = Parse(await (await server.Alice.AskAsync(path + "/events")).Content.ReadAsStringAsync(Cancel));
        late.ShouldHaveSingleItem().Name.ShouldBe("end");
        await server.Bob.AskAsync(path + "/events").RefusedAsync(404, "RUN_NOT_FOUND");
    }

    [Fact]
    public async Task Streams_of_one_user_are_so_many_and_no_more()
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite);
        using var accepted = await server.Alice.UploadAsync("?file_name=a.csv&wait=false", StoreServer.Invoices);
        var path = accepted.Headers.Location.ShouldNotBeNull() + "/events";
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < 20; i++)
        {
            open.Add(await server.Alice.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Cancel));
        }
        open.ShouldAllBe(o => (int)o.StatusCode == 200);

        using var more = await server.Alice.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Cancel);
        ((int)more.StatusCode).ShouldBe(429);
        more.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldBe(TimeSpan.FromSeconds(5));
        (await more.Content.ReadAsStringAsync(Cancel)).ShouldContain("RATE_LIMITED");
        (await server.Bob.AskAsync(path)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound, "others are not held up");
        open.ForEach(o => o.Dispose());
    }

    [Theory, DoorData]
    public async Task Reinterpretation_is_lined_up_once_and_cancelled(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var source = (await server.Alice.UploadAsync("?file_name=a.csv", StoreServer.Invoices).JsonAsync(201)).Text("source_id");
        var path = $"/api/v1/sources/{source}/reinterpret";
        var lined = (await server.Alice.TellAsync(path + "?wait=false", "{}").JsonAsync(202)).GetProperty("run").Text("run_id");
        await server.Alice.TellAsync(path, """{"wait":false}""").RefusedAsync(409, "INTERPRETATION_IN_PROGRESS");

        await server.Bob.TellAsync($"/api/v1/runs/{lined}/cancel", "").RefusedAsync(404, "RUN_NOT_FOUND");
        (await server.Alice.TellAsync($"/api/v1/runs/{lined}/cancel", "").JsonAsync()).Text("status").ShouldBe("cancelled");
        await server.Alice.TellAsync($"/api/v1/runs/{lined}/cancel", "").RefusedAsync(409, "CONFLICT");
        (await server.Alice.TellAsync(path, "{}").JsonAsync()).GetProperty("run").Text("status").ShouldBe("completed");
    }

    [Theory, DoorData]
    public async Task Old_runs_are_archived_and_restored(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var run = (await server.Alice.UploadAsync("?file_name=a.csv", StoreServer.Invoices).JsonAsync(201))
            .GetProperty("run")
            .Text("run_id");
        await using var remote = RemoteStrata.Connect(server.Address, server.Alice.DefaultRequestHeaders.Authorization?.Parameter);
        var before = await remote.Runs.GetAsync(run, Cancel);

        (await server.Alice.TellAsync("/api/v1/runs/archive", "").JsonAsync()).GetProperty("runs").GetInt64().ShouldBe(0);
        (await server.Alice.TellAsync("/api/v1/runs/archive?older_than_days=0&dry_run=true", "").JsonAsync())
            .GetProperty("runs")
            .GetInt64()
            .ShouldBe(1);
        await server.Alice.TellAsync("/api/v1/runs/archive?older_than_days=-1", "").RefusedAsync(400, "INVALID_CONTENT");
        (await server.Bob.TellAsync("/api/v1/runs/archive?older_than_days=0", "").JsonAsync()).GetProperty("runs").GetInt64().ShouldBe(0);
        (await remote.Archival.ArchiveAsync(new ArchiveRequest { OlderThanDays = 0 }, new Steps(), Cancel)).Runs.ShouldBe(1);

        var archived = await remote.Runs.GetAsync(run, Cancel);
        archived.ArchivedAt.ShouldNotBeNull();
        archived.Configuration.GetRawText().ShouldBe(before.Configuration.GetRawText());
        await server.Bob.TellAsync($"/api/v1/runs/{run}/restore", "").RefusedAsync(404, "RUN_NOT_FOUND");
        (await remote.Archival.RestoreAsync(run, Cancel)).ArchivedAt.ShouldBeNull();
        await server.Alice.TellAsync($"/api/v1/runs/{run}/restore", "").RefusedAsync(409, "CONFLICT");
    }

    [Theory, DoorData]
    public async Task Remote_command_line_follows_a_run_and_hears_of_the_progress_of_one_it_waits_for(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await using var remote = RemoteStrata.Connect(server.Address, server.Alice.DefaultRequestHeaders.Authorization?.Parameter);
        var content = System.Text.Encoding.UTF8.GetBytes(StoreServer.Invoices);
        var lined = await remote.Sources.IngestAsync(
            new IngestRequest { FileName = "a.csv", Wait = false },
            new MemoryStream(content),
            null,
            Cancel
        );
        var runId = lined.Run.ShouldNotBeNull().RunId;
        var following = Task.Run(async () => await remote.Runs.WatchAsync(runId, Cancel).ToListAsync(Cancel), Cancel);
        await WorkAsync(server);
        (await following)[^1].Status.ShouldBe(RunStatus.Completed);
        (await Should.ThrowAsync<StrataException>(() => remote.Runs.CancelAsync(runId, Cancel))).Code.ShouldBe(ErrorCode.Conflict);
        (
            await Should.ThrowAsync<StrataException>(async () => await remote.Runs.WatchAsync("run_900000", Cancel).ToListAsync(Cancel))
        ).Code.ShouldBe(ErrorCode.RunNotFound);

        var steps = new Steps();
        var again = await remote.Sources.ReinterpretAsync(new() { SourceId = lined.SourceId }, steps, Cancel);
        again.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Completed);
        steps.Seen.ShouldContain(s => s.Stage == "interpret");
        steps.Seen.Clear();
        var more = System.Text.Encoding.UTF8.GetBytes(StoreServer.Invoices + "INV-3;Globex;1,00;2026-05-31\n");
        (
            await remote.Sources.IngestAsync(
                new IngestRequest { FileName = "b.csv", IdempotencyKey = "b" },
                new MemoryStream(more),
                steps,
                Cancel
            )
        )
            .Run.ShouldNotBeNull()
            .EntityCount.ShouldBe(3);
        steps.Seen.ShouldContain(s => s.Stage != "sending");
    }

    [Theory, DoorData]
    public async Task Jobs_are_listed_shown_paused_and_scheduled_through_rest(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        (await server.Alice.TellAsync("/api/v1/jobs/pause?kind=interpret", "").JsonAsync())
            .GetProperty("kinds")
            .EnumerateArray()
            .ShouldHaveSingleItem();
        var run = (await server.Alice.UploadAsync("?file_name=a.csv&wait=false", StoreServer.Invoices).JsonAsync(202))
            .GetProperty("run")
            .Text("run_id");
        await WorkAsync(server);
        var job = (await server.Alice.AskAsync("/api/v1/jobs?kind=interpret").JsonAsync()).Items().ShouldHaveSingleItem();
        (job.Text("state"), job.Text("key"), job.GetProperty("payload").Text("run_id")).ShouldBe(("ready", "run:" + run, run));
        (await server.Alice.AskAsync("/api/v1/jobs/pauses").JsonAsync()).GetProperty("kinds")[0].GetString().ShouldBe("interpret");
        var path = "/api/v1/jobs/" + job.Text("job_id");
        await server.Bob.AskAsync(path).RefusedAsync(404, "SOURCE_NOT_FOUND");
        (await server.Bob.AskAsync("/api/v1/jobs").JsonAsync()).Items().ShouldBeEmpty();
        await server.Alice.TellAsync(path + "/retry", "").RefusedAsync(409, "CONFLICT");

        (await server.Alice.TellAsync(path + "/cancel", "").JsonAsync()).Text("state").ShouldBe("cancelled");
        (await server.Alice.AskAsync("/api/v1/runs/" + run).JsonAsync()).Text("status").ShouldBe("cancelled");
        var retried = await server.Alice.TellAsync(path + "/retry", "").JsonAsync();
        retried.Text("state").ShouldBe("ready");
        retried.GetProperty("payload").Text("run_id").ShouldNotBe(run, "a run that ended stays as it is");
        (await server.Alice.TellAsync("/api/v1/jobs/resume", "").JsonAsync()).GetProperty("kinds").EnumerateArray().ShouldBeEmpty();
        await WorkAsync(server);
        (await server.Alice.AskAsync("/api/v1/jobs?state=done").JsonAsync())
            .Items()
            .ShouldHaveSingleItem()
            .GetProperty("result")
            .Text("status")
            .ShouldBe("completed");

        const string nightly = """{"cron":"0 3 * * *","kind":"verify","time_zone":"Europe/Berlin"}""";
        using var put = await server.Alice.PutAsync(
            "/api/v1/schedules/nightly",
            new StringContent(nightly, System.Text.Encoding.UTF8, "application/json"),
            Cancel
        );
        put.EnsureSuccessStatusCode();
        (await server.Alice.AskAsync("/api/v1/schedules").JsonAsync())
            .Items()
            .Single(s => s.Text("name") == "nightly")
            .Text("time_zone")
            .ShouldBe("Europe/Berlin");
        (await server.Bob.AskAsync("/api/v1/schedules").JsonAsync())
            .Items()
            .Select(s => s.Text("name"))
            .ShouldBe(["archive"], "the store's own");
        (await server.Alice.DeleteAsync("/api/v1/schedules/nightly", Cancel)).EnsureSuccessStatusCode();
        (await server.Alice.AskAsync("/api/v1/schedules").JsonAsync())
            .GetProperty("items")
            .Items()
            .Select(s => s.Text("name"))
            .ShouldBe(["archive"]);
    }

    private static Task WorkAsync(StoreServer server) =>
        server.Test.Store.RunWorkerAsync(
            new WorkerOptions { Once = true, Poll = TimeSpan.FromMilliseconds(20) },
            NullLogger.Instance,
            Cancel
        );

    /// <summary>The first event of a stream, which is then left.</summary>
    private static async Task<(JsonElement Data, string Id)> FirstAsync(HttpClient client, string path, string? after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path + "/events");
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        response.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        var text = "";
        while (await lines.ReadLineAsync(Cancel) is { Length: > 0 } line)
        {
            text += line + "\n";
        }
        var only = Parse(text + "\n").ShouldHaveSingleItem();
        return (only.Data, only.Id);
    }

    private static List<(string Id, string Name, JsonElement Data)> Parse(string text) =>
        [
            .. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
                .Where(e => !e.StartsWith(':'))
                .Select(e => e.Split('\n').ToDictionary(l => l[..l.IndexOf(':')], l => l[(l.IndexOf(':') + 2)..], StringComparer.Ordinal))
                .Select(e => (e["id"], e["event"], JsonElement.Parse(e["data"]))),
        ];

    private sealed class Steps : IProgress<Progress>
    {
        public List<Progress> Seen { get; } = [];

        public void Report(Progress value) => Seen.Add(value);
    }
}
