using Strata.Blobs;
using Strata.Blobs.Backends;
using Strata.Database;
using Strata.Schemas;
using Strata.Uploads;
using Strata.Verification;

namespace Strata.Erasure;

/// <summary>
/// Removes a user with all data, step by step. Steps are repeatable, so an interrupted erasure continues when it is started again
/// (docs/adr/0019-backup-and-erasure.md).
/// </summary>
/// <param name="caches">Folder of caches, each with a folder per user.</param>
internal sealed class UserErasure(
    IDatabase database,
    BlobStore blobs,
    SchemaStore schemas,
    ReceiptKey key,
    string caches,
    UploadService uploads,
    TimeProvider time
)
{
    private const int Format = 2;

    /// <param name="deliver">Stores the receipt. Until it returns, the store can make the receipt again.</param>
    /// <exception cref="StrataException">
    /// UNAUTHENTICATED: no such user. CONFLICT: bytes that rows name are not at hand; nothing was removed. STORAGE_PENDING: something could
    /// not be removed now; start it again later.
    /// </exception>
    public async Task<ErasureReceipt> EraseAsync(
        UserId user,
        EraseRequest request,
        Func<ErasureReceipt, Task> deliver,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        await using var erasure = await database.OpenErasureAsync(user, ct);
        var missing = await MissingAsync(erasure, request.MissingContents, ct);
        await BeginAsync(erasure, missing, ct);
        if (await database.UserExistsAsync(user, ct))
        {
            await ClearAsync(erasure, progress, ct);
        }
        // Again: requests in flight at the start may have stored more.
        await RemoveBytesAsync(user, ct);
        schemas.Forget(user);
        var notRewritten = await erasure.ScrubAsync(request.Rewrite, progress, ct);
        var record =
            await erasure.ReadAsync(ErasureRecord.FindAsync, ct) ?? throw new InvalidDataException("The erasure is not noted any more.");
        var receipt = await key.SignAsync(
            new ErasureReceipt
            {
                Format = Format,
                UserId = user.Value,
                BegunAt = UnixTime.Time(record.BegunAt),
                FinishedAt = time.GetUtcNow(),
                Seq = record.Seq,
                StateHash = record.StateHash ?? "",
                ChainHead = record.ChainHead is { } head ? Convert.ToHexStringLower(head) : null,
                Rows = record.Rows,
                Blobs = record.Blobs,
                Bytes = record.Bytes,
                MissingBlobs = record.Missing,
                NotRewritten = notRewritten,
                Key = "",
                Signature = "",
            },
            ct
        );
        await deliver(receipt);
        await erasure.WriteAsync(ErasureRecord.ForgetAsync, ct);
        await erasure.ScrubNameAsync(ct);
        return receipt;
    }

    /// <summary>Rewrites the tables that an earlier erasure left, blocking their users meanwhile. Returns the new receipt.</summary>
    /// <exception cref="StrataException">CONFLICT: this store did not make that receipt, as it is; or an erasure is under way.</exception>
    public async Task<ErasureReceipt> CompleteAsync(ErasureReceipt receipt, IProgress<Progress>? progress, CancellationToken ct)
    {
        if (await key.CheckAsync(receipt, ct) != ReceiptCheck.Genuine)
        {
            throw new StrataException(ErrorCode.Conflict, "This store did not issue that receipt, or it was changed. Nothing was done.");
        }
        await using var erasure = await database.OpenErasureAsync(new UserId(receipt.UserId), ct);
        var left = await erasure.RewriteAsync(receipt.NotRewritten, progress, ct);
        return await key.SignAsync(receipt with { FinishedAt = time.GetUtcNow(), NotRewritten = left }, ct);
    }

    /// <summary>
    /// Returns how many contents have no bytes where this process looks. Called first, since deleted rows name no files any more.
    /// </summary>
    private async Task<long> MissingAsync(ErasureConnection erasure, bool admitted, CancellationToken ct)
    {
        if (await erasure.ReadAsync(ErasureRecord.FindAsync, ct) is { } begun)
        {
            // At this place an earlier attempt may have removed bytes. At any other, bytes of the remaining rows must exist, since bytes go
            // before rows.
            if (begun.Place is null || begun.Place == blobs.Place)
            {
                if (!admitted)
                {
                    await ReachAsync(ct); // the same path on another machine may be another folder
                }
                return begun.Missing ?? 0;
            }
            var left = await PresenceAsync(erasure, ct);
            return admitted || left.All == 0
                ? Math.Max(begun.Missing ?? 0, left.All)
                : throw new StrataException(
                    ErrorCode.Conflict,
                    $"The erasure started with blobs in {begun.Place}; this command looks in {blobs.Place}, where {left.All} of the rest are missing. "
                        + "Continue with the same data folder (--data, STRATA_DATA) and bucket (--blobs, STRATA_BLOBS). If that place is gone, "
                        + "use --missing-contents to continue here; the receipt states how many were not found."
                );
        }
        var missing = await PresenceAsync(erasure, ct);
        return admitted || missing.All == 0 ? missing.All : throw NotAtHand(missing);
    }

    private Task<BlobsMissing> PresenceAsync(ErasureConnection erasure, CancellationToken ct) =>
        BlobPresence.CountAsync(blobs, erasure.User, read => erasure.ReadAsync(read, ct), ct);

    private StrataException NotAtHand(BlobsMissing missing)
    {
        var why =
            missing.Elsewhere > 0
                ? $"{missing.Elsewhere} of the user's {missing.Files} files are in a bucket that is not configured here: name it with --blobs (STRATA_BLOBS)."
                : $"{missing.Absent} of the user's {missing.Files} files are not in {blobs.Place}: name the right data folder with --data (STRATA_DATA), the bucket with --blobs (STRATA_BLOBS).";
        return new StrataException(
            ErrorCode.Conflict,
            $"{why} If they are lost for good, --missing-contents erases the rest, and the receipt states how many were missing. Nothing was removed."
        );
    }

    /// <summary>Ends the user's access.</summary>
    /// <param name="missing">Contents whose bytes were not found.</param>
    internal async Task BeginAsync(ErasureConnection erasure, long missing, CancellationToken ct)
    {
        var now = UnixTime.Microseconds(time.GetUtcNow());
        var record = await erasure.WriteAsync(tx => ErasureRecord.BeginAsync(tx, now, blobs.Place, missing), ct);
        if (record.StateHash is null)
        {
            // Nothing changes the state any more, so no lock is needed.
            var stateHash = await erasure.ReadAsync(StateHash.OfAsync, ct);
            await erasure.WriteAsync(tx => ErasureRecord.HashedAsync(tx, stateHash), ct);
        }
    }

    private async Task ClearAsync(ErasureConnection erasure, IProgress<Progress>? progress, CancellationToken ct)
    {
        await RemoveBytesAsync(erasure.User, ct);
        var rows = new RowRemoval(erasure, time);
        await rows.RunAsync(progress, ct);
        await rows.EndAsync(ct);
    }

    private async Task RemoveBytesAsync(UserId user, CancellationToken ct)
    {
        try
        {
            await blobs.RemoveAllAsync(user, ct);
            uploads.RemoveAll(user);
            foreach (var cache in Directory.Exists(caches) ? Directory.EnumerateDirectories(caches) : [])
            {
                await new FileBlobBackend(cache).RemoveAllAsync(user, ct);
            }
        }
        catch (Exception e) when (e is BlobBackendException or IOException)
        {
            throw Unreached(e);
        }
    }

    private async Task ReachAsync(CancellationToken ct)
    {
        try
        {
            await blobs.Store.ProbeAsync(ct);
        }
        catch (BlobBackendException e)
        {
            throw Unreached(e);
        }
    }

    private static StrataException Unreached(Exception e) =>
        new(
            ErrorCode.StoragePending,
            $"The user is locked out, but some of their blobs cannot be deleted now: {e.Message} Start the erasure again; it resumes.",
            e
        );
}
