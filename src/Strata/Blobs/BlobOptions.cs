namespace Strata.Blobs;

/// <summary>Where bytes are stored.</summary>
/// <param name="Folder">The data folder of the store.</param>
/// <param name="Url">S3 address; null: in the folder.</param>
/// <param name="MaxSpooledBytes">Bytes per user in the database while the store fails.</param>
/// <param name="MaxCopiedBytes">Bytes of local copies of S3 content.</param>
internal sealed record BlobOptions(string Folder, string? Url, long MaxSpooledBytes, long MaxCopiedBytes);
