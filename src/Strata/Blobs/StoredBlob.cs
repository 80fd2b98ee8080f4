namespace Strata.Blobs;

/// <summary>Bytes that are kept under their SHA-256 and not yet a row: <see cref="BlobStore.AddAsync"/> makes them one.</summary>
/// <param name="Head">The first bytes, up to 64 KiB: what media type detection looks at.</param>
/// <param name="Location">Where they lie, as in <c>blobs</c>.</param>
/// <param name="IsNew">False: they may have been there before.</param>
/// <param name="SpoolNo">Where they wait for the store.</param>
internal sealed record StoredBlob(string Digest, long ByteSize, byte[] Head, string Location, bool IsNew, long? SpoolNo = null)
{
    public StorageStatus StorageStatus => SpoolNo is null ? StorageStatus.Stored : StorageStatus.Pending;
}
