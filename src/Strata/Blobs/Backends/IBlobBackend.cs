using Strata.Jobs;

namespace Strata.Blobs.Backends;

/// <summary>
/// Permanent store of files, by user and SHA-256: a folder, or an S3 bucket. Failures of the store itself are <see
/// cref="BlobBackendException"/>s.
/// </summary>
internal interface IBlobBackend
{
    /// <summary>Value in rows of <c>blobs</c> for bytes in this store.</summary>
    string Location { get; }

    /// <summary>Name of the store, without secrets.</summary>
    string Description { get; }

    /// <summary>Stores the file's bytes durably. May take the file.</summary>
    /// <param name="replace">Whether to overwrite existing bytes of that digest.</param>
    /// <returns>False: bytes existed already, or the store can't tell.</returns>
    Task<bool> PutAsync(UserId user, StagedFile file, bool replace, CancellationToken ct);

    /// <summary>Opens the bytes, readable once, front to back; null if missing.</summary>
    Task<Stream?> OpenAsync(UserId user, string digest, CancellationToken ct);

    /// <summary>Returns null if missing.</summary>
    Task<ListedBlob?> FindAsync(UserId user, string digest, CancellationToken ct);

    /// <summary>Lists the user's bytes.</summary>
    IAsyncEnumerable<ListedBlob> ListAsync(UserId user, CancellationToken ct);

    Task RemoveAsync(UserId user, string digest, CancellationToken ct);

    /// <summary>Removes all of the user's bytes, partial writes included.</summary>
    Task RemoveAllAsync(UserId user, CancellationToken ct);

    /// <summary>Counts the user's writes begun before a time that never ended; removes what they left.</summary>
    /// <param name="remove">False: only counts.</param>
    Task<int> EndUnfinishedAsync(UserId user, DateTimeOffset before, bool remove, CancellationToken ct);

    /// <summary>Writes, reads and removes a probe that belongs to no user.</summary>
    /// <returns>Whether puts tell new bytes from existing ones, which safe sweeping requires.</returns>
    Task<bool> ProbeAsync(CancellationToken ct);
}

/// <param name="KeptAt">Time of the last write.</param>
internal sealed record ListedBlob(string Digest, long ByteSize, DateTimeOffset KeptAt);

/// <summary>The store failed, through no fault of the caller; it may work later. STORAGE_PENDING.</summary>
internal sealed class BlobBackendException(string message, Exception? inner = null)
    : StrataException(ErrorCode.StoragePending, message, inner),
        ITransientOutage;
