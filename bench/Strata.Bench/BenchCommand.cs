using System.Diagnostics;
using Strata.Testing.Papers;

namespace Strata.Bench;

/// <summary>
/// <c>bench WORK[,WORK…] [--engine sqlite|postgresql] [--size N] [--rounds N] [--store DIR | --database URL] [--strata PATH] [--rate
/// N]</c>: the results of each work, all on one store in the order given. <c>bench peers STRATA NODE_MODULES</c> compares with others,
/// <c>bench fuzz</c> feeds mutated samples to the parsers (<see cref="Fuzz"/>).
/// </summary>
internal static class BenchCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["peers", var strata, var modules])
        {
            await Peers.RunAsync(strata, modules);
            return 0;
        }
        if (args is ["calibration", ..])
        {
            return Calibration.Run(args[1..], Console.Out);
        }
        if (args is ["fuzz", ..])
        {
            return await Fuzz.RunAsync(args);
        }
        if (args is ["queue-worker", var queue, var slots])
        {
            await QueueProcesses.WorkAsync(queue, int.Parse(slots, CultureInfo.InvariantCulture));
            return 0;
        }
        var options = BenchOptions.Of(args);
        await using var store = await BenchStore.OpenAsync(options);
        var works = Works
            .All.Concat(ReadWorks.All)
            .Concat(SumWorks.All)
            .Concat(ReviewWorks.All)
            .Concat(ExportWorks.All)
            .Concat(ServerWorks.All)
            .Concat(LoadWorks.All)
            .Concat(ParseWorks.All)
            .Concat(DuplicateWorks.All)
            .Concat(LabelledWorks.All)
            .Concat(QueueWorks.All)
            .Concat(QuotaWorks.All)
            .Concat(FirstWorks.All)
            .ToDictionary(w => w.Name, w => w.Run);
        foreach (var name in options.Works is ["all"] ? Works.All.Select(w => w.Name) : options.Works)
        {
            GC.Collect();
            var watch = Stopwatch.StartNew();
            var result = await works[name](store, options);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{store.Engine, -10} {name, -12} {result} [{watch.Elapsed.TotalSeconds:F1} s, RSS {Process.GetCurrentProcess().WorkingSet64 / 1048576} MB, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576} MB]"
                )
            );
        }
        return 0;
    }
}
