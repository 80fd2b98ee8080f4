namespace Strata.Ledger;

/// <summary>The point in the past to read; now if both are null.</summary>
/// <param name="KnownAt">Known by then: a ledger seq (digits) or an ISO-8601 time.</param>
/// <param name="ValidAt">Only what had been observed by then: an ISO-8601 time.</param>
public sealed record ReadAt(string? KnownAt = null, string? ValidAt = null)
{
    public static readonly ReadAt Now = new();
    public bool IsNow => KnownAt is null && ValidAt is null;
}
