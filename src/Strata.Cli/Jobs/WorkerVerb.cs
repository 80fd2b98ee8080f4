using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Strata.Cli.Hosting;
using Strata.Server;
using Strata.Server.Telemetry;

namespace Strata.Cli.Jobs;

/// <summary>Runs background jobs for all users of the store until stopped.</summary>
internal static class WorkerVerb
{
    /// <summary>Maximum time to stop: a worker drains within 30 seconds.</summary>
    public static readonly TimeSpan Termination = TimeSpan.FromSeconds(40);

    public const string Name = "worker";

    private static readonly Option<int?> Slots = new("--slots")
    {
        HelpName = "N",
        Description = "Number of concurrent jobs (default: two per processor)",
    };

    private static readonly Option<bool> Once = new("--once") { Description = "Run the jobs that are ready, then exit" };

    private static readonly Option<string[]> MetricsUrls = new("--metrics-urls")
    {
        HelpName = "URL",
        Description =
            "Serve /metrics and /health at this URL, e.g. http://127.0.0.1:9461 (default: off); other machines need STRATA_METRICS_TOKEN",
    };

    public static Command Create() =>
        new Command(Name, "Run background jobs until stopped; start any number of workers, with or without strata serve")
        {
            Slots,
            Once,
            MetricsUrls,
            StoreLocation.ArchiveOption,
            StoreLocation.SourceLimitOption,
            LogOptions.Format,
        }
            .CreatesStore()
            .Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var options = new WorkerOptions { Once = call.Get(Once) };
        if (call.Get(Slots) is { } slots)
        {
            options = slots is >= 1 and <= 1_000
                ? options with
                {
                    Slots = slots,
                }
                : throw new UsageException("--slots must be between 1 and 1000.");
        }
        var metrics = MetricsServer(call);
        var store = await call.LocalAsync(ct);
        var format = LogOptions.Of(call);
        using var export = OtlpExport.FromEnvironment("strata-worker");
        using var logging = LoggerFactory.Create(AddLog);
        Action<string> say = format == LogFormat.Json ? note => Logging.Note(logging.CreateLogger("Strata.Worker"), note) : call.Out.Note;
        if (format != LogFormat.Json)
        {
            say(options.Once ? "Runs the jobs that are ready, then exits." : "Press Ctrl-C to stop."); // the log says that it has started
        }
        store.LogTo(logging.CreateLogger("Strata"));
        await using var shown = metrics is null ? null : StrataServer.BuildForWorker(metrics, ServerStore.Of(store), call.Time, AddLog);
        var listens = shown is not null && await TryShowAsync(shown, say, ct);
        await store.RunWorkerAsync(options, logging.CreateLogger("Strata.Jobs"), ct);
        await (listens && shown is not null ? shown.StopAsync(CancellationToken.None) : Task.CompletedTask);

        void AddLog(ILoggingBuilder log) => call.Environment.AddLog(log, format, call.Time);
    }

    /// <summary>Reports and returns false if the address cannot be bound: jobs run without metrics.</summary>
    private static async Task<bool> TryShowAsync(WebApplication shown, Action<string> say, CancellationToken ct)
    {
        try
        {
            await shown.StartAsync(ct);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            say($"No metrics: {e.Message} The worker continues without them.");
            return false;
        }
        foreach (var url in shown.Urls)
        {
            say($"Metrics at {url}/metrics, health at {url}/health/ready.");
        }
        return true;
    }

    /// <summary>Null if not requested.</summary>
    private static ServerOptions? MetricsServer(CommandContext call)
    {
        if (call.Get(MetricsUrls) is not { Length: > 0 } urls)
        {
            return null;
        }
        var options = new ServerOptions
        {
            Urls = [.. urls.Select(ServeVerb.Address)],
            MetricsToken = ServeVerb.MetricsToken(call),
            RequireTokens = ServeVerb.MetricsToken(call) is not null,
            LogFormat = LogOptions.Of(call),
        };
        return options.RequireTokens || options.Urls.All(u => u.IsLoopback)
            ? options
            : throw new UsageException(
                "Other machines could read the metrics there: set STRATA_METRICS_TOKEN, or use a loopback address such as http://127.0.0.1:9461."
            );
    }
}
