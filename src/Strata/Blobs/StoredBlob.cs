namespace Strata.Blobs;

/// <summary>Stored bytes without a row yet: <see cref="BlobStore.AddAsync"/> adds it.</summary>
/// <param name="Head">The first bytes, up to 64 KiB, for media type detection.</param>
/// <param name="Location">As in <c>blobs</c>.</param>
/// <param name="IsNew">False: they may have existed before.</param>
/// <param name="SpoolNo">Their spool, if they wait for the store.</param>
internal sealed record StoredBlob(string Digest, long ByteSize, byte[] Head, string Location, bool IsNew, long? SpoolNo = null)
{
    public StorageStatus StorageStatus => SpoolNo is null ? StorageStatus.Stored : StorageStatus.Pending;
}
