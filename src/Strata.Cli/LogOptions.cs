using System.CommandLine;
using Strata.Server;

namespace Strata.Cli;

/// <summary>Log options of the long-running verbs.</summary>
internal static class LogOptions
{
    public static readonly Option<string?> Format = new("--log-format")
    {
        HelpName = "text|json",
        Description = "Log format (STRATA_LOG_FORMAT; default: text on a terminal, else json)",
    };

    public static readonly Option<bool> Requests = new("--log-requests")
    {
        Description = "Log each request: method, route, status, time (STRATA_LOG_REQUESTS=1)",
    };

    public static LogFormat Of(CommandContext call) =>
        (call.Get(Format) ?? call.Environment.Variable("STRATA_LOG_FORMAT")) switch
        {
            "text" => LogFormat.Text,
            "json" => LogFormat.Json,
            null or "" => call.Environment.IsErrorRedirected ? LogFormat.Json : LogFormat.Text,
            var other => throw new UsageException($"--log-format must be text or json; got '{other}'."),
        };

    public static bool OfRequests(CommandContext call) =>
        call.Get(Requests) || string.Equals(call.Environment.Variable("STRATA_LOG_REQUESTS"), "1", StringComparison.Ordinal);
}
