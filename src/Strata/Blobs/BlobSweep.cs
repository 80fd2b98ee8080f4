using Strata.Blobs.Backends;
using Strata.Database;

namespace Strata.Blobs;

/// <summary>
/// Removes a user's bytes that no row refers to, long after they were written: lists the store, then checks and removes each under the
/// user's lock (docs/adr/0016-blob-stores.md).
/// </summary>
internal sealed class BlobSweep(IDatabase database, BlobStore blobs, Spool spool, TimeProvider time)
{
    private const int Batch = 500;
    private const int Shown = 100;

    /// <exception cref="StrataException">INVALID_CONTENT.</exception>
    public static void Check(SweepRequest request)
    {
        if (request.GraceHours is not (>= 1 and <= 24 * 3650))
        {
            throw new StrataException(ErrorCode.InvalidContent, "The grace period must be between 1 and 87600 hours.");
        }
    }

    /// <param name="record">Records the removal (JSON) before it begins.</param>
    public async Task<SweepReport> RunAsync(IUserWrites writes, SweepRequest request, Func<string, Task> record, CancellationToken ct)
    {
        Check(request);
        var detail = string.Create(CultureInfo.InvariantCulture, $$"""{"grace_hours":{{request.GraceHours}}}""");
        var before = time.GetUtcNow() - TimeSpan.FromHours(request.GraceHours);
        try
        {
            return await SweepAsync(writes, request.Delete, before, () => record(detail), ct);
        }
        catch (BlobBackendException e)
        {
            throw new StrataException(ErrorCode.StoragePending, $"The blob store cannot be swept now: {e.Message}", e);
        }
    }

    private async Task<SweepReport> SweepAsync(
        IUserWrites writes,
        bool delete,
        DateTimeOffset before,
        Func<Task> record,
        CancellationToken ct
    )
    {
        if (delete && !await blobs.Store.ProbeAsync(ct))
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"{blobs.Store.Description} ignores If-None-Match, so the sweep could delete blobs that are being stored again. Nothing was deleted."
            );
        }
        if (delete)
        {
            await record();
        }
        var user = writes.User;
        var (seen, swept) = (0L, new List<ListedBlob>());
        var old = new List<ListedBlob>(Batch);
        await foreach (var kept in blobs.Store.ListAsync(user, ct))
        {
            seen++;
            if (kept.KeptAt < before)
            {
                old.Add(kept);
            }
            if (old.Count == Batch)
            {
                swept.AddRange(await SweepAsync(writes, old, delete, before, ct));
                old.Clear();
            }
        }
        swept.AddRange(await SweepAsync(writes, old, delete, before, ct));
        if (delete)
        {
            await spool.RemoveLeftoversAsync(user, ct);
        }
        return new SweepReport
        {
            Deleted = delete,
            Seen = seen,
            Blobs = swept.Count,
            Bytes = swept.Sum(k => k.ByteSize),
            Unfinished = await blobs.Store.EndUnfinishedAsync(user, before, delete, ct),
            Digests = [.. swept.Take(Shown).Select(k => k.Digest)],
        };
    }

    /// <summary>Removes unreferenced ones.</summary>
    private async Task<List<ListedBlob>> SweepAsync(
        IUserWrites writes,
        List<ListedBlob> old,
        bool delete,
        DateTimeOffset before,
        CancellationToken ct
    )
    {
        if (old.Count == 0)
        {
            return [];
        }
        var digests = old.ConvertAll(k => k.Digest);
        var known = await database.ReadAsync(
            writes.User,
            c => c.QueryAsync<string>("select digest from blobs where user_id = @user and digest IN_LIST(@digests)", new { digests }),
            ct
        );
        var orphans = old.ExceptBy(known, k => k.Digest).ToList();
        var removed = new List<ListedBlob>();
        foreach (var orphan in delete ? orphans : [])
        {
            if (await writes.WriteAsync(tx => UnusedBlobRemoval.RemoveAsync(tx, blobs.Store, orphan.Digest, before)))
            {
                removed.Add(orphan);
            }
        }
        return delete ? removed : orphans;
    }
}
