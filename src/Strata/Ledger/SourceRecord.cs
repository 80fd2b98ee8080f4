namespace Strata.Ledger;

/// <summary>A row of <c>sources</c>.</summary>
/// <param name="Origin">As stated, or the door it came through.</param>
/// <param name="IdOrigin">Within which its local identifiers are keys (<see cref="Origins"/>); null until one is read.</param>
internal sealed record SourceRecord(
    long SourceNo,
    string SourceId,
    string Digest,
    string MediaType,
    string? FileName,
    string? Origin,
    long ByteSize,
    string StorageStatus,
    long ObservedAt,
    long RecordedAt,
    string? IdOrigin = null
)
{
    public const string Columns =
        "source_no, source_id, digest, media_type, file_name, origin, byte_size, storage_status, observed_at, recorded_at, id_origin";
}

/// <summary>Metadata of bytes that are about to become a source.</summary>
internal sealed record NewSource(
    string Digest,
    long ByteSize,
    string MediaType,
    string? FileName,
    string? Origin,
    long? ObservedAt,
    string StorageStatus = SourceRecords.Stored,
    string? IdOrigin = null
);
