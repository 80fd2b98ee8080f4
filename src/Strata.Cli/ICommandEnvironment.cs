using Microsoft.Extensions.Logging;
using Strata.Server;

namespace Strata.Cli;

/// <summary>
/// A command's environment: its streams, variables and log. The command line uses no other source for these, so commands can run
/// concurrently in one process.
/// </summary>
internal interface ICommandEnvironment
{
    TextReader In { get; }
    TextWriter Out { get; }
    TextWriter Error { get; }

    /// <summary>True if the command cannot prompt the user.</summary>
    bool IsInputRedirected { get; }
    bool IsOutputRedirected { get; }
    bool IsErrorRedirected { get; }

    /// <summary>Whether Ctrl-C and SIGTERM cancel the command.</summary>
    bool HandlesSignals { get; }

    /// <summary>Standard input as bytes.</summary>
    Stream OpenInput();

    /// <summary>Standard output as bytes; do not write to <see cref="Out"/> while it is open.</summary>
    Stream OpenOutput();

    /// <summary>Returns an environment variable. Null if it is not set or empty.</summary>
    string? Variable(string name);

    /// <summary>Adds the log's output.</summary>
    void AddLog(ILoggingBuilder logging, LogFormat format, TimeProvider time);

    /// <summary>Opens an address in the browser; returns false if none could be started.</summary>
    bool OpenBrowser(Uri url);
}
