namespace Strata.Accounts;

/// <summary>A user's limits and usage.</summary>
public sealed record UsageView
{
    /// <summary>free, pro or enterprise; an operator may have set other limits.</summary>
    public required string Plan { get; init; }

    /// <summary>Month of the interpretations: UTC, <c>YYYY-MM</c>.</summary>
    public required string Month { get; init; }

    /// <summary>Bytes of all sources.</summary>
    public required QuotaView Storage { get; init; }

    /// <summary>Runs begun this month that did not fail.</summary>
    public required QuotaView Interpretations { get; init; }

    /// <summary>Quotas that are at least four fifths used; absent if there is none.</summary>
    public IReadOnlyList<QuotaWarning>? Warnings { get; init; }
}

public sealed record QuotaView
{
    public required long Used { get; init; }

    /// <summary>Reserved for content that is coming in.</summary>
    public long Reserved { get; init; }

    /// <summary>Null: no limit.</summary>
    public long? Limit { get; init; }

    /// <summary>Null: no limit.</summary>
    public long? Remaining { get; init; }

    /// <summary>When the count starts over; null: never.</summary>
    public DateTimeOffset? ResetsAt { get; init; }
}

/// <summary>At least four fifths of a quota are used.</summary>
/// <param name="Quota">storage (bytes) or interpretations.</param>
/// <param name="Since">Since when, as in the audit log (quota_warning). Null: unknown.</param>
public sealed record QuotaWarning(string Quota, long Used, long Limit, DateTimeOffset? ResetsAt, DateTimeOffset? Since);

/// <summary>Usage recounted from sources and runs.</summary>
/// <param name="StorageCorrection">Bytes by which the count was wrong.</param>
public sealed record UsageRecount(UsageView Usage, long StorageCorrection, long InterpretationsCorrection);
