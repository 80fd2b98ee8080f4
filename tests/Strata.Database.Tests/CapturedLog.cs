using Microsoft.Extensions.Logging;

namespace Strata;

/// <summary>A log whose lines are heard.</summary>
internal sealed class CapturedLog(Action<string> hear) : ILogger
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
    ) => hear(formatter(state, exception));
}
