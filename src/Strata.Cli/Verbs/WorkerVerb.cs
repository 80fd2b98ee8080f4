using System.CommandLine;
using Microsoft.Extensions.Logging;
using Strata.Jobs;
using Strata.Server;
using Strata.Server.Telemetry;

namespace Strata.Cli.Verbs;

/// <summary>Does background work for all users of the store until it is stopped.</summary>
internal static class WorkerVerb
{
    /// <summary>How long a process that is told to stop may take: a worker drains within 30 seconds.</summary>
    public static readonly TimeSpan Termination = TimeSpan.FromSeconds(40);

    public const string Name = "worker";

    private static readonly Option<int?> Slots = new("--slots") { HelpName = "N", Description = "Jobs at a time (default: two for each processor)" };

    private static readonly Option<bool> Once = new("--once") { Description = "Do what is ready, then end" };

    public static Command Create() =>
        new Command(Name, "Do background work until stopped; any number of processes may, beside strata serve or without it") { Slots, Once, StoreLocation.ArchiveOption, StoreLocation.SourceLimitOption, LogOptions.Format }.Runs(
            RunAsync
        );

    private static async Task RunAsync(Call call, CancellationToken ct)
    {
        var options = new WorkerOptions { Once = call.Get(Once) };
        if (call.Get(Slots) is { } slots)
        {
            options = slots is >= 1 and <= 1_000 ? options with { Slots = slots } : throw new UsageException("--slots is a number from 1 to 1000.");
        }
        var store = await call.LocalAsync(ct);
        var format = LogOptions.Of(call);
        using var export = OtlpExport.FromEnvironment("strata-worker");
        using var logging = LoggerFactory.Create(l => l.AddStrataConsole(format, call.Time));
        Action<string> say = format == LogFormat.Json ? note => Logging.Note(logging.CreateLogger("Strata.Worker"), note) : call.Out.Note;
        say($"Working, {options.Slots} jobs at a time. {(options.Once ? "Ends when nothing is ready." : "Ctrl-C stops.")}");
        store.LogTo(logging.CreateLogger("Strata"));
        await store.RunWorkerAsync(options, logging.CreateLogger("Strata.Jobs"), ct);
    }
}
