using System.Security.Cryptography;
using Strata.Database;

namespace Strata.Ledger;

/// <summary>Contents that were erased and must not come back, as keyed hashes of their digests: the table tells nobody what they were.</summary>
internal static class ErasedContents
{
    private const int KeyBytes = 32;

    public static readonly BulkTable Table = new(
        "erased_contents",
        ["erasure_no", "source_no"],
        [new("erasure_no", BulkType.Integer), new("source_no", BulkType.Integer), new("hash", BulkType.Bytes)]
    );

    /// <summary>Returns the user's key; a new one before the first erasure.</summary>
    public static async Task<byte[]> KeyAsync(UserConnection connection) =>
        await FindKeyAsync(connection) ?? RandomNumberGenerator.GetBytes(KeyBytes);

    public static byte[] HashOf(byte[] key, string digest) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(digest));

    /// <exception cref="StrataException">CONFLICT: these bytes were erased.</exception>
    public static async Task RefuseAsync(UserConnection connection, string digest)
    {
        if (await FindKeyAsync(connection) is not { } key)
        {
            return;
        }
        var erasure = await connection.QueryFirstOrDefaultAsync<long?>(
            """
            select c.erasure_no from erased_contents c
            join part_erasures e on e.user_id = c.user_id and e.erasure_no = c.erasure_no and e.lifted_no is null
            where c.user_id = @user and c.hash = @hash
            """,
            new { hash = HashOf(key, digest) }
        );
        if (erasure is { } no)
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"These bytes were erased by {Ids.Decision(no)} and don't come back: lift that erasure to take them in again."
            );
        }
    }

    private static Task<byte[]?> FindKeyAsync(UserConnection connection) =>
        connection.QueryFirstOrDefaultAsync<byte[]>(
            "select content_key from part_erasures where user_id = @user order by erasure_no limit 1"
        );
}
