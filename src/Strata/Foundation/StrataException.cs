namespace Strata.Foundation;

/// <summary>A refusal that the caller can act on: what is wrong, the limit, and what to do.</summary>
public class StrataException(ErrorCode code, string message, Exception? inner = null) : Exception(message, inner)
{
    public ErrorCode Code { get; } = code;

    /// <summary>The single faults, such as schema violations: JSON pointer and reason.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Whether a precondition failed: the entity has changed since the caller read it.</summary>
    public bool IsStale { get; init; }

    /// <summary>Whether the user does not exist; told only to administrators of the store.</summary>
    public bool IsNoUser { get; init; }

    /// <summary>Set if a quota was exceeded.</summary>
    public QuotaRefusal? Quota { get; init; }

    /// <summary>When to retry; null if unknown.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>One fault within an input.</summary>
/// <param name="Path">JSON pointer, or "line 12".</param>
public sealed record Fault(string Path, string Reason);
