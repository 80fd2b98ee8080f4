namespace Strata.Blobs;

/// <summary>Where bytes are kept.</summary>
/// <param name="Folder">The data folder of the store.</param>
/// <param name="Url">Of S3; null: in the folder.</param>
/// <param name="MaxSpooledBytes">Bytes that one user may have in the database while the backend fails.</param>
/// <param name="MaxCopiedBytes">Bytes of local copies of what lies in S3.</param>
internal sealed record BlobOptions(string Folder, string? Url, long MaxSpooledBytes, long MaxCopiedBytes);
