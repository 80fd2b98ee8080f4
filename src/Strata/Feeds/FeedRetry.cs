using Strata.Jobs;

namespace Strata.Feeds;

/// <summary>What is tried again, and when.</summary>
internal static class FeedRetry
{
    /// <summary>A file or mail that could not be taken in.</summary>
    public static readonly Backoff OfEntry = new(TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));

    /// <summary>A feed whose runs failed one after another.</summary>
    public static readonly Backoff OfRun = new(TimeSpan.FromMinutes(10), TimeSpan.FromDays(1));

    /// <summary>Whether a failure may pass by itself; else the entry is refused, and is tried again when it has changed, or when asked.</summary>
    public static bool Passes(ErrorCode code) =>
        code
            is ErrorCode.StoragePending
                or ErrorCode.StorageUploadFailed
                or ErrorCode.StorageQuotaExceeded
                or ErrorCode.InterpretationQuotaExceeded
                or ErrorCode.InterpretationInProgress
                or ErrorCode.InterpretationTimeout
                or ErrorCode.UploadQueueFull
                or ErrorCode.RateLimited
                or ErrorCode.Conflict;
}
