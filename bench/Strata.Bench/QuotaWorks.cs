using System.Diagnostics;

namespace Strata.Bench;

/// <summary>What a quota adds to a write: one user with limits and one without take turns on the same store.</summary>
internal static class QuotaWorks
{
    private const int WarmUp = 50;
    private static readonly CancellationToken None = CancellationToken.None;

    public static readonly IReadOnlyList<(string Name, Func<BenchStore, BenchOptions, Task<string>> Run)> All =
    [
        ("quota", (store, options) => QuotaAsync(store, options.Size, options.Rounds)),
    ];

    /// <summary>--size calls of each user in a round.</summary>
    private static async Task<string> QuotaAsync(BenchStore store, int size, int rounds)
    {
        var free = await UserAsync(store, "unlimited", "enterprise", limit: null);
        var limited = await UserAsync(store, "limited", "free", limit: 1L << 40);
        var told = new List<string>();
        foreach (var (name, call) in Calls())
        {
            var ratios = new List<(double Free, double Limited)>();
            for (var round = 0; round < rounds; round++)
            {
                ratios.Add(await RoundAsync(free, limited, size, round * (size + WarmUp), call));
            }
            ratios.Sort((a, b) => (a.Limited / a.Free).CompareTo(b.Limited / b.Free));
            var (without, with) = ratios[rounds / 2];
            told.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} p50 {without:F3} ms without, {with:F3} ms with: {(with / without) - 1:+0.0 %;-0.0 %}"
                )
            );
        }
        return string.Join("; ", told);
    }

    private static IEnumerable<(string Name, Func<IStrata, int, Task> Call)> Calls()
    {
        yield return (
            "record",
            (strata, i) =>
                strata.Structured.StoreAsync(
                    new StructuredRequest
                    {
                        Entities = [Invoices.One(i, 60_000_000 + i)],
                        ObservedAt = DateTimeOffset.UnixEpoch.AddSeconds(i),
                    },
                    None
                )
        );
        yield return ("file", (strata, i) => FileAsync(strata, i, interpret: false));
        yield return ("interpreted file", (strata, i) => FileAsync(strata, 1_000_000 + i, interpret: true));
    }

    private static async Task FileAsync(IStrata strata, int number, bool interpret)
    {
        var rows = string.Concat(Enumerable.Range(0, 50).Select(r => $"INV-{number}-{r};Acme GmbH;{r},50;2026-03-31\n"));
        using var content = new MemoryStream(Encoding.UTF8.GetBytes("Invoice No;Vendor;Total;Due date\n" + rows));
        await strata.Sources.IngestAsync(
            new IngestRequest
            {
                FileName = "a.csv",
                EntityType = "invoice",
                Interpret = interpret,
            },
            content,
            null,
            None
        );
    }

    private static async Task<IStrata> UserAsync(BenchStore store, string name, string plan, long? limit)
    {
        var user = new UserId(name);
        await store.Store.Users.AddAsync(user, null, None);
        await store.Store.Usage.SetPlanAsync(user, plan, limit, limit, None);
        return store.Store.For(user, "bench");
    }

    /// <summary>Medians of both, in milliseconds; who goes first alternates.</summary>
    private static async Task<(double Free, double Limited)> RoundAsync(
        IStrata free,
        IStrata limited,
        int size,
        int first,
        Func<IStrata, int, Task> call
    )
    {
        var times = new[] { new double[size], new double[size] };
        for (var i = -WarmUp; i < size; i++)
        {
            foreach (var turn in (int[])(i % 2 == 0 ? [0, 1] : [1, 0]))
            {
                var started = Stopwatch.GetTimestamp();
                await call(turn == 0 ? free : limited, first + WarmUp + i);
                if (i >= 0)
                {
                    times[turn][i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                }
            }
        }
        Array.Sort(times[0]);
        Array.Sort(times[1]);
        return (times[0][size / 2], times[1][size / 2]);
    }
}
