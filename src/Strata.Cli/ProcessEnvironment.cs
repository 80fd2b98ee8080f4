using Microsoft.Extensions.Logging;
using Strata.Cli.Hosting;
using Strata.Server;
using Strata.Server.Telemetry;

namespace Strata.Cli;

/// <summary>
/// The process's console, variables and signals. Each is opened on first use, because some add milliseconds to start-up.
/// </summary>
internal sealed class ProcessEnvironment : ICommandEnvironment
{
    public TextReader In => Console.In;
    public TextWriter Out => Console.Out;
    public TextWriter Error => Console.Error;
    public bool IsInputRedirected => Console.IsInputRedirected;
    public bool IsOutputRedirected => Console.IsOutputRedirected;
    public bool IsErrorRedirected => Console.IsErrorRedirected;
    public bool HandlesSignals => true;

    public Stream OpenInput() => Console.OpenStandardInput();

    public Stream OpenOutput() => Console.OpenStandardOutput();

    public string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    public void AddLog(ILoggingBuilder logging, LogFormat format, TimeProvider time) => logging.AddStrataConsole(format, time);

    public bool OpenBrowser(Uri url) => BrowserLauncher.Start(url, Variable("BROWSER"));
}
