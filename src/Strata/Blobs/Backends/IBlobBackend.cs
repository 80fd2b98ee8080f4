using Strata.Jobs;

namespace Strata.Blobs.Backends;

/// <summary>
/// Where handed-in bytes lie for good, each under its user and its SHA-256: a folder, or an S3 bucket. What fails because the store does
/// not answer, or answers with a failure of its own, is a <see cref="BlobBackendException"/>.
/// </summary>
internal interface IBlobBackend
{
    /// <summary>What a row of <c>blobs</c> says of bytes that lie here.</summary>
    string Location { get; }

    /// <summary>Which store it is, without secrets.</summary>
    string Description { get; }

    /// <summary>Keeps the file's bytes; when it returns they are durable. May take the file away.</summary>
    /// <param name="replace">Whether to write them even where the store has something under that digest.</param>
    /// <returns>False: something was there already, or the store can't tell.</returns>
    Task<bool> PutAsync(UserId user, StagedFile file, bool replace, CancellationToken ct);

    /// <summary>The bytes as the store has them, from the first to the last; null where it has none.</summary>
    Task<Stream?> OpenAsync(UserId user, string digest, CancellationToken ct);

    /// <summary>Null where it has none.</summary>
    Task<ListedBlob?> FindAsync(UserId user, string digest, CancellationToken ct);

    /// <summary>All that the user has here.</summary>
    IAsyncEnumerable<ListedBlob> ListAsync(UserId user, CancellationToken ct);

    Task RemoveAsync(UserId user, string digest, CancellationToken ct);

    /// <summary>Removes all that the user has here, also what is being written.</summary>
    Task RemoveAllAsync(UserId user, CancellationToken ct);

    /// <summary>How many writes of the user were begun before that time and never ended; removes what they left.</summary>
    /// <param name="remove">False: only counts them.</param>
    Task<int> EndUnfinishedAsync(UserId user, DateTimeOffset before, bool remove, CancellationToken ct);

    /// <summary>Writes, reads and removes something that belongs to nobody.</summary>
    /// <returns>Whether a put tells what is new from what was there already, without which nothing can be swept safely.</returns>
    Task<bool> ProbeAsync(CancellationToken ct);
}

/// <param name="KeptAt">When they were last written.</param>
internal sealed record ListedBlob(string Digest, long ByteSize, DateTimeOffset KeptAt);

/// <summary>
/// The store of bytes does not do what it was asked to, through no fault of the asker: it may do so later. STORAGE_PENDING.
/// </summary>
internal sealed class BlobBackendException(string message, Exception? inner = null)
    : StrataException(ErrorCode.StoragePending, message, inner),
        ITransientOutage;
