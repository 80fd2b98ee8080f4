using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Strata.Server;
using Strata.Server.Telemetry;

namespace Strata.Cli.Hosting;

/// <summary>Serves REST and MCP over HTTP until stopped.</summary>
internal static class ServeVerb
{
    public static readonly Option<string[]> Urls = new("--urls", "--listen")
    {
        HelpName = "URL",
        Description = "URL to listen on (default: http://127.0.0.1:7777); repeatable",
    };
    private static readonly Option<bool> RequireTokens = new("--require-tokens")
    {
        Description =
            "Require a token in every request (strata users token add), for several users; required to listen beyond this machine",
    };
    private static readonly Option<string[]> Operators = new("--operator")
    {
        HelpName = "NAME",
        Description =
            "User who may list all users, add some and set plans, with a token of scope admin; repeatable (STRATA_OPERATORS, comma-separated); with --require-tokens",
    };
    private static readonly Option<string[]> AllowedOrigins = new("--allow-origin")
    {
        HelpName = "URL",
        Description = "Web origin allowed to call the server, besides its own; with --require-tokens",
    };

    private static readonly Option<int?> Reads = Rate("--rate-reads", "Reads", RateLimits.Generous.Reads);
    private static readonly Option<int?> Writes = Rate("--rate-writes", "Writes", RateLimits.Generous.Writes);
    private static readonly Option<int?> Expensive = Rate(
        "--rate-expensive",
        "Ingests and other expensive operations",
        RateLimits.Generous.Expensive
    );
    private static readonly Option<int?> Failed = new("--rate-failed")
    {
        HelpName = "COUNT",
        Description =
            $"Requests without a valid token per address per minute; 0: unlimited (STRATA_RATE_FAILED; default: {ServerOptions.DefaultFailedTokens})",
    };
    private static readonly Option<string[]> TrustProxy = new("--trust-proxy")
    {
        HelpName = "ADDRESS",
        Description =
            "Address or network (e.g. 10.0.0.0/8) of a reverse proxy whose X-Forwarded-For is trusted; repeatable (STRATA_TRUST_PROXY, comma-separated)",
    };
    private static readonly Option<bool> NoWorker = new("--no-worker")
    {
        Description = "Run no background jobs; leave them to strata worker",
    };

    private static readonly Option<double?> MaxQueueAge = new("--max-queue-age")
    {
        HelpName = "SECONDS",
        Description = "Report not ready (/health/ready) while the oldest job has waited longer (STRATA_MAX_QUEUE_AGE; default: no limit)",
    };

    private static readonly Option<bool> MetricsLocal = new("--metrics-local")
    {
        Description =
            "Allow local programs to read /metrics without a token, unless a local proxy forwards requests (STRATA_METRICS_LOCAL=1); with --require-tokens",
    };

    public const string Name = "serve";

    /// <summary>Null if the variable is not set.</summary>
    public static string? MetricsToken(CommandContext call) => call.Environment.Variable("STRATA_METRICS_TOKEN");

    public static Command Create() =>
        Make(
            Name,
            "Serve the page, REST and MCP over HTTP and run background jobs until stopped",
            (call, ct) => RunAsync(call, started: null, ct)
        );

    /// <summary>Makes a verb with the options of a server.</summary>
    public static Command Make(string name, string description, Func<CommandContext, CancellationToken, Task> run)
    {
        var command = new Command(name, description);
        Option[] options =
        [
            Urls,
            RequireTokens,
            Operators,
            AllowedOrigins,
            Reads,
            Writes,
            Expensive,
            Failed,
            TrustProxy,
            NoWorker,
            StoreLocation.ArchiveOption,
            StoreLocation.SourceLimitOption,
            LogOptions.Format,
            LogOptions.Requests,
            MaxQueueAge,
            MetricsLocal,
        ];
        Array.ForEach(options, command.Options.Add);
        return command.CreatesStore().Runs(run);
    }

    /// <param name="started">Called with the first address once the server listens.</param>
    public static async Task RunAsync(CommandContext call, Action<string>? started, CancellationToken ct)
    {
        var options = new ServerOptions
        {
            RequireTokens = call.Get(RequireTokens),
            LocalUser = call.Location.User,
            Operators = OperatorsOf(call),
            AllowedOrigins = [.. (call.Get(AllowedOrigins) ?? []).Select(Address)],
            MetricsToken = MetricsToken(call),
            MetricsForMachine =
                call.Get(MetricsLocal) || string.Equals(call.Environment.Variable("STRATA_METRICS_LOCAL"), "1", StringComparison.Ordinal),
            MaxQueueAge = QueueAge(call),
            LogFormat = LogOptions.Of(call),
            LogRequests = LogOptions.OfRequests(call),
            FailedTokens = Requests(call, Failed, "STRATA_RATE_FAILED") ?? ServerOptions.DefaultFailedTokens,
            TrustedProxies = Proxies(call),
        };
        options = options with { Rates = RatesOf(call, options.RequireTokens ? RateLimits.Generous : RateLimits.None) };
        if (call.Get(Urls) is { Length: > 0 } urls)
        {
            options = options with { Urls = [.. urls.Select(Address)] };
        }
        var store = await call.LocalAsync(ct);
        using var export = OtlpExport.FromEnvironment("strata");
        await using var server = StrataServer.Build(
            options,
            ServerStore.Of(store),
            call.Time,
            log => call.Environment.AddLog(log, options.LogFormat, call.Time)
        );
        store.LogTo(server.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Strata"));
        await server.StartAsync(ct);
        foreach (var url in server.Urls)
        {
            Say(
                call,
                server,
                options,
                $"Listening on {url}: the page at /, REST at /api/v1, MCP at /mcp, OpenAPI at /openapi/v1.json. Press Ctrl-C to stop."
            );
        }
        started?.Invoke(server.Urls.First());
        var working = call.Get(NoWorker)
            ? Task.CompletedTask
            : store.RunWorkerAsync(
                new WorkerOptions(),
                server.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Strata.Jobs"),
                ct
            );
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, call.Time, ct);
        }
        catch (OperationCanceledException)
        {
            // Stop requested: requests in progress finish first.
        }
        await server.StopAsync(CancellationToken.None);
        await working;
    }

    /// <summary>Writes the note as a log line if the log format is JSON.</summary>
    private static void Say(CommandContext call, WebApplication server, ServerOptions options, string note)
    {
        if (options.LogFormat == LogFormat.Json)
        {
            Logging.Note(server.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Strata.Server"), note);
        }
        else
        {
            call.Out.Note(note);
        }
    }

    private static TimeSpan? QueueAge(CommandContext call)
    {
        var text = call.Environment.Variable("STRATA_MAX_QUEUE_AGE");
        var seconds =
            call.Get(MaxQueueAge)
            ?? (
                text is null ? null
                : double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
                : throw new UsageException($"STRATA_MAX_QUEUE_AGE must be a number of seconds; got '{text}'.")
            );
        return seconds switch
        {
            null => null,
            > 0 and < 1e9 => TimeSpan.FromSeconds(seconds.Value),
            _ => throw new UsageException("--max-queue-age must be more than 0 seconds."),
        };
    }

    private static RateLimits RatesOf(CommandContext call, RateLimits otherwise) =>
        new(
            Requests(call, Reads, "STRATA_RATE_READS") ?? otherwise.Reads,
            Requests(call, Writes, "STRATA_RATE_WRITES") ?? otherwise.Writes,
            Requests(call, Expensive, "STRATA_RATE_EXPENSIVE") ?? otherwise.Expensive
        );

    private static int? Requests(CommandContext call, Option<int?> option, string variable)
    {
        var text = call.Environment.Variable(variable);
        var rate =
            call.Get(option)
            ?? (
                text is null ? null
                : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
                : throw new UsageException($"{variable} must be a number of requests per minute; got '{text}'.")
            );
        return rate is < 0 ? throw new UsageException($"{option.Name} must be a number of requests per minute, or 0 for no limit.") : rate;
    }

    private static IReadOnlyList<IPNetwork> Proxies(CommandContext call)
    {
        var said = call.Get(TrustProxy) is { Length: > 0 } given
            ? given
            : (call.Environment.Variable("STRATA_TRUST_PROXY") ?? "").Split(',');
        return
        [
            .. said.Select(s => s.Trim())
                .Where(s => s.Length > 0)
                .Select(s =>
                    ServerOptions.Network(s)
                    ?? throw new UsageException($"--trust-proxy: '{s}' is neither an address nor a network such as 10.0.0.0/8.")
                ),
        ];
    }

    private static IReadOnlyList<UserId> OperatorsOf(CommandContext call)
    {
        var said = call.Get(Operators) is { Length: > 0 } given ? given : (call.Environment.Variable("STRATA_OPERATORS") ?? "").Split(',');
        return
        [
            .. said.Select(s => s.Trim())
                .Where(s => s.Length > 0)
                .Select(s => UserId.IsValid(s) ? new UserId(s) : throw new UsageException($"--operator: '{s}' is not a user name.")),
        ];
    }

    private static Option<int?> Rate(string name, string what, int otherwise) =>
        new(name)
        {
            HelpName = "COUNT",
            Description =
                $"{what} per token per minute; 0: unlimited (STRATA_{name[2..].Replace('-', '_').ToUpperInvariant()}; default: {otherwise} with --require-tokens, else unlimited)",
        };

    /// <exception cref="UsageException">The text is not a URL to listen on.</exception>
    public static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new UsageException($"'{text}' is not an address to listen on, such as http://127.0.0.1:7777.");
}
