using System.Diagnostics;

namespace Strata.Bench;

/// <summary>Sums over a store that <c>fill</c> has filled.</summary>
internal static class SumWorks
{
    public static readonly IReadOnlyList<(string Name, Func<BenchStore, BenchOptions, Task<string>> Run)> All =
    [
        ("sum", (store, o) => MeasureAsync(store, o, new SumEntities { EntityType = "invoice", Field = "total" })),
        (
            "sum-month",
            (store, o) =>
                MeasureAsync(
                    store,
                    o,
                    new SumEntities
                    {
                        EntityType = "invoice",
                        Field = "total",
                        By = ["month(issue_date)"],
                    }
                )
        ),
        (
            "sum-filter",
            (store, o) =>
                MeasureAsync(
                    store,
                    o,
                    new SumEntities
                    {
                        EntityType = "invoice",
                        Field = "total",
                        By = ["vendor"],
                        Where = "customer contains '1' and (issue_date in 2024 or total > 50000)",
                    }
                )
        ),
        ("sum-past", PastAsync),
    ];

    /// <summary>The median of the rounds, and the processor time of this process, which on PostgreSQL is half of it.</summary>
    private static async Task<string> MeasureAsync(BenchStore store, BenchOptions options, SumEntities request)
    {
        await store.Local.Aggregates.SumAsync(request, null, CancellationToken.None);
        var times = new List<double>();
        var (began, entities) = (Process.GetCurrentProcess().TotalProcessorTime, 0L);
        for (var round = 0; round < options.Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            entities = (await store.Local.Aggregates.SumAsync(request, null, CancellationToken.None)).Entities;
            times.Add(watch.Elapsed.TotalSeconds);
        }
        var cpu = (Process.GetCurrentProcess().TotalProcessorTime - began).TotalSeconds / options.Rounds;
        times.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{entities} entities summed in {times[times.Count / 2]:F2} s ({times[0]:F2} to {times[^1]:F2}), {cpu:F2} s of processor"
        );
    }

    /// <summary>As everything had been observed by then, so that every entity is reduced from the ledger.</summary>
    private static Task<string> PastAsync(BenchStore store, BenchOptions options) =>
        MeasureAsync(
            store,
            options with
            {
                Rounds = 1,
            },
            new SumEntities
            {
                EntityType = "invoice",
                Field = "total",
                By = ["month(issue_date)"],
                ValidAt = "2026-01-01T00:00:00Z",
            }
        );
}
