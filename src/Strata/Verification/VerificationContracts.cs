namespace Strata.Verification;

public sealed record VerifyReport
{
    public required bool Ok { get; init; }
    public required long Blobs { get; init; }
    public required long Bytes { get; init; }
    public required long Quotes { get; init; }
    public required long Entities { get; init; }
    public required long Observations { get; init; }

    /// <summary>Archived rows that were unpacked and compared.</summary>
    public long Archived { get; init; }

    /// <summary>Documents with rendered text that were parsed again and compared; 0 unless requested.</summary>
    public long Documents { get; init; }

    /// <summary>Documents that can't be parsed again here: a former parser version, or a program that is not installed.</summary>
    public long DocumentsSkipped { get; init; }

    /// <summary>SHA-256 over every entity's id and snapshot hash, in id order; equal states have equal hashes.</summary>
    public required string StateHash { get; init; }
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>What is as recorded and yet looks wrong, such as an entity made of two; absent if there is nothing.</summary>
    public IReadOnlyList<Fault>? Suspicions { get; init; }
}

public sealed record RebuildReport(long Entities, long Observations, long Changed, string StateHash, double Seconds);
