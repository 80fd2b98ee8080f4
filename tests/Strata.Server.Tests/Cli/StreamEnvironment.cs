using Microsoft.Extensions.Logging;
using Strata.Cli;
using Strata.Server.Telemetry;

namespace Strata.Server.Tests.Cli;

/// <summary>
/// What a command runs in when it is piped and redirected, on streams of the test. There are no variables but those that are given.
/// </summary>
internal sealed class StreamEnvironment(Stream input, Stream output, Stream error, IReadOnlyDictionary<string, string>? variables)
    : ICommandEnvironment
{
    private static readonly UTF8Encoding Utf8 = new(false);

    public TextReader In { get; } = new StreamReader(input, Utf8);
    public TextWriter Out { get; } = Writer(output);
    public TextWriter Error { get; } = Writer(error);
    public bool IsInputRedirected { get; init; } = true;
    public bool IsOutputRedirected => true;
    public bool IsErrorRedirected => true;
    public bool HandlesSignals => false;

    public Stream OpenInput() => input;

    public Stream OpenOutput() => output;

    public string? Variable(string name) => variables?.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    public void AddLog(ILoggingBuilder logging, LogFormat format, TimeProvider time) =>
        logging.AddProvider(new ErrorLog(Error, new JsonLines(time)));

    /// <summary>Where the page was opened.</summary>
    public Uri? Opened { get; private set; }

    public bool OpenBrowser(Uri url)
    {
        Opened = url;
        return true;
    }

    private static TextWriter Writer(Stream stream) => TextWriter.Synchronized(new StreamWriter(stream, Utf8) { AutoFlush = true });
}
