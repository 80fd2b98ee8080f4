using Strata.Blobs;
using Strata.Database;
using Strata.Proof;
using Strata.Schemas;
using Strata.Search;

namespace Strata.Erasure;

/// <summary>
/// Removes a user and all there is of them, step by step. Each step can be done again, so an erasure that was broken off goes on when it is
/// started anew (docs/adr/0019-backup-and-erasure.md).
/// </summary>
/// <param name="caches">Folder whose folders hold one folder per user, of what can be made again.</param>
internal sealed class UserErasure(IDatabase database, BlobStore blobs, SchemaStore schemas, ReceiptKey key, string caches, TimeProvider time)
{
    private const int Format = 1;

    /// <param name="rewrite">See <see cref="ErasureConnection.ScrubAsync"/>.</param>
    /// <param name="deliver">Puts the receipt where it is to stay. Until it returns, the store can make it again.</param>
    /// <exception cref="StrataException">UNAUTHENTICATED: no such user. STORAGE_PENDING: something could not be removed now; start it again later.</exception>
    public async Task<ErasureReceipt> EraseAsync(
        UserId user,
        bool rewrite,
        Func<ErasureReceipt, Task> deliver,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        await using var erasure = await database.OpenErasureAsync(user, ct);
        await BeginAsync(erasure, ct);
        if (await database.UserExistsAsync(user, ct))
        {
            await ClearAsync(erasure, progress, ct);
        }
        // Again: what was on its way when it began may have come since.
        await RemoveBytesAsync(user, ct);
        schemas.Forget(user);
        var notRewritten = await erasure.ScrubAsync(rewrite, progress, ct);
        var record = await erasure.ReadAsync(ErasureRecord.FindAsync, ct) ?? throw new InvalidDataException("The erasure is not noted any more.");
        var receipt = await key.SignAsync(
            new ErasureReceipt
            {
                Format = Format,
                UserId = user.Value,
                BegunAt = UnixTime.Time(record.BegunAt),
                FinishedAt = time.GetUtcNow(),
                Seq = record.Seq,
                StateHash = record.StateHash ?? "",
                Rows = record.Rows,
                Blobs = record.Blobs,
                Bytes = record.Bytes,
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

    /// <summary>From here on nobody comes in as that user.</summary>
    internal async Task BeginAsync(ErasureConnection erasure, CancellationToken ct)
    {
        var now = UnixTime.Microseconds(time.GetUtcNow());
        var record = await erasure.WriteAsync(tx => ErasureRecord.BeginAsync(tx, now), ct);
        if (record.StateHash is null)
        {
            // Nothing changes it any more, so no lock is held meanwhile.
            var stateHash = await erasure.ReadAsync(StateHash.OfAsync, ct);
            await erasure.WriteAsync(tx => ErasureRecord.HashedAsync(tx, stateHash), ct);
        }
    }

    private async Task ClearAsync(ErasureConnection erasure, IProgress<Progress>? progress, CancellationToken ct)
    {
        await RemoveBytesAsync(erasure.User, ct);
        var rows = new RowRemoval(erasure, time);
        await SearchErasure.RunAsync(erasure, (tx, table, count) => ErasureRecord.CountAsync(tx, new Dictionary<string, long> { [table] = count }), progress, ct);
        await rows.RunAsync(progress, ct);
        await rows.EndAsync(ct);
    }

    private async Task RemoveBytesAsync(UserId user, CancellationToken ct)
    {
        try
        {
            await blobs.RemoveAllAsync(user, ct);
            foreach (var cache in Directory.Exists(caches) ? Directory.EnumerateDirectories(caches) : [])
            {
                await new FileBlobs(cache).RemoveAllAsync(user, ct);
            }
        }
        catch (ByteStoreException e)
        {
            throw new StrataException(
                ErrorCode.StoragePending,
                $"The user is locked out, but not all of their bytes can be removed now: {e.Message} Start the erasure again; it goes on.",
                e
            );
        }
    }
}
