using Microsoft.Extensions.Logging;

namespace Strata.Jobs;

/// <summary>
/// Log messages of workers. They name the job but not its payload, error text (both stay with the job) or user, which may be personal data.
/// </summary>
internal static partial class JobLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Worker} started with {Slots} slots")]
    public static partial void Started(ILogger logger, string worker, int slots);

    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Worker} stopped; released {Left} jobs")]
    public static partial void Stopped(ILogger logger, string worker, int left);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Job} of kind {Kind} failed ({Class}) after {Seconds} s, attempt {Attempt}; strata jobs list --all-users shows its user"
    )]
    public static partial void Failed(ILogger logger, string job, string kind, string @class, double seconds, long attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Job} of kind {Kind}: {Outcome} after {Seconds} s")]
    public static partial void Ended(ILogger logger, string job, string kind, string outcome, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Queue step {Step} failed with {ExceptionType}; retrying")]
    public static partial void StepFailed(ILogger logger, string step, string exceptionType);
}
