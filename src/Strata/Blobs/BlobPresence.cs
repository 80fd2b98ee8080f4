using Strata.Blobs.Backends;
using Strata.Database;

namespace Strata.Blobs;

/// <summary>Looks up every content of a user in the place its row names, without reading bytes.</summary>
internal static class BlobPresence
{
    private const int Batch = 200;
    private const int AtOnce = 8;

    /// <param name="read">Reads as the user.</param>
    /// <exception cref="BlobBackendException">The store can't say now.</exception>
    public static async Task<BlobsMissing> CountAsync(
        BlobStore blobs,
        UserId user,
        Func<Func<UserConnection, Task<IReadOnlyList<Row>>>, Task<IReadOnlyList<Row>>> read,
        CancellationToken ct
    )
    {
        var (files, absent, elsewhere, after) = (0L, 0, 0, "");
        while (true)
        {
            var from = after;
            var rows = await read(c =>
                c.QueryAsync<Row>(
                    """
                    select digest, location from blobs
                    where user_id = @user and digest > @after and location not in ('row', 'spool') order by digest limit @batch
                    """,
                    new { after = from, batch = (long)Batch }
                )
            );
            if (rows.Count == 0)
            {
                return new BlobsMissing(files, absent, elsewhere);
            }
            await Parallel.ForEachAsync(
                rows,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
                async (row, c) =>
                {
                    if (blobs.StoreOf(row.Location) is not { } store)
                    {
                        Interlocked.Increment(ref elsewhere);
                    }
                    else if (await store.FindAsync(user, row.Digest, c) is null)
                    {
                        Interlocked.Increment(ref absent);
                    }
                }
            );
            files += rows.Count;
            after = rows[^1].Digest;
        }
    }

    internal sealed record Row(string Digest, string Location);
}

/// <param name="Files">Contents outside of the database.</param>
/// <param name="Absent">Of those, missing in their store.</param>
/// <param name="Elsewhere">Of those, in a store unknown to this process.</param>
internal sealed record BlobsMissing(long Files, long Absent, long Elsewhere)
{
    public long All => Absent + Elsewhere;
}
