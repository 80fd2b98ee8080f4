using Microsoft.Extensions.Logging;
using Strata.Server;

namespace Strata.Cli;

/// <summary>
/// What a command runs in: its streams, its variables, its log. The command line asks nothing else for these, so commands can run beside
/// each other in one process.
/// </summary>
internal interface ICommandEnvironment
{
    TextReader In { get; }
    TextWriter Out { get; }
    TextWriter Error { get; }

    /// <summary>Nobody can be asked there.</summary>
    bool IsInputRedirected { get; }
    bool IsOutputRedirected { get; }
    bool IsErrorRedirected { get; }

    /// <summary>Whether Ctrl-C and SIGTERM cancel the command.</summary>
    bool HandlesSignals { get; }

    /// <summary>Standard input as bytes.</summary>
    Stream OpenInput();

    /// <summary>Standard output as bytes; who opens it writes nothing to <see cref="Out"/> meanwhile.</summary>
    Stream OpenOutput();

    /// <summary>An environment variable. Null where it is not set or empty.</summary>
    string? Variable(string name);

    /// <summary>Where log lines go.</summary>
    void AddLog(ILoggingBuilder logging, LogFormat format, TimeProvider time);
}
