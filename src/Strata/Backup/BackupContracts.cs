using Strata.Verification;

namespace Strata.Backup;

/// <summary>What a backup holds.</summary>
public sealed record BackupReport
{
    public required string UserId { get; init; }

    /// <summary>The ledger position it was taken at.</summary>
    public required long Seq { get; init; }
    public required string StateHash { get; init; }

    /// <summary>Rows of all tables.</summary>
    public required long Rows { get; init; }

    /// <summary>Contents with an entry of their own, and their bytes.</summary>
    public required long Blobs { get; init; }
    public required long Bytes { get; init; }
}

/// <summary>What came of a restore. Everything of the backup is there.</summary>
public sealed record RestoreReport
{
    public required string UserId { get; init; }

    /// <summary>Whose backup it was, and when it was taken.</summary>
    public required string TakenFrom { get; init; }
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Where the ledger stands now: behind the backup's end by what was done about the account, the restoring last.</summary>
    public required long Seq { get; init; }
    public required string StateHash { get; init; }
    public required long Rows { get; init; }
    public required long Blobs { get; init; }
    public required long Bytes { get; init; }

    /// <summary>The store read again after the restore: its state hash is the backup's.</summary>
    public required VerifyReport Verified { get; init; }
}
