using System.Security.Cryptography;
using Strata.Blobs.Backends;

namespace Strata.Blobs;

/// <summary>Moves bytes from the spool to the store, and verifies them there.</summary>
internal sealed class BlobUploads(BlobStore blobs)
{
    /// <summary>Uploads the bytes, reads them back and checks the digest.</summary>
    /// <exception cref="BlobBackendException">The store fails now.</exception>
    public async Task UploadAsync(UserId user, string digest, CancellationToken ct)
    {
        await using var content = await blobs.OpenSpooledAsync(user, digest, ct);
        // not disposed: the file belongs to the cache
        var file = new StagedFile(content.Name, digest, content.Length, []);
        await blobs.Store.PutAsync(user, file, replace: false, ct);
        if (await HasAsync(blobs.Store, user, digest, ct))
        {
            return;
        }
        await blobs.Store.PutAsync(user, file, replace: true, ct);
        if (!await HasAsync(blobs.Store, user, digest, ct))
        {
            blobs.RemoveCopy(user, digest);
            throw new BlobBackendException($"{blobs.Store.Description} does not give back the bytes that it was given.");
        }
    }

    /// <summary>Whether the store returns bytes of that digest.</summary>
    public static async Task<bool> HasAsync(IBlobBackend store, UserId user, string digest, CancellationToken ct)
    {
        await using var kept = await store.OpenAsync(user, digest, ct);
        return kept is not null && Convert.ToHexStringLower(await SHA256.HashDataAsync(kept, ct)) == digest;
    }
}
