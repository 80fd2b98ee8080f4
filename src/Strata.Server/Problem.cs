namespace Strata.Server;

/// <summary>
/// A refusal as RFC 9457 problem details. <see cref="Code"/> is the stable part that programs go by: one of <see cref="ErrorCode"/>'s
/// names, or, where HTTP itself refuses, NOT_FOUND (no such address), METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, BAD_REQUEST,
/// INTERNAL_SERVER_ERROR, …: the status in words.
/// </summary>
internal sealed record Problem
{
    /// <summary><c>urn:strata:error:CODE</c>.</summary>
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }
    public string? Detail { get; init; }
    public required string Code { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Advice { get; init; }
    public IReadOnlyList<Fault>? Faults { get; init; }

    /// <summary>The exceeded quota; for STORAGE_QUOTA_EXCEEDED and INTERPRETATION_QUOTA_EXCEEDED.</summary>
    public QuotaRefusal? Quota { get; init; }

    /// <summary>Seconds until a retry makes sense; equal to the Retry-After header.</summary>
    public long? RetryAfter { get; init; }

    /// <summary>Rounds up to whole seconds, at least one.</summary>
    public static long Seconds(TimeSpan wait) => Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));

    /// <summary>Id of the request in the server's log.</summary>
    public string? TraceId { get; init; }
}
