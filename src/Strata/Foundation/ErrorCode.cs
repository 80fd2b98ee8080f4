namespace Strata.Foundation;

/// <summary>The closed set of error codes, the same through every door.</summary>
public enum ErrorCode
{
    InvalidContent,
    FileTooLarge,
    UnsupportedMediaType,
    SchemaNotFound,
    SchemaValidationFailed,
    EntityNotFound,
    EntityAccessDenied,
    EntityAlreadyMerged,
    MergeTargetAlreadyMerged,
    SourceNotFound,
    StorageUploadFailed,
    StoragePending,
    StorageQuotaExceeded,
    UploadQueueFull,
    InterpretationFailed,
    InterpretationInProgress,
    InterpretationQuotaExceeded,
    InterpretationTimeout,
    IdempotencyMismatch,
    Conflict,
    RateLimited,
    Unauthenticated,
    Forbidden,
    ProgramOutdated,
    ProjectNotFound,
    FindingNotFound,
    RunNotFound,
    StaleRevision,
    OpenFlags,
}

public static class ErrorCodes
{
    private static readonly Dictionary<ErrorCode, string> Names = Enum.GetValues<ErrorCode>()
        .ToDictionary(c => c, c => ScreamingSnake(c.ToString()));

    /// <summary>The code's name on the wire: <c>ENTITY_NOT_FOUND</c>.</summary>
    public static string Name(this ErrorCode code) => Names[code];

    public static ErrorCode? Parse(string name) =>
        Names.Where(n => string.Equals(n.Value, name, StringComparison.Ordinal)).Select(n => (ErrorCode?)n.Key).FirstOrDefault();

    private static string ScreamingSnake(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString()));
}
