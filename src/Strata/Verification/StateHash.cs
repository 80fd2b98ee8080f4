using System.Buffers;
using System.Security.Cryptography;
using Strata.Database;
using Strata.Ledger;

namespace Strata.Verification;

/// <summary>One hash over a user's state: equal histories give equal hashes.</summary>
internal static class StateHash
{
    private const int Chunk = 1 << 16;

    /// <summary>
    /// SHA-256 (hex) over one line per entity in id order: its id, then what it is merged into, or its state and snapshot hash.
    /// </summary>
    public static async Task<string> OfAsync(UserConnection connection)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var lines = new ArrayBufferWriter<byte>(Chunk + 1024);
        await foreach (
            var row in connection.StreamAsync<Row>(
                """
                select e.entity_id, e.state, e.hash, case when e.root_no <> e.entity_no then
                    (select r.entity_id from entities r where r.user_id = e.user_id and r.entity_no = e.root_no) end as root_id
                from entities e where e.user_id = @user order by e.entity_id
                """
            )
        )
        {
            var line = row.RootId is { } root
                ? $"{row.EntityId} merged {root}\n"
                : $"{row.EntityId} {(row.State == EntityRecord.Deleted ? "deleted" : "active")} {Convert.ToHexStringLower(row.Hash)}\n";
            Encoding.UTF8.GetBytes(line, lines);
            if (lines.WrittenCount > Chunk)
            {
                hash.AppendData(lines.WrittenSpan);
                lines.ResetWrittenCount();
            }
        }
        hash.AppendData(lines.WrittenSpan);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed record Row(string EntityId, long State, byte[] Hash, string? RootId);
}
