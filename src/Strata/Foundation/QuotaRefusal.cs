namespace Strata.Foundation;

/// <summary>The quota that was exceeded.</summary>
/// <param name="Quota">storage (bytes) or interpretations.</param>
/// <param name="Used">Reservations included.</param>
/// <param name="Requested">What would have exceeded it; for content of unknown length, the bytes known so far.</param>
public sealed record QuotaRefusal(string Quota, long Used, long Limit, long Requested, DateTimeOffset? ResetsAt);
