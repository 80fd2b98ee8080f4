namespace Strata.Cli;

/// <summary>Exit codes of the process.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int NotFound = 3;
    public const int Conflict = 4;
    public const int Quota = 5;

    /// <summary>The database, the blob store or the server cannot be reached; a retry may succeed.</summary>
    public const int Away = 6;

    /// <summary>Ended by Ctrl-C, by the convention of shells.</summary>
    public const int Cancelled = 130;

    /// <summary>Maps a missing user of a local store to <see cref="NotFound"/>; a server does not reveal which users exist.</summary>
    public static int Of(StrataException e) => e.IsNoUser ? NotFound : Of(e.Code);

    public static int Of(ErrorCode code) =>
        code switch
        {
            ErrorCode.EntityNotFound
            or ErrorCode.EntityAccessDenied
            or ErrorCode.SourceNotFound
            or ErrorCode.SchemaNotFound
            or ErrorCode.ProjectNotFound
            or ErrorCode.FindingNotFound
            or ErrorCode.RunNotFound => NotFound,
            ErrorCode.Conflict
            or ErrorCode.EntityAlreadyMerged
            or ErrorCode.MergeTargetAlreadyMerged
            or ErrorCode.IdempotencyMismatch
            or ErrorCode.InterpretationInProgress
            or ErrorCode.StaleRevision
            or ErrorCode.OpenFlags => Conflict,
            ErrorCode.StoragePending => Away,
            ErrorCode.StorageQuotaExceeded or ErrorCode.InterpretationQuotaExceeded or ErrorCode.UploadQueueFull or ErrorCode.RateLimited =>
                Quota,
            _ => Failed,
        };
}
