using System.Security.Cryptography;
using System.Text;
using Strata.Database;
using Strata.Entities;

namespace Strata.Proof;

/// <summary>One hash for all of a user's state: equal histories give equal hashes.</summary>
internal static class StateHash
{
    /// <summary>SHA-256 (hex) over a line per entity in id order: id, then what it was merged into, or its state and snapshot hash.</summary>
    public static async Task<string> OfAsync(UserConnection connection)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (
            var row in connection.StreamAsync<Row>(
                """
                select e.entity_id, e.state, e.hash, r.entity_id as root_id from entities e
                join entities r on r.user_id = e.user_id and r.entity_no = e.root_no
                where e.user_id = @user order by e.entity_id
                """
            )
        )
        {
            var merged = !string.Equals(row.EntityId, row.RootId, StringComparison.Ordinal);
            var line = merged
                ? $"{row.EntityId} merged {row.RootId}\n"
                : $"{row.EntityId} {(row.State == EntityRecord.Deleted ? "deleted" : "active")} {Convert.ToHexStringLower(row.Hash)}\n";
            hash.AppendData(Encoding.UTF8.GetBytes(line));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed record Row(string EntityId, long State, byte[] Hash, string RootId);
}
