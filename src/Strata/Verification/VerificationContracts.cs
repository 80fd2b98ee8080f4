namespace Strata.Verification;

public sealed record VerifyReport
{
    public required bool Ok { get; init; }
    public required long Blobs { get; init; }
    public required long Bytes { get; init; }
    public required long Quotes { get; init; }

    /// <summary>Interpreted values that were read from their quotes again, and are those.</summary>
    public long Derived { get; init; }

    /// <summary>Interpreted values without a quote, or with one that no reader reads by itself: their places were checked only.</summary>
    public long Unread { get; init; }
    public required long Entities { get; init; }
    public required long Observations { get; init; }

    /// <summary>Archived rows that were unpacked and compared.</summary>
    public long Archived { get; init; }

    /// <summary>Documents with rendered text that were parsed again and compared; 0 unless requested.</summary>
    public long Documents { get; init; }

    /// <summary>Documents that can't be parsed again here: a former parser version, or a program that is not installed.</summary>
    public long DocumentsSkipped { get; init; }

    public required ChainReport Chain { get; init; }

    /// <summary>SHA-256 over every entity's id and snapshot hash, in id order; equal states have equal hashes.</summary>
    public required string StateHash { get; init; }

    /// <summary>All faults, also those that `faults` only counts.</summary>
    public long FaultCount { get; init; }

    /// <summary>Up to 250 of each check; then how many more it found.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>What is as recorded and yet looks wrong, such as an entity made of two; absent if there is nothing.</summary>
    public IReadOnlyList<Fault>? Suspicions { get; init; }
}

/// <summary>The hash chain over what never changes.</summary>
/// <param name="Head">
/// Hash of the last link. Kept elsewhere, such as in a backup, it proves later that nothing before was changed. Empty if there is no link.
/// </param>
/// <param name="Links">Number of the last link.</param>
/// <param name="Seq">Ledger position of the last link.</param>
/// <param name="Rows">Rows that the links name.</param>
/// <param name="Unchained">Rows older than the chain that a job has not added yet.</param>
public sealed record ChainReport(string Head, long Links, long Seq, long Rows, long Unchained);

public sealed record RebuildReport(long Entities, long Observations, long Changed, string StateHash, double Seconds);
