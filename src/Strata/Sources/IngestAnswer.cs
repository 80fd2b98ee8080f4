using Strata.Blobs;
using Strata.Ledger;
using Strata.Runs;

namespace Strata.Sources;

/// <summary>Builds the result of an ingest.</summary>
internal static class IngestAnswer
{
    public static IngestResult Result(SourceRecord source, bool held, RunResult? run, LedgerSession? session = null) =>
        new()
        {
            SourceId = source.SourceId,
            Digest = source.Digest,
            FileName = source.FileName,
            MediaType = source.MediaType,
            ByteSize = source.ByteSize,
            StorageStatus = EnumNames.Parse<StorageStatus>(source.StorageStatus),
            Deduplicated = held,
            Run = run,
            Warnings = session?.Usage.Row.Warnings,
        };
}
