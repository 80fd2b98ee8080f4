using Strata.Database;

namespace Strata.Erasure;

/// <summary>An erasure under way: the state at its begin, and what has been removed so far.</summary>
/// <param name="BegunAt">Unix microseconds.</param>
/// <param name="StateHash">Null: not computed yet.</param>
/// <param name="Removed">Rows by table, as JSON.</param>
/// <param name="Place">Blob store that was used at the begin or on resumption. Null: begun by an older program.</param>
/// <param name="Missing">Contents whose bytes were missing then.</param>
internal sealed record ErasureRecord(
    long BegunAt,
    long Seq,
    string? StateHash,
    long Blobs,
    long Bytes,
    string Removed,
    string? Place,
    long? Missing,
    byte[]? ChainHead
)
{
    public const string Table = "erasures";

    public static Task<ErasureRecord?> FindAsync(UserConnection connection) =>
        connection.QueryFirstOrDefaultAsync<ErasureRecord>(
            "select begun_at, seq, state_hash, blobs, bytes, removed, place, missing, chain_head from erasures where user_id = @user"
        );

    /// <summary>Begins an erasure, or continues one. From the commit on the user has no access.</summary>
    /// <exception cref="StrataException">UNAUTHENTICATED: there is no such user.</exception>
    public static async Task<ErasureRecord> BeginAsync(UserTransaction tx, long now, string place, long missing)
    {
        if (await FindAsync(tx) is { } earlier)
        {
            await tx.ExecuteAsync("update erasures set place = @place, missing = @missing where user_id = @user", new { place, missing });
            return earlier with { Place = place, Missing = missing };
        }
        var locked = await tx.ExecuteAsync("update ledger_heads set erased_from = @now where user_id = @user", new { now });
        if (locked == 0)
        {
            throw new StrataException(ErrorCode.Unauthenticated, $"There is no user '{tx.User}'.") { IsNoUser = true };
        }
        await tx.ExecuteAsync(
            """
            insert into erasures (user_id, begun_at, seq, blobs, bytes, removed, place, missing, chain_head)
            select @user, @now, h.seq,
                (select count(*) from blobs where user_id = @user),
                (select cast(coalesce(sum(byte_size), 0) as bigint) from blobs where user_id = @user),
                '{}', @place, @missing, h.chain_hash
            from ledger_heads h where h.user_id = @user
            """,
            new
            {
                now,
                place,
                missing,
            }
        );
        // Workers look for these across all users, and could do nothing about them.
        await tx.ExecuteAsync("update runs set status = 'failed', lease_until = null where user_id = @user and status = 'running'");
        await CountAsync(
            tx,
            new Dictionary<string, long>
            {
                ["jobs"] = await tx.ExecuteAsync("delete from jobs where user_id = @user and state <> 1"),
                ["job_schedules"] = await tx.ExecuteAsync("delete from job_schedules where user_id = @user"),
                ["usage_reservations"] = await tx.ExecuteAsync("delete from usage_reservations where user_id = @user"),
            }
        );
        return await FindAsync(tx) ?? throw new InvalidDataException("The erasure was not noted.");
    }

    public static Task<int> HashedAsync(UserTransaction tx, string stateHash) =>
        tx.ExecuteAsync("update erasures set state_hash = @stateHash where user_id = @user and state_hash is null", new { stateHash });

    /// <summary>Adds to the count of removed rows; returns the sum of what was added.</summary>
    public static async Task<long> CountAsync(UserTransaction tx, IReadOnlyDictionary<string, long> removed)
    {
        var record = await FindAsync(tx) ?? throw new InvalidDataException("There is no erasure under way.");
        var rows = new SortedDictionary<string, long>(record.Rows.ToDictionary(), StringComparer.Ordinal);
        foreach (var (table, count) in removed)
        {
            rows[table] = rows.GetValueOrDefault(table) + count;
        }
        await tx.ExecuteAsync(
            "update erasures set removed = @removed where user_id = @user",
            new { removed = JsonSerializer.Serialize<IReadOnlyDictionary<string, long>>(rows, StrataJson.Options) }
        );
        return removed.Values.Sum();
    }

    public static Task<int> ForgetAsync(UserTransaction tx) => tx.ExecuteAsync("delete from erasures where user_id = @user");

    public IReadOnlyDictionary<string, long> Rows =>
        JsonSerializer.Deserialize<IReadOnlyDictionary<string, long>>(Removed, StrataJson.Options) ?? new Dictionary<string, long>();
}
