namespace Strata.Foundation;

/// <summary>The closed set of error codes, the same through every door (DESIGN.md section 6).</summary>
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
}

/// <summary>A refusal that the caller can act on: what was wrong, the limit, what to do.</summary>
public class StrataException(ErrorCode code, string message, Exception? inner = null) : Exception(message, inner)
{
    public ErrorCode Code { get; } = code;

    /// <summary>Single faults where there are several, such as schema violations: JSON pointer and reason.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Whether something has changed since the caller read it, who asked for it only as it was.</summary>
    public bool IsStale { get; init; }

    /// <summary>Whether there is no such user, to whoever may know that: who has the store itself at hand.</summary>
    public bool IsNoUser { get; init; }

    /// <summary>Where a quota did not suffice.</summary>
    public QuotaRefusal? Quota { get; init; }

    /// <summary>When to try again; null where nobody knows.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>One fault within an input.</summary>
/// <param name="Path">JSON pointer, or "line 12".</param>
public sealed record Fault(string Path, string Reason);

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
