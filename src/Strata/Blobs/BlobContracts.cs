namespace Strata.Blobs;

/// <summary>Result of probing the blob store.</summary>
/// <param name="Store">Its name, without secrets.</param>
/// <param name="CanBeSwept">Whether it tells new bytes from existing ones.</param>
/// <param name="Failure">Null: it works.</param>
public sealed record BlobProbe(string Store, bool CanBeSwept, string? Failure);

/// <summary>Result of reading every content again.</summary>
public sealed record BlobsReport
{
    public required bool Ok { get; init; }
    public required long Blobs { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Contents that wait in the database for the store.</summary>
    public required long Waiting { get; init; }
    public required long WaitingBytes { get; init; }
    public IReadOnlyList<Fault> Faults { get; init; } = [];
}

/// <param name="Count">Uploads enqueued.</param>
public sealed record UploadsRetried(long Count);

public sealed record SweepRequest
{
    /// <summary>False: only reports what would be removed.</summary>
    public bool Delete { get; set; }

    /// <summary>Younger bytes stay: they may be about to become a source. At least 1.</summary>
    public double GraceHours { get; set; } = BlobsModule.DefaultGraceHours;
}

/// <summary>Bytes in the store that no source or document of the user refers to.</summary>
public sealed record SweepReport
{
    public required bool Deleted { get; init; }

    /// <summary>Contents examined.</summary>
    public required long Seen { get; init; }
    public required long Blobs { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Writes begun before the grace period that never ended.</summary>
    public required long Unfinished { get; init; }

    /// <summary>The first 100.</summary>
    public IReadOnlyList<string> Digests { get; init; } = [];
}
