namespace Strata.Foundation;

/// <summary>Which quota did not suffice.</summary>
/// <param name="Quota">storage (bytes) or interpretations.</param>
/// <param name="Used">With what is reserved.</param>
/// <param name="Requested">What there was no room for; for content of unknown length, what is known of it.</param>
public sealed record QuotaRefusal(string Quota, long Used, long Limit, long Requested, DateTimeOffset? ResetsAt);
