namespace Strata.Server;

/// <summary>Everything the server logs. No query, body, name or token: an exception's message may hold any of them.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed with {ExceptionType}:\n{StackTrace}")]
    public static partial void Failed(ILogger logger, string exceptionType, string? stackTrace);

    [LoggerMessage(Level = LogLevel.Error, Message = "MCP {What} failed with {ExceptionType}:\n{StackTrace}")]
    public static partial void McpFailed(ILogger logger, string what, string exceptionType, string? stackTrace);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store does not answer: {ExceptionType}")]
    public static partial void NotReady(ILogger logger, string exceptionType);
}
