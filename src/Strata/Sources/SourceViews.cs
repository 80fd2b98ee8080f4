using Strata.Blobs;
using Strata.Database;
using Strata.Ledger;
using Strata.Runs;

namespace Strata.Sources;

internal static class SourceViews
{
    public static SourceView Of(SourceRecord source, IReadOnlyList<RunView>? runs = null) =>
        new()
        {
            SourceId = source.SourceId,
            Digest = source.Digest,
            FileName = source.FileName,
            MediaType = source.MediaType,
            Origin = source.IdOrigin is { Length: > 0 } decided ? decided : source.Origin,
            ByteSize = source.ByteSize,
            StorageStatus = EnumNames.Parse<StorageStatus>(source.StorageStatus),
            ObservedAt = UnixTime.Time(source.ObservedAt),
            RecordedAt = UnixTime.Time(source.RecordedAt),
            Runs = runs ?? [],
        };
}
