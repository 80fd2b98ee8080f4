using Strata.Ledger;

namespace Strata.Sources;

/// <summary>What the first write of an ingest has settled.</summary>
/// <param name="Held">Whether its bytes were there before.</param>
/// <param name="Run">To be carried by this caller; null: the result is there.</param>
internal sealed record BegunIngestion(SourceRecord? Source, bool Held, IngestResult? Result, RunRecord? Run)
{
    /// <summary>Whether this try has added the source.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether the key's receipt is there already, with the run as it was begun.</summary>
    public bool IsKept { get; init; }
}
