namespace Strata.Runs.Archival;

public sealed record ArchiveReport
{
    public required long Runs { get; init; }

    /// <summary>Pages of blocks whose content was moved.</summary>
    public required long Pages { get; init; }

    /// <summary>Bytes of what was moved, in its rows.</summary>
    public required long BytesBefore { get; init; }

    /// <summary>The same in the archive.</summary>
    public required long BytesAfter { get; init; }
    public required int OlderThanDays { get; init; }

    /// <summary>Nothing was moved: it would be.</summary>
    public required bool DryRun { get; init; }
}
