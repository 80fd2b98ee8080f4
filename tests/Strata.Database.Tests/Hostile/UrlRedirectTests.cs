using System.Net;
using System.Net.Sockets;
using Strata.Scenarios;
using Strata.Testing;

namespace Strata.Hostile;

/// <summary>A place that may be asked cannot lead on to one that may not.</summary>
public sealed class UrlRedirectTests
{
    [Theory, DatabaseData, Trait("req", "N-122")]
    public async Task Redirect_to_a_private_address_is_refused_and_never_followed(Engine engine)
    {
        using var inside = new Place(_ => ("200 OK", "Content-Type: text/plain", "secret"));
        using var outside = new Place(path =>
            path == "/ok.txt" ? ("200 OK", "Content-Type: text/plain", "public") : ("302 Found", $"Location: {inside.Address}secret", "")
        );
        await using var store = await TestStore.CreateAsync(engine, o => o with { AllowedAddresses = [outside.Address.Authority] });

        var taken = await IngestAsync(store, new Uri(outside.Address, "ok.txt"));
        (taken.FileName, taken.ByteSize).ShouldBe(("ok.txt", 6));

        var refused = await Should.ThrowAsync<StrataException>(() => IngestAsync(store, new Uri(outside.Address, "elsewhere")));
        refused.Code.ShouldBe(ErrorCode.Forbidden);
        refused.Message.ShouldContain("private or reserved address");
        inside.Asked.ShouldBe(0);
        outside.Asked.ShouldBe(2);
        (await store.Alice.Sources.ListAsync(new PageRequest(), CancellationToken.None)).Items.Count.ShouldBe(1);
    }

    [Theory, DatabaseData, Trait("req", "D19")]
    public async Task D19_a_page_that_was_answered_for_is_not_fetched_again_though_it_has_changed(Engine engine)
    {
        var text = "first";
        using var outside = new Place(_ => ("200 OK", "Content-Type: text/plain", text));
        await using var store = await TestStore.CreateAsync(engine, o => o with { AllowedAddresses = [outside.Address.Authority] });
        var request = new IngestRequest { IdempotencyKey = "k" };
        Task<IngestResult> TakeInAsync(string path, IngestRequest request) =>
            store.Alice.Sources.IngestUrlAsync(new Uri(outside.Address, path), request, null, CancellationToken.None);

        var first = await TakeInAsync("page.txt", request);
        text = "second";
        var again = await TakeInAsync("page.txt", request);
        (again.SourceId, again.Digest, again.Run?.RunId).ShouldBe((first.SourceId, first.Digest, first.Run.ShouldNotBeNull().RunId));
        outside.Asked.ShouldBe(1);

        (await ScenarioTests.CodeAsync(() => TakeInAsync("other.txt", request))).ShouldBe(ErrorCode.IdempotencyMismatch);
        (await ScenarioTests.CodeAsync(() => TakeInAsync("page.txt", request with { Interpret = false }))).ShouldBe(
            ErrorCode.IdempotencyMismatch
        );
        (await TakeInAsync("page.txt", request with { IdempotencyKey = null })).Digest.ShouldNotBe(first.Digest);
    }

    [Theory, DatabaseData, Trait("req", "N-122")]
    public async Task Reserved_address_is_refused_before_anything_connects(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        string[] hosts =
        [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "255.255.255.255",
            "[::1]",
            "[::]",
            "[::192.0.2.1]",
            "[::ffff:10.0.0.1]",
            "[64:ff9b::a00:1]",
            "[100::1]",
            "[2001::1]",
            "[2001:db8::1]",
            "[2002:a00:1::1]",
            "[3fff::1]",
            "[fc00::1]",
            "[fe80::1]",
            "[ff02::1]",
        ];
        foreach (var host in hosts)
        {
            var refused = await Should.ThrowAsync<StrataException>(() => IngestAsync(store, new Uri($"http://{host}:9/")), host);
            (refused.Code, refused.Message.Contains("private or reserved", StringComparison.Ordinal)).ShouldBe(
                (ErrorCode.Forbidden, true),
                host
            );
        }
    }

    [Theory, DatabaseData]
    public async Task Refusals_do_not_tell_an_open_port_from_a_closed_one(Engine engine)
    {
        using var open = new TcpListener(IPAddress.Loopback, 0);
        open.Start();
        var accepting = Task.Run(async () =>
        {
            using var caller = await open.AcceptSocketAsync();
            await caller.SendAsync("220 no http here\r\n"u8.ToArray());
        });
        var port = ((IPEndPoint)open.LocalEndpoint).Port;
        await using var store = await TestStore.CreateAsync(engine, o => o with { AllowedAddresses = [$"127.0.0.1:{port}"] });
        var spoken = await RefusalAsync();
        await accepting;
        open.Stop();
        (await RefusalAsync()).ShouldBe(spoken);

        async Task<(ErrorCode, string)> RefusalAsync()
        {
            var refused = await Should.ThrowAsync<StrataException>(() => IngestAsync(store, new Uri($"http://127.0.0.1:{port}/")));
            return (refused.Code, refused.Message);
        }
    }

    [Theory, DatabaseData]
    public async Task Redirect_to_another_scheme_is_refused(Engine engine)
    {
        using var outside = new Place(_ => ("302 Found", "Location: file:///etc/passwd", ""));
        await using var store = await TestStore.CreateAsync(engine, o => o with { AllowedAddresses = [outside.Address.Authority] });
        (await ScenarioTests.CodeAsync(() => IngestAsync(store, outside.Address))).ShouldBe(ErrorCode.InvalidContent);
    }

    private static Task<IngestResult> IngestAsync(TestStore store, Uri url) =>
        store.Alice.Sources.IngestUrlAsync(url, new IngestRequest { Interpret = false }, null, CancellationToken.None);

    /// <summary>Answers every request on a loopback port of its own.</summary>
    private sealed class Place : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private int _asked;

        public Place(Func<string, (string Status, string Header, string Body)> answer)
        {
            _listener.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
            _ = Task.Run(() => ServeAsync(answer));
        }

        public Uri Address { get; }

        public int Asked => Volatile.Read(ref _asked);

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync(Func<string, (string Status, string Header, string Body)> answer)
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    var stream = client.GetStream();
                    using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                    var path = (await reader.ReadLineAsync() ?? "").Split(' ') is [_, var asked, ..] ? asked : "/";
                    while (await reader.ReadLineAsync() is { Length: > 0 })
                    {
                        // Headers mean nothing here.
                    }
                    Interlocked.Increment(ref _asked);
                    var (status, header, body) = answer(path);
                    await stream.WriteAsync(
                        Encoding.ASCII.GetBytes(
                            $"HTTP/1.1 {status}\r\n{header}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"
                        )
                    );
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }
    }
}
