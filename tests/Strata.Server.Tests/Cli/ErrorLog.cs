using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Strata.Server.Tests.Cli;

/// <summary>Log lines on a writer, formatted as on standard error.</summary>
internal sealed class ErrorLog(TextWriter writer, ConsoleFormatter lines) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Category(categoryName, writer, lines);

    public void Dispose() { }

    private sealed class Category(string name, TextWriter writer, ConsoleFormatter lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Write(new LogEntry<TState>(logLevel, name, eventId, state, exception, formatter), null, writer);
    }
}
