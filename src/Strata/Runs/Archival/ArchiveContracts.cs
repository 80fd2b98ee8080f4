namespace Strata.Runs.Archival;

public sealed record ArchiveReport
{
    public required long Runs { get; init; }

    /// <summary>Number of block pages moved.</summary>
    public required long Pages { get; init; }

    /// <summary>Bytes moved, as stored in the rows.</summary>
    public required long BytesBefore { get; init; }

    /// <summary>The same data in bytes of the archive.</summary>
    public required long BytesAfter { get; init; }
    public required int OlderThanDays { get; init; }

    /// <summary>Whether this is a dry run: nothing was moved.</summary>
    public required bool DryRun { get; init; }
}
