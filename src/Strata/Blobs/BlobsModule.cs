using Strata.Operations;

namespace Strata.Blobs;

/// <summary>The bytes of sources: whether they are intact, which wait for the blob store, and which nothing refers to.</summary>
public static partial class BlobsModule
{
    internal static readonly Type[] Jobs = [typeof(UploadJob), typeof(SweepJob)];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="BlobsModule"/>
        public BlobsArea Blobs => new(strata);
    }
}

/// <inheritdoc cref="BlobsModule"/>
public readonly partial record struct BlobsArea(IStrata Strata);
