namespace Strata.Blobs;

/// <summary>Bytes that are kept under their SHA-256 and not yet a row: <see cref="BlobStore.AddAsync"/> makes them one.</summary>
/// <param name="Head">The first bytes, up to 64 KiB: what media type detection looks at.</param>
/// <param name="Location">Where they lie, as in <c>blobs</c>.</param>
/// <param name="IsNew">False: they may have been there before.</param>
/// <param name="SpoolNo">Where they wait for the store.</param>
internal sealed record StoredBlob(string Digest, long ByteSize, byte[] Head, string Location, bool IsNew, long? SpoolNo = null)
{
    public string StorageStatus => SpoolNo is null ? Blobs.StorageStatus.Stored : Blobs.StorageStatus.Pending;
}

/// <summary>What a source says of its bytes.</summary>
internal static class StorageStatus
{
    /// <summary>In the store from the first, or in the database for good.</summary>
    public const string Stored = "stored";

    /// <summary>In the spool; a job brings them to the store.</summary>
    public const string Pending = "pending";

    /// <summary>Were in the spool, and the store has them now.</summary>
    public const string Uploaded = "uploaded";

    /// <summary>In the spool, and given up until someone asks to try again.</summary>
    public const string Failed = "failed";
}
