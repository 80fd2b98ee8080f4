using Microsoft.Extensions.Logging.Console;

namespace Strata.Server.Telemetry;

/// <summary>Sets up logging to standard error, as text or JSON.</summary>
public static partial class Logging
{
    public static ILoggingBuilder AddStrataConsole(this ILoggingBuilder logging, LogFormat format, TimeProvider time)
    {
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.AddSimpleConsole(console =>
        {
            console.ColorBehavior = LoggerColorBehavior.Disabled;
            console.SingleLine = true;
        });
        if (format == LogFormat.Json)
        {
            logging.Services.AddSingleton<ConsoleFormatter>(new JsonLines(time));
            logging.AddConsole(console => console.FormatterName = JsonLines.Format);
        }
        return logging;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Note}")]
    public static partial void Note(ILogger logger, string note);
}
