using Strata.Verification;

namespace Strata.Backup;

/// <summary>Contents of a backup.</summary>
public sealed record BackupReport
{
    public required string UserId { get; init; }

    /// <summary>Ledger position of the backup.</summary>
    public required long Seq { get; init; }
    public required string StateHash { get; init; }

    /// <summary>Head of the hash chain: hash of its last link.</summary>
    public string? ChainHead { get; init; }

    /// <summary>Rows in all tables.</summary>
    public required long Rows { get; init; }

    /// <summary>Contents with an entry of their own, and their bytes.</summary>
    public required long Blobs { get; init; }
    public required long Bytes { get; init; }
}

/// <summary>Result of a restore that brought everything back.</summary>
public sealed record RestoreReport
{
    public required string UserId { get; init; }

    /// <summary>User and time of the backup.</summary>
    public required string TakenFrom { get; init; }
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>End of the ledger now: the backup's, plus the account's history, the restore last.</summary>
    public required long Seq { get; init; }
    public required string StateHash { get; init; }
    public required long Rows { get; init; }
    public required long Blobs { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Verification after the restore; the state hash equals the backup's.</summary>
    public required VerifyReport Verified { get; init; }
}
