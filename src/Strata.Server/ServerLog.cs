namespace Strata.Server;

/// <summary>All log lines of the server. They hold no query, body, name, token or exception message.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed with {ExceptionType}:\n{StackTrace}")]
    public static partial void Failed(ILogger logger, string exceptionType, string? stackTrace);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The client aborted the request: {ExceptionType}")]
    public static partial void BrokenOff(ILogger logger, string exceptionType);

    [LoggerMessage(Level = LogLevel.Error, Message = "MCP {What} failed with {ExceptionType}:\n{StackTrace}")]
    public static partial void McpFailed(ILogger logger, string what, string exceptionType, string? stackTrace);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Database error: {ExceptionType}: {Detail}")]
    public static partial void DatabaseTrouble(ILogger logger, string exceptionType, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not ready: {Check}. {Detail}")]
    public static partial void NotReady(ILogger logger, string check, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Degraded: {Check} fails. {Detail}")]
    public static partial void PartFails(ILogger logger, string check, string detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "Recovered: {Check}")]
    public static partial void WellAgain(ILogger logger, string check);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Route}: {Status} in {Seconds} s")]
    public static partial void Answered(ILogger logger, string method, string route, int status, double seconds);
}
