using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;

namespace Strata.Bench;

/// <summary>
/// Many users at once over HTTP, each with a token and 1,000 invoices: nine reads in ten. <c>users --size 1000 --store DIR</c> (or
/// <c>--database URL --store DIR</c>) fills the store once; <c>load</c> with the same options asks of it.
/// </summary>
internal static class LoadWorks
{
    private const int EntitiesOfAUser = 1_000;
    private const int KnownIds = 20;
    private const int Connections = 64;
    private const int UsersAtOnce = 2;
    private const string Url = "http://127.0.0.1:7797";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(30);
    private static readonly CancellationToken None = CancellationToken.None;

    public static readonly IReadOnlyList<(string Name, Func<BenchStore, BenchOptions, Task<string>> Run)> All =
    [
        ("users", UsersAsync),
        ("load", LoadAsync),
    ];

    /// <summary>
    /// Users, their tokens, and the ids of some of their invoices, in a file beside the store; what is there already stays.
    /// </summary>
    private static async Task<string> UsersAsync(BenchStore store, BenchOptions options)
    {
        var known = File.Exists(ListPath(store)) ? (await File.ReadAllLinesAsync(ListPath(store))).Length : 0;
        await using var list = new StreamWriter(ListPath(store), append: true) { AutoFlush = true };
        var written = new Lock();
        await Parallel.ForAsync(
            known,
            options.Size,
            new ParallelOptions { MaxDegreeOfParallelism = UsersAtOnce },
            async (number, _) =>
            {
                var user = new UserId(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"user-{number:D4}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}"
                    )
                );
                await store.Store.Users.AddAsync(user, null, None);
                var token = await store.Store.Users.AddTokenAsync(user, "load", expires: null, None);
                var stored = await store
                    .Store.For(user, "bench")
                    .Structured.StoreAsync(Invoices.Batch(0, EntitiesOfAUser, int.MaxValue, DateTimeOffset.UnixEpoch.AddYears(55)), None);
                var ids = stored.Entities.Where((_, i) => i % (EntitiesOfAUser / KnownIds) == 0).Select(e => e.EntityId);
                lock (written)
                {
                    list.WriteLine(string.Join(' ', ids.Prepend(token.Token)));
                }
            }
        );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Size} users of {EntitiesOfAUser} entities each, {options.Size - known} of them new"
        );
    }

    /// <summary>
    /// With <c>--rate</c> open-loop: so many requests a second are due, whether or not earlier ones are answered, and each is timed from
    /// when it was due where all 64 connections were busy then. Without it closed-loop: each connection asks as soon as it is answered.
    /// </summary>
    private static async Task<string> LoadAsync(BenchStore store, BenchOptions options)
    {
        var users = (await File.ReadAllLinesAsync(ListPath(store))).Take(options.Size).Select(line => line.Split(' ')).ToList();
        var start = new ProcessStartInfo(
            options.Program,
            [
                "serve",
                "--urls",
                Url,
                "--require-tokens",
                "--rate-reads",
                "0",
                "--rate-writes",
                "0",
                "--rate-expensive",
                "0",
                .. ServerWorks.Location(store),
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var server = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        try
        {
            while (await server.StandardError.ReadLineAsync() is { } line && !line.Contains("Listening", StringComparison.Ordinal)) { }
            if (server.HasExited)
            {
                throw new InvalidOperationException($"{options.Program} did not serve; is it of this version?");
            }
            _ = server.StandardError.ReadToEndAsync();
            using var handler = new SocketsHttpHandler
            {
                MaxConnectionsPerServer = Connections,
                AutomaticDecompression = DecompressionMethods.None,
            };
            using var http = new HttpClient(handler) { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromSeconds(30) };
            var asking = new LoadRequests(users, EntitiesOfAUser);
            await RunAsync(http, asking, options.Rate, WarmUp);
            var (served, used) = (Cpu(server), Cpu(Process.GetCurrentProcess()));
            var rounds = new List<List<LoadCall>>();
            for (var round = 0; round < options.Rounds; round++)
            {
                rounds.Add(await RunAsync(http, asking, options.Rate, Measured));
            }
            server.Refresh();
            var all = Measured * rounds.Count;
            return Told(rounds, options.Rate)
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"\n  of a core: server {(Cpu(server) - served) / all:P0}, client {(Cpu(Process.GetCurrentProcess()) - used) / all:P0}; server RSS {server.WorkingSet64 / 1048576} MB, peak {server.PeakWorkingSet64 / 1048576} MB"
                );
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    private static async Task<List<LoadCall>> RunAsync(HttpClient http, LoadRequests requests, int? rate, TimeSpan time)
    {
        var (began, next) = (Stopwatch.GetTimestamp(), -1L);
        var calls = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(ConnectionAsync)));
        return [.. calls.SelectMany(c => c)];

        async Task<List<LoadCall>> ConnectionAsync()
        {
            var own = new List<LoadCall>();
            while (true)
            {
                var number = Interlocked.Increment(ref next);
                var due = rate is { } perSecond ? TimeSpan.FromSeconds((double)number / perSecond) : Stopwatch.GetElapsedTime(began);
                if (due >= time)
                {
                    return own;
                }
                var early = due - Stopwatch.GetElapsedTime(began);
                if (early > TimeSpan.Zero)
                {
                    await Task.Delay(early);
                }
                // The client's own timer is late by a millisecond or so; a connection that was not free is not.
                var from = early > TimeSpan.Zero ? Stopwatch.GetElapsedTime(began) : due;
                var (kind, request) = requests.Next();
                using var asked = request;
                var failed = true;
                try
                {
                    using var answer = await http.SendAsync(asked);
                    await answer.Content.ReadAsByteArrayAsync();
                    failed = !answer.IsSuccessStatusCode;
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
                {
                    // Counted.
                }
                own.Add(new LoadCall(kind, (Stopwatch.GetElapsedTime(began) - from).TotalMilliseconds, failed));
            }
        }
    }

    /// <summary>The median round first, then what all rounds gave together.</summary>
    private static string Told(List<List<LoadCall>> rounds, int? rate)
    {
        var calls = rounds.SelectMany(r => r).ToList();
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{(rate is null ? "closed loop" : $"open loop at {rate}/s")}, {Connections} connections: {calls.Count / (Measured.TotalSeconds * rounds.Count):F0} requests/s, errors {calls.Count(c => c.Failed)}, median of {rounds.Count}: reads p99 {Median(write: false):F1} ms, writes p99 {Median(write: true):F1} ms"
        );
        Add("reads", calls.Where(c => !c.Kind.IsWrite));
        Add("writes", calls.Where(c => c.Kind.IsWrite));
        foreach (var kind in calls.GroupBy(c => c.Kind).OrderBy(g => g.Key.Name, StringComparer.Ordinal))
        {
            Add(kind.Key.Name, kind);
        }
        return text.ToString();

        double Median(bool write) =>
            rounds
                .Select(r => At([.. r.Where(c => c.Kind.IsWrite == write).Select(c => c.Milliseconds).Order()], 0.99))
                .Order()
                .ElementAt(rounds.Count / 2);

        void Add(string name, IEnumerable<LoadCall> of)
        {
            var times = of.Select(c => c.Milliseconds).Order().ToList();
            if (times.Count > 0)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"\n  {name, -22} {times.Count, 7}: p50 {At(times, 0.5):F1} ms, p95 {At(times, 0.95):F1} ms, p99 {At(times, 0.99):F1} ms, most {times[^1]:F1} ms"
                );
            }
        }
    }

    /// <summary>NaN where there is none.</summary>
    private static double At(List<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];

    private static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private static string ListPath(BenchStore store) => Path.Combine(store.Folder, "load-users.txt");
}
