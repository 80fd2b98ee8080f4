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

    /// <summary>Which quota did not suffice: STORAGE_QUOTA_EXCEEDED, INTERPRETATION_QUOTA_EXCEEDED.</summary>
    public QuotaRefusal? Quota { get; init; }

    /// <summary>Seconds after which to try again; the Retry-After header says the same.</summary>
    public long? RetryAfter { get; init; }

    /// <summary>Whole seconds after which it is not too early.</summary>
    public static long Seconds(TimeSpan wait) => Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));

    /// <summary>Names the request in the server's log.</summary>
    public string? TraceId { get; init; }
}
