using Strata.Ledger;

namespace Strata.Sources;

/// <summary>Result of the first write of an ingest.</summary>
/// <param name="Held">Whether the bytes were stored before.</param>
/// <param name="Run">Run that this caller executes; null if the result is complete.</param>
internal sealed record BegunIngestion(SourceRecord? Source, bool Held, IngestResult? Result, RunRecord? Run)
{
    /// <summary>Whether this attempt added the source.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether the key's receipt is stored already, with the run as it began.</summary>
    public bool IsKept { get; init; }
}
