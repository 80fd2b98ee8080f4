namespace Strata.Blobs;

/// <summary>What came of trying the store of bytes.</summary>
/// <param name="Store">Which it is, without secrets.</param>
/// <param name="CanBeSwept">Whether it tells what is new from what was there already.</param>
/// <param name="Failure">Null: it works.</param>
public sealed record BlobProbe(string Store, bool CanBeSwept, string? Failure);

/// <summary>What came of reading every content again.</summary>
public sealed record BlobsReport
{
    public required bool Ok { get; init; }
    public required long Blobs { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Those of them that wait in the database for the store.</summary>
    public required long Waiting { get; init; }
    public required long WaitingBytes { get; init; }
    public IReadOnlyList<Fault> Faults { get; init; } = [];
}

/// <param name="Count">Uploads that are lined up now.</param>
public sealed record UploadsRetried(long Count);

public sealed record SweepRequest
{
    /// <summary>False: only says what would go.</summary>
    public bool Delete { get; set; }

    /// <summary>What was written less long ago stays: it may be on its way to become a source. At least 1.</summary>
    public double GraceHours { get; set; } = 24;
}

/// <summary>Bytes of the user that the store has and no source or document refers to.</summary>
public sealed record SweepReport
{
    public required bool Deleted { get; init; }

    /// <summary>Contents in the store that were looked at.</summary>
    public required long Seen { get; init; }
    public required long Blobs { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Writes that were begun before the grace period and never ended.</summary>
    public required long Unfinished { get; init; }

    /// <summary>The first 100.</summary>
    public IReadOnlyList<string> Digests { get; init; } = [];
}
