using Strata.Operations;

namespace Strata.Blobs;

/// <summary>The bytes of sources: whether they are intact, which wait for the blob store, and which nothing refers to.</summary>
public static partial class BlobsModule
{
    internal static readonly Type[] Jobs = [typeof(UploadJob), typeof(SweepJob)];

    internal static readonly StoredTable[] Tables =
    [
        new(1, "blobs", "digest", "digest text, byte_size integer, location text, compressed integer, bytes blob, recorded_at integer"),
        StoredTable.LeftOut("spools", "the bytes are in the backup as blobs"),
        StoredTable.LeftOut("spool_pieces", "the bytes are in the backup as blobs"),
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="BlobsModule"/>
        public BlobsArea Blobs => new(strata);
    }
}

/// <inheritdoc cref="BlobsModule"/>
public readonly partial record struct BlobsArea(IStrata Strata);
