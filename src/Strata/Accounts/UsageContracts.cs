namespace Strata.Accounts;

/// <summary>What a user may use and has used.</summary>
public sealed record UsageView
{
    /// <summary>free, pro or enterprise; an operator may have set other limits beside it.</summary>
    public required string Plan { get; init; }

    /// <summary>The month of the interpretations: UTC, <c>YYYY-MM</c>.</summary>
    public required string Month { get; init; }

    /// <summary>Bytes of all sources.</summary>
    public required QuotaView Storage { get; init; }

    /// <summary>Runs of an interpreter that began this month and did not fail.</summary>
    public required QuotaView Interpretations { get; init; }

    /// <summary>Quotas of which four fifths are used; left out where there is none.</summary>
    public IReadOnlyList<QuotaWarning>? Warnings { get; init; }
}

public sealed record QuotaView
{
    public required long Used { get; init; }

    /// <summary>Promised to content that is coming in.</summary>
    public long Reserved { get; init; }

    /// <summary>Null: no limit.</summary>
    public long? Limit { get; init; }

    /// <summary>Null: no limit.</summary>
    public long? Remaining { get; init; }

    /// <summary>When it is counted from nothing again; null: never.</summary>
    public DateTimeOffset? ResetsAt { get; init; }
}

/// <summary>At least four fifths of a quota are used.</summary>
/// <param name="Quota">storage (bytes) or interpretations.</param>
/// <param name="Since">When that came to be; the audit log says so too (quota_warning). Null: not known.</param>
public sealed record QuotaWarning(string Quota, long Used, long Limit, DateTimeOffset? ResetsAt, DateTimeOffset? Since);

/// <summary>Usage counted again from sources and runs.</summary>
/// <param name="StorageCorrection">Bytes by which the count was wrong; 0: it was right.</param>
public sealed record UsageRecount(UsageView Usage, long StorageCorrection, long InterpretationsCorrection);
