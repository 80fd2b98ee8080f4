using Strata.Blobs.Backends;
using Strata.Database;

namespace Strata.Blobs;

/// <summary>Removes bytes that no row refers to, under the user's lock (docs/adr/0016-blob-stores.md).</summary>
internal static class UnusedBlobRemoval
{
    /// <param name="before">Only what was last written earlier; null: whenever that was.</param>
    /// <returns>False: they are in use, or young.</returns>
    // Doing it twice does no more than doing it once, as a group commit may.
    public static async Task<bool> RemoveAsync(UserTransaction tx, IBlobBackend store, string digest, DateTimeOffset? before)
    {
        if (
            tx.Shared(_ => new AddedBlobs()).Digests.Contains(digest)
            || await BlobRows.LocationAsync(tx, digest) is not null
            || (before is not null && (await store.FindAsync(tx.User, digest, tx.Cancellation))?.KeptAt >= before)
        )
        {
            return false;
        }
        await store.RemoveAsync(tx.User, digest, tx.Cancellation);
        return true;
    }
}
