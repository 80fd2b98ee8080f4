using System.Diagnostics;

namespace Strata.Bench;

/// <summary>What is measured of the program from outside, over HTTP and at its start.</summary>
internal static class ServerWorks
{
    public static readonly IReadOnlyList<(string Name, Func<BenchStore, BenchOptions, Task<string>> Run)> All =
    [
        ("http", HttpAsync),
        ("cold", ColdAsync),
    ];

    /// <summary>A serving process: get, list and search over HTTP, then what memory it holds.</summary>
    private static async Task<string> HttpAsync(BenchStore store, BenchOptions options)
    {
        var ids = await Reads.IdsAsync(store.Local, options.Size);
        const string Url = "http://127.0.0.1:7798";
        var start = new ProcessStartInfo(options.Program, ["serve", "--urls", Url, .. Location(store)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var server = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        try
        {
            while (await server.StandardError.ReadLineAsync() is { } line && !line.Contains("Listening", StringComparison.Ordinal)) { }
            using var http = new HttpClient { BaseAddress = new Uri(Url) };
            var get = await MeasureAsync(1000, i => $"/api/v1/entities/{ids[i % ids.Count]}?provenance=true");
            var list = await MeasureAsync(
                200,
                i => $"/api/v1/entities?type=invoice&limit=100&filter=customer:eq:Customer%20{i * 7 % 5000}"
            );
            var search = await MeasureAsync(200, i => $"/api/v1/search?text=Customer%20{i * 7 % 5000}");
            await Task.WhenAll(
                Enumerable
                    .Range(0, 16)
                    .Select(t =>
                        Task.Run(async () =>
                        {
                            for (var i = 0; i < 200; i++)
                            {
                                await http.GetByteArrayAsync(
                                    $"/api/v1/entities?type=invoice&limit=100&filter=customer:eq:Customer%20{((t * 200) + i) % 5000}"
                                );
                            }
                        })
                    )
            );
            server.Refresh();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"HTTP get with provenance {get}; list 100 {list}; search {search}; server RSS {server.WorkingSet64 / 1048576} MB, peak {server.PeakWorkingSet64 / 1048576} MB"
            );

            Task<Latency> MeasureAsync(int calls, Func<int, string> path) =>
                Latency.MeasureAsync(options.Rounds, calls, i => http.GetByteArrayAsync(path(i)));
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    /// <summary>From starting <c>strata mcp</c> to its answer to <c>tools/list</c>.</summary>
    private static async Task<string> ColdAsync(BenchStore store, BenchOptions options)
    {
        var times = new List<double>();
        for (var i = 0; i < 15; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var peer = await McpPeer.StartAsync(options.Program, ["mcp", .. Location(store)], new Dictionary<string, string>());
            await peer.CallAsync("tools/list", []);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        times.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"cold start of mcp to tools/list: median {times[7]:F0} ms, {times[0]:F0} to {times[^1]:F0}"
        );
    }

    /// <summary>Options that lead another process to the store.</summary>
    public static string[] Location(BenchStore store) =>
        store.Options.DatabaseUrl is { } url ? ["--database", url, "--data", store.Folder] : ["--data", store.Folder];
}
