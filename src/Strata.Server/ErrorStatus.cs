namespace Strata.Server;

/// <summary>The one table from error code to HTTP status.</summary>
internal static class ErrorStatus
{
    public static int Of(StrataException e) => e.IsStale ? StatusCodes.Status412PreconditionFailed : Of(e.Code);

    public static int Of(ErrorCode code) =>
        code switch
        {
            ErrorCode.InvalidContent => StatusCodes.Status400BadRequest,
            ErrorCode.Unauthenticated => StatusCodes.Status401Unauthorized,
            ErrorCode.Forbidden or ErrorCode.EntityAccessDenied => StatusCodes.Status403Forbidden,
            ErrorCode.EntityNotFound
            or ErrorCode.SourceNotFound
            or ErrorCode.SchemaNotFound
            or ErrorCode.ProjectNotFound
            or ErrorCode.FindingNotFound
            or ErrorCode.RunNotFound => StatusCodes.Status404NotFound,
            ErrorCode.Conflict
            or ErrorCode.EntityAlreadyMerged
            or ErrorCode.MergeTargetAlreadyMerged
            or ErrorCode.InterpretationInProgress
            or ErrorCode.StaleRevision
            or ErrorCode.OpenFlags => StatusCodes.Status409Conflict,
            ErrorCode.FileTooLarge => StatusCodes.Status413PayloadTooLarge,
            ErrorCode.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
            ErrorCode.SchemaValidationFailed or ErrorCode.IdempotencyMismatch or ErrorCode.InterpretationFailed =>
                StatusCodes.Status422UnprocessableEntity,
            ErrorCode.RateLimited or ErrorCode.InterpretationQuotaExceeded => StatusCodes.Status429TooManyRequests,
            // Lost or damaged bytes don't come back by retrying.
            ErrorCode.StorageUploadFailed => StatusCodes.Status500InternalServerError,
            // Another server will answer, or this one once it is replaced.
            ErrorCode.StoragePending or ErrorCode.UploadQueueFull or ErrorCode.ProgramOutdated => StatusCodes.Status503ServiceUnavailable,
            ErrorCode.InterpretationTimeout => StatusCodes.Status504GatewayTimeout,
            ErrorCode.StorageQuotaExceeded => StatusCodes.Status507InsufficientStorage,
            _ => throw new ArgumentOutOfRangeException(nameof(code), code, "An error code without a status."),
        };
}
