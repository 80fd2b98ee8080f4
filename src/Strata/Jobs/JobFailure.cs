using Strata.Database;

namespace Strata.Jobs;

/// <summary>Classifies failures by whether they may pass by themselves.</summary>
internal static class JobFailure
{
    private const int MaxMessage = 2_000;

    public static JobOutcome Of(Exception failure) =>
        failure switch
        {
            // The blob store is unreachable, or its spool is full. A store that this process is not configured for is no such outage.
            ITransientOutage
            or StrataException { InnerException: ITransientOutage }
            or StrataException { Code: ErrorCode.UploadQueueFull } => new JobOutcome.Postponed(Message(failure)),
            _ when DatabaseFailure.Of(failure) is { IsOutside: true } => new JobOutcome.Postponed(Message(failure)),
            _ when DatabaseFailure.Of(failure) is { IsCut: true } => new JobOutcome.Cut(Message(failure)),
            // A newer program will do the job; this one could not even record a failure.
            StrataException { Code: ErrorCode.ProgramOutdated } => new JobOutcome.Postponed(Message(failure)),
            StrataException { Code: ErrorCode.RateLimited } => new JobOutcome.RetryAfter(Message(failure), Backoff.WhenRateLimited),
            StrataException
            {
                Code: ErrorCode.StorageUploadFailed
                    or ErrorCode.InterpretationInProgress
                    or ErrorCode.StoragePending
                    or ErrorCode.InterpretationTimeout
            } => new JobOutcome.Retry(Message(failure)),
            StrataException => new JobOutcome.Fatal(Message(failure)),
            _ => new JobOutcome.Retry(Message(failure)),
        };

    /// <summary>Returns the reason for people; what a framework's exception says is for programmers.</summary>
    public static string Reason(Exception failure) =>
        failure is StrataException
            ? failure.Message
            : DatabaseFailure.Of(failure)?.Message
                ?? (
                    failure is IOException
                        ? "A file of this machine can't be read or written."
                        : $"It failed unexpectedly ({failure.GetType().Name})."
                );

    private static string Message(Exception failure)
    {
        var name = failure is StrataException known ? known.Code.Name() : failure.GetType().Name;
        var text = $"{name}: {failure.Message}".Replace('\0', ' ');
        return text.Length <= MaxMessage ? text : text[..MaxMessage];
    }
}
