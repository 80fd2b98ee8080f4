namespace Strata.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int NotFound = 3;
    public const int Conflict = 4;
    public const int Quota = 5;

    /// <summary>The database, the bytes or the server can't be reached now: the same again later may do.</summary>
    public const int Away = 6;

    /// <summary>Ended by Ctrl-C, as shells report it.</summary>
    public const int Cancelled = 130;

    /// <summary>A user of the store at hand that is not there is not found; a server does not tell who there is.</summary>
    public static int Of(StrataException e) => e.IsNoUser ? NotFound : Of(e.Code);

    public static int Of(ErrorCode code) =>
        code switch
        {
            ErrorCode.EntityNotFound or ErrorCode.EntityAccessDenied or ErrorCode.SourceNotFound or ErrorCode.SchemaNotFound => NotFound,
            ErrorCode.Conflict
            or ErrorCode.EntityAlreadyMerged
            or ErrorCode.MergeTargetAlreadyMerged
            or ErrorCode.IdempotencyMismatch
            or ErrorCode.InterpretationInProgress => Conflict,
            ErrorCode.StoragePending => Away,
            ErrorCode.StorageQuotaExceeded or ErrorCode.InterpretationQuotaExceeded or ErrorCode.UploadQueueFull or ErrorCode.RateLimited =>
                Quota,
            _ => Failed,
        };
}
