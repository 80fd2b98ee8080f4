using Microsoft.Extensions.Logging.Abstractions;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>Uploads in pieces, by the tus protocol.</summary>
public sealed class UploadTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(StoreServer.Invoices);

    [Theory, DoorData]
    public async Task Pieces_become_one_source_as_if_it_came_at_once(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await server.Alice.TellAsync("/api/v1/projects", """{"name":"Papers"}""").JsonAsync(201);
        var path = await server.Alice.CreateAsync(
            Bytes.Length,
            ("filename", "märz.csv"),
            ("filetype", "text/csv"),
            ("origin", "mail"),
            ("project", "Papers")
        );
        (await server.Alice.OffsetAsync(path)).ShouldBe(0);
        using (var first = await server.Alice.AppendAsync(path, 0, Bytes[..40]))
        {
            ((int)first.StatusCode, first.Number("Upload-Offset")).ShouldBe((204, 40));
            first.Headers.Contains("Upload-Expires").ShouldBeTrue();
        }
        await ShouldNotBeThereAsync(server.Bob, path);
        (await server.Alice.OffsetAsync(path)).ShouldBe(40);

        using var last = await server.Alice.AppendAsync(path, 40, Bytes[40..]);
        var taken = await Task.FromResult(last).JsonAsync();
        last.Number("Upload-Offset").ShouldBe(Bytes.Length);
        (taken.Text("file_name"), taken.GetProperty("deduplicated").GetBoolean()).ShouldBe(("märz.csv", false));
        taken.GetProperty("run").GetProperty("entity_count").GetInt64().ShouldBe(2);
        var again = await server.Alice.UploadAsync("?file_name=again.csv", StoreServer.Invoices).JsonAsync();
        again
            .EnumerateObject()
            .Select(p => p.Name)
            .ShouldBe(taken.EnumerateObject().Select(p => p.Name), "the shape is that of POST /sources");
        again.Text("source_id").ShouldBe(taken.Text("source_id"));
        (await server.Alice.AskAsync("/api/v1/projects/Papers/sources").JsonAsync())
            .Items()
            .ShouldHaveSingleItem()
            .Text("source_id")
            .ShouldBe(taken.Text("source_id"));

        (await server.Alice.OffsetAsync(path)).ShouldBe(Bytes.Length);
        var asked = await server.Alice.AppendAsync(path, Bytes.Length, []).JsonAsync();
        asked.GetRawText().ShouldBe(taken.GetRawText());
        var shown = await server.Alice.TusAsync(HttpMethod.Get, path, null).JsonAsync();
        shown.GetProperty("result").GetRawText().ShouldBe(taken.GetRawText());
        Directory.EnumerateFiles(FolderOf(server), "*.part").ShouldBeEmpty();
        await ShouldNotBeThereAsync(server.Bob, path);
        (await server.Bob.AskAsync("/api/v1/sources").JsonAsync()).Items().ShouldBeEmpty();
    }

    [Theory, DoorData]
    public async Task Upload_goes_on_in_another_process_where_the_first_was_broken_off(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var path = await server.Alice.CreateAsync(Bytes.Length, ("filename", "a.csv"));
        var sent = new TaskCompletionSource();
        using (var cut = new HttpRequestMessage(HttpMethod.Patch, path) { Content = new StalledContent(Bytes[..50], Bytes.Length, sent) })
        {
            cut.Headers.Add("Tus-Resumable", "1.0.0");
            cut.Headers.Add("Upload-Offset", "0");
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var sending = server.Alice.SendAsync(cut, gone.Token);
            await sent.Task;
            var part = new FileInfo(Path.Combine(FolderOf(server), path.Split('/')[^1] + ".part"));
            while (part is not { Exists: true, Length: 50 })
            {
                await Task.Yield();
                part.Refresh();
            }
            // Asking for it ends the request that stalls.
            (await server.Alice.OffsetAsync(path)).ShouldBe(50);
            await gone.CancelAsync();
            await Should.ThrowAsync<Exception>(() => sending);
        }
        await server.StopAsync();

        await using var store = await StrataStore.OpenAsync(server.Test.Options, server.Test.Time, Cancel);
        await using var other = await RunningServer.StartAsync(
            ServerStore.Of(store),
            new ServerOptions { RequireTokens = true },
            time: server.Test.Time
        );
        using var alice = other.ClientWith(server.Alice.DefaultRequestHeaders.Authorization.ShouldNotBeNull().Parameter!);
        (await alice.OffsetAsync(path)).ShouldBe(50);
        var taken = await alice.AppendAsync(path, 50, Bytes[50..]).JsonAsync();
        taken.GetProperty("run").GetProperty("entity_count").GetInt64().ShouldBe(2);
        var content = await alice.GetByteArrayAsync($"/api/v1/sources/{taken.Text("source_id")}/content", Cancel);
        content.ShouldBe(Bytes);
    }

    [Theory, DoorData]
    public async Task Last_byte_counts_once_the_whole_is_taken_in(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var path = await server.Alice.CreateAsync(Bytes.Length, ("filename", "a.csv"));
        // As a process leaves it that is killed after the last byte.
        await File.WriteAllBytesAsync(Path.Combine(FolderOf(server), path.Split('/')[^1] + ".part"), Bytes, Cancel);
        (await server.Alice.OffsetAsync(path)).ShouldBe(Bytes.Length - 1);
        var taken = await server.Alice.AppendAsync(path, Bytes.Length - 1, Bytes[^1..]).JsonAsync();
        taken.GetProperty("deduplicated").GetBoolean().ShouldBeFalse();
        (await server.Alice.AppendAsync(path, Bytes.Length - 1, Bytes[^1..]).JsonAsync()).GetRawText().ShouldBe(taken.GetRawText());
    }

    [Fact]
    public async Task Requests_that_are_not_of_the_protocol_are_refused()
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite, change: o => o with { MaxSourceBytes = 1000 });
        using (var options = await server.Anyone.TusAsync(HttpMethod.Options, TusClient.Path, null))
        {
            options.Headers.GetValues("Tus-Version").ShouldBe(["1.0.0"]);
            options.Headers.GetValues("Tus-Extension").ShouldBe(["creation,termination,expiration"]);
            options.Number("Tus-Max-Size").ShouldBe(1000);
        }
        using (
            var old = await server.Alice.TusAsync(HttpMethod.Post, TusClient.Path, null, ("Tus-Resumable", "0.2.2"), ("Upload-Length", "5"))
        )
        {
            ((int)old.StatusCode).ShouldBe(412);
            old.Headers.GetValues("Tus-Version").ShouldBe(["1.0.0"]);
        }
        await server.Anyone.TryCreateAsync(5).RefusedAsync(401, "UNAUTHENTICATED");
        await server.Alice.TryCreateAsync(1001).RefusedAsync(413, "FILE_TOO_LARGE");
        await server.Alice.TryCreateAsync(0).RefusedAsync(400, "INVALID_CONTENT");
        await server.Alice.TryCreateAsync(5, ("colour", "red")).RefusedAsync(400, "INVALID_CONTENT");
        await server.Alice.TryCreateAsync(5, ("url", "http://example.com")).RefusedAsync(400, "INVALID_CONTENT");
        await server.Alice.TryCreateAsync(5, ("observed_at", "soon")).RefusedAsync(400, "INVALID_CONTENT");
        await server.Alice.TryCreateAsync(5, ("project", "none")).RefusedAsync(404, "PROJECT_NOT_FOUND");
        await server.Alice.TusAsync(HttpMethod.Post, TusClient.Path, null).RefusedAsync(400, "INVALID_CONTENT");
        await ShouldNotBeThereAsync(server.Alice, $"{TusClient.Path}/{new string('0', 32)}");
        await ShouldNotBeThereAsync(server.Alice, $"{TusClient.Path}/..%2Fbob");

        var path = await server.Alice.CreateAsync(10, ("filename", "a.txt"));
        await server.Alice.AppendAsync(path, 3, [1]).RefusedAsync(409, "CONFLICT");
        await server.Alice.AppendAsync(path, 0, new byte[11]).RefusedAsync(413, "FILE_TOO_LARGE");
        await server.Alice.PatchAsync(path, new StringContent("{}"), Cancel).RefusedAsync(412, "PRECONDITION_FAILED");
        (await server.Alice.OffsetAsync(path)).ShouldBe(0);
        using (var meant = await server.Alice.TusAsync(HttpMethod.Post, path, null, ("X-HTTP-Method-Override", "DELETE")))
        {
            ((int)meant.StatusCode).ShouldBe(204);
        }
        await ShouldNotBeThereAsync(server.Alice, path);
    }

    [Theory, DoorData]
    public async Task Open_uploads_are_limited_by_number_quota_and_time(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await server.Test.Store.Usage.SetPlanAsync(new UserId("alice"), "free", storageLimit: 100, interpretationLimit: null, Cancel);
        var first = await server.Alice.CreateAsync(60, ("filename", "a.txt"));
        await server.Alice.TryCreateAsync(60).RefusedAsync(507, "STORAGE_QUOTA_EXCEEDED");
        for (var i = 1; i < 32; i++)
        {
            await server.Alice.CreateAsync(1);
        }
        await server.Alice.TryCreateAsync(1).RefusedAsync(429, "RATE_LIMITED");
        await server.Bob.CreateAsync(1);

        server.Test.Time.Advance(TimeSpan.FromHours(25));
        await ShouldNotBeThereAsync(server.Alice, first);
        Directory.EnumerateFiles(FolderOf(server)).Count().ShouldBe(32);
        await server.Test.Store.RunWorkerAsync(
            new WorkerOptions { Once = true, Poll = TimeSpan.FromMilliseconds(20) },
            NullLogger.Instance,
            Cancel
        );
        await server.Alice.CreateAsync(60);
        Directory.EnumerateFiles(FolderOf(server)).Count().ShouldBe(1);
    }

    [Fact]
    public async Task One_request_at_a_time_adds_to_an_upload()
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite);
        var path = await server.Alice.CreateAsync(Bytes.Length, ("filename", "a.csv"));
        await using ((await server.Test.Store.Uploads.OpenAsync(new UserId("alice"), path.Split('/')[^1], Cancel)).ShouldNotBeNull())
        {
            ((int)(await server.Alice.AppendAsync(path, 0, Bytes)).StatusCode).ShouldBe(423);
            ((int)(await server.Alice.TusAsync(HttpMethod.Delete, path, null)).StatusCode).ShouldBe(423);
        }
        await server.Alice.AppendAsync(path, 0, Bytes).JsonAsync();
    }

    [Theory, DoorData]
    public async Task Erasing_a_user_removes_what_they_have_uploaded(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var path = await server.Alice.CreateAsync(Bytes.Length, ("filename", "a.csv"));
        (await server.Alice.AppendAsync(path, 0, Bytes[..9])).Dispose();
        Directory.Exists(FolderOf(server)).ShouldBeTrue();
        await server.Test.Store.EraseAsync(new UserId("alice"), new EraseRequest(), _ => Task.CompletedTask, null, Cancel);
        Directory.Exists(FolderOf(server)).ShouldBeFalse();
    }

    private static string FolderOf(StoreServer server) => Path.Combine(server.Test.Folder, "uploads", "alice");

    private static async Task ShouldNotBeThereAsync(HttpClient client, string path)
    {
        ((int)(await client.TusAsync(HttpMethod.Head, path, null)).StatusCode).ShouldBe(404);
        await client.TusAsync(HttpMethod.Get, path, null).RefusedAsync(404, "SOURCE_NOT_FOUND");
        await client.AppendAsync(path, 0, [1]).RefusedAsync(404, "SOURCE_NOT_FOUND");
        await client.TusAsync(HttpMethod.Delete, path, null).RefusedAsync(404, "SOURCE_NOT_FOUND");
    }

    /// <summary>A body that stops before its length.</summary>
    private sealed class StalledContent : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly long _length;
        private readonly TaskCompletionSource _sent;

        public StalledContent(byte[] bytes, long length, TaskCompletionSource sent)
        {
            (_bytes, _length, _sent) = (bytes, length, sent);
            Headers.ContentType = new("application/offset+octet-stream");
        }

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) =>
            SerializeToStreamAsync(stream, context, Cancel);

        protected override async Task SerializeToStreamAsync(
            Stream stream,
            System.Net.TransportContext? context,
            CancellationToken cancellationToken
        )
        {
            await stream.WriteAsync(_bytes, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            _sent.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return true;
        }
    }
}
