using Microsoft.Extensions.Logging.Abstractions;
using Strata.Cli.Remote;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>The stream of a user's events, through REST and by the command line that uses a server.</summary>
public sealed class EventTests
{
    private const string Path = "/api/v1/events";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory, DoorData]
    public async Task Stream_tells_of_ledger_runs_and_jobs_of_its_user_alone(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await using var hers = await EventReader.OpenAsync(server.Alice, Path);
        await using var his = await EventReader.OpenAsync(server.Bob, Path);
        (await hers.NextAsync()).Name.ShouldBe("ledger");
        (await his.NextAsync()).Name.ShouldBe("ledger");

        var entity = await server.InvoiceAsync("INV-9", 12);
        var ledger = await hers.NextAsync(e => e.Name == "ledger");
        ledger.Data.GetProperty("entity_ids").EnumerateArray().Select(i => i.GetString()).ShouldContain(entity);
        ledger.Data.GetProperty("kinds").EnumerateArray().Select(k => k.GetString()).ShouldContain("observation");
        ledger.Data.Text("event").ShouldBe("ledger");

        var taken = await server.Alice.UploadAsync("?file_name=a.csv&wait=false", StoreServer.Invoices).JsonAsync(202);
        var run = taken.GetProperty("run").Text("run_id");
        var queued = await hers.NextAsync(e => e.Name == "run");
        (queued.Data.Text("run_id"), queued.Data.Text("source_id"), queued.Data.Text("state")).ShouldBe(
            (run, taken.Text("source_id"), "queued")
        );
        var job = await hers.NextAsync(e => e.Name == "job" && e.Data.Text("kind") == "interpret");
        job.Data.Text("state").ShouldBe("ready");
        await WorkAsync(server);
        var done = await hers.NextAsync(e => e.Name == "run" && e.Data.Text("state") == "completed");
        (done.Data.Text("run_id"), done.Data.GetProperty("observation_count").GetInt64()).ShouldBe((run, 2));
        (done.Data.GetProperty("done").GetInt64(), done.Data.GetProperty("total").GetInt64()).ShouldBe((2, 2));
        await hers.NextAsync(e => e.Name == "job" && e.Data.Text("job_id") == job.Data.Text("job_id") && e.Data.Text("state") == "done");

        var own = await server.InvoiceAsync("INV-1", 1, server.Bob);
        var first = await his.NextAsync();
        (first.Name, first.Data.GetProperty("entity_ids").EnumerateArray().ShouldHaveSingleItem().GetString()).ShouldBe(("ledger", own));
    }

    [Theory, DoorData]
    public async Task Resumed_stream_tells_of_what_happened_meanwhile(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var before = await server.InvoiceAsync("INV-1", 1);
        var (first, _) = await EventReader.AllAsync(server.Alice, Path + "?seconds=0");
        first.Select(e => e.Name).ShouldBe(["ledger", "end"]);
        var taken = await server.Alice.UploadAsync("?file_name=a.csv&wait=false", StoreServer.Invoices).JsonAsync(202);
        await WorkAsync(server);
        var after = await server.InvoiceAsync("INV-2", 2);

        var (missed, _) = await EventReader.AllAsync(server.Alice, Path + "?seconds=0", first[^1].Id);
        var ids = missed.Single(e => e.Name == "ledger").Data.GetProperty("entity_ids").EnumerateArray().Select(i => i.GetString());
        ids.ShouldContain(after);
        ids.ShouldNotContain(before);
        var run = missed.Single(e => e.Name == "run").Data;
        (run.Text("run_id"), run.Text("state")).ShouldBe((taken.GetProperty("run").Text("run_id"), "completed"));
        missed.Where(e => e.Name == "job").Select(e => e.Data.Text("state")).ShouldContain("done");
        var last = missed.FindLastIndex(e => e.Name != "end");
        missed[..last]
            .Select(e => e.Id)
            .Distinct()
            .ShouldBe([first[^1].Id], "who loses the connection within these gets all of them again");

        var (again, _) = await EventReader.AllAsync(server.Alice, $"{Path}?seconds=0&after={first[^1].Id}", missed[^1].Id);
        again.ShouldNotContain(e => e.Name == "ledger", "the header of a browser that reconnects stands above the address");
        var seq = first[0].Data.GetProperty("seq").GetInt64();
        var (bySeq, _) = await EventReader.AllAsync(server.Alice, $"{Path}?seconds=0&after={seq}");
        bySeq.Single(e => e.Name == "ledger").Data.GetProperty("seq").GetInt64().ShouldBeGreaterThan(seq);
        await server.Alice.AskAsync(Path + "?after=yesterday").RefusedAsync(400, "INVALID_CONTENT");
        await server.Alice.AskAsync(Path + "?seconds=-1").RefusedAsync(400, "INVALID_CONTENT");
    }

    [Theory, DoorData]
    public async Task Stream_tells_of_uploads_of_its_user_as_their_bytes_come(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var bytes = Encoding.UTF8.GetBytes(StoreServer.Invoices);
        var (begun, _) = await EventReader.AllAsync(server.Alice, Path + "?seconds=0");
        await using var hers = await EventReader.OpenAsync(server.Alice, Path);
        await using var his = await EventReader.OpenAsync(server.Bob, Path);
        (await hers.NextAsync()).Name.ShouldBe("ledger");
        (await his.NextAsync()).Name.ShouldBe("ledger");

        var path = await server.Alice.CreateAsync(bytes.Length, ("filename", "a.csv"));
        var open = await hers.NextAsync(e => e.Name == "upload");
        path.ShouldEndWith(open.Data.Text("upload_id"));
        (open.Data.Text("state"), Number(open, "done"), Number(open, "total")).ShouldBe(("open", 0, bytes.Length));
        (await server.Alice.AppendAsync(path, 0, bytes[..40])).Dispose();
        Number(await hers.NextAsync(e => e.Name == "upload"), "done").ShouldBe(40);
        var (joined, _) = await EventReader.AllAsync(server.Alice, Path + "?seconds=0");
        Number(joined.Single(e => e.Name == "upload"), "done").ShouldBe(40);
        var taken = await server.Alice.AppendAsync(path, 40, bytes[40..]).JsonAsync();
        var done = await hers.NextAsync(e => e.Name == "upload" && e.Data.Text("state") == "done");
        (done.Data.Text("source_id"), Number(done, "done")).ShouldBe((taken.Text("source_id"), bytes.Length));

        var removed = await server.Alice.CreateAsync(5, ("filename", "b.csv"));
        await hers.NextAsync(e => e.Name == "upload" && e.Data.Text("state") == "open");
        (await server.Alice.TusAsync(HttpMethod.Delete, removed, null)).Dispose();
        var gone = await hers.NextAsync(e => e.Name == "upload" && e.Data.Text("state") == "removed");
        removed.ShouldEndWith(gone.Data.Text("upload_id"));

        var (resumed, _) = await EventReader.AllAsync(server.Alice, Path + "?seconds=0", begun[^1].Id);
        resumed.Single(e => e.Name == "upload").Data.Text("source_id").ShouldBe(taken.Text("source_id"));
        var own = await server.InvoiceAsync("INV-1", 1, server.Bob);
        (await his.NextAsync()).Data.GetProperty("entity_ids")[0].GetString().ShouldBe(own);

        static long Number(ReadEvent e, string name) => e.Data.GetProperty(name).GetInt64();
    }

    [Fact]
    public async Task Streams_of_one_user_are_limited_and_end_with_the_server()
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite);
        var open = new List<EventReader>();
        for (var i = 0; i < 8; i++)
        {
            open.Add(await EventReader.OpenAsync(server.Alice, Path));
            (await open[^1].NextAsync()).Name.ShouldBe("ledger");
        }
        await server.Alice.AskAsync(Path).RefusedAsync(429, "RATE_LIMITED");
        await using var others = await EventReader.OpenAsync(server.Bob, Path);
        await open[0].DisposeAsync();
        while (true)
        {
            // The server notices that the client has left when it next writes or looks.
            using var asked = await server.Alice.AskAsync(Path + "?seconds=0");
            if ((int)asked.StatusCode == 200)
            {
                break;
            }
        }

        await server.StopAsync();
        (await open[1].RestAsync()).ShouldBeEmpty();
        await Task.WhenAll(open.Select(o => o.DisposeAsync().AsTask()));
    }

    [Theory, DoorData]
    public async Task Remote_client_hears_what_the_store_tells(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await using var remote = RemoteStrata.Connect(server.Address, server.Alice.DefaultRequestHeaders.Authorization?.Parameter);
        var start = await remote.Events.WatchAsync(new() { Seconds = 0 }, Cancel).ToListAsync(Cancel);
        start.Select(e => e.GetType()).ShouldBe([typeof(LedgerEvent), typeof(EndEvent)]);
        var entity = await server.InvoiceAsync("INV-1", 1);
        var seq = ((LedgerEvent)start[0]).Seq.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var next = await remote.Events.WatchAsync(new() { Seconds = 0, After = seq }, Cancel).ToListAsync(Cancel);
        next.OfType<LedgerEvent>().ShouldHaveSingleItem().EntityIds.ShouldBe([entity]);
    }

    private static Task WorkAsync(StoreServer server) =>
        server.Test.Store.RunWorkerAsync(
            new WorkerOptions { Once = true, Poll = TimeSpan.FromMilliseconds(20) },
            NullLogger.Instance,
            Cancel
        );
}
