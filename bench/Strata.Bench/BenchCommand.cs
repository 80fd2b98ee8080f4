using System.Diagnostics;
using System.Globalization;
using Strata.Database;

namespace Strata.Bench;

/// <summary>
/// <c>bench WORK[,WORK…] [--engine sqlite|postgresql] [--size N]</c>: one line of results per work, all on one store in the order given.
/// </summary>
internal static class BenchCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var work = args.Length > 0 ? args[0] : "all";
        if (work == "peers")
        {
            await Peers.RunAsync(args[1], args[2]);
            return 0;
        }
        var engine = Option(args, "--engine") == "postgresql" ? Engine.PostgreSql : Engine.Sqlite;
        var size = int.Parse(Option(args, "--size") ?? "20000", CultureInfo.InvariantCulture);
        await using var store = await BenchStore.OpenAsync(engine);
        foreach (var (name, run) in Works.All)
        {
            if (work == "all" || work.Split(',').Contains(name))
            {
                GC.Collect();
                var watch = Stopwatch.StartNew();
                var result = await run(store, size);
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{engine,-10} {name,-12} {result} [{watch.Elapsed.TotalSeconds:F1} s, RSS {Process.GetCurrentProcess().WorkingSet64 / 1048576} MB, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576} MB]"
                    )
                );
            }
        }
        return 0;
    }

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
