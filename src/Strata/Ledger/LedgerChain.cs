using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Strata.Database;

namespace Strata.Ledger;

/// <summary>
/// Appends to a user's hash chain (docs/adr/0037-hash-chain.md). The rows written since the last flush make one link: its entries name each
/// row by kind, number and digest, and its hash covers the hash before it, so neither can be changed later without changing all that follow.
/// </summary>
internal sealed class LedgerChain
{
    /// <summary>Entries of a link at most: 40 KB.</summary>
    public const int MaxEntries = 1_000;

    public static readonly BulkTable Table = new(
        "ledger_chain",
        ["link_no"],
        [new("link_no", BulkType.Integer), new("seq", BulkType.Integer), new("entries", BulkType.Bytes), new("hash", BulkType.Bytes)]
    );

    private readonly ArrayBufferWriter<byte> _entries = new();
    private readonly List<object?[]> _links = [];
    private int _count;
    private long _seq;

    /// <summary>Number of the last link; 0 if there is none.</summary>
    public long LinkNo { get; private set; }

    /// <summary>Hash of the last link; null if there is none.</summary>
    public byte[]? Hash { get; private set; }

    /// <summary>Continues behind a link.</summary>
    public void Continue(long linkNo, byte[]? hash, long seq) => (LinkNo, Hash, _seq) = (linkNo, hash, seq);

    /// <param name="values">In the order of the table's chained columns.</param>
    public void Add(ChainedTable table, ReadOnlySpan<object?> values)
    {
        if (_count == MaxEntries)
        {
            Close(_seq);
        }
        var entry = _entries.GetSpan(1 + 10 + SHA256.HashSizeInBytes);
        entry[0] = table.Kind;
        var length = 1;
        for (var left = (ulong)(long)values[0]!; ; left >>= 7) // The first chained column is the row's number, which is never null.
        {
            entry[length++] = (byte)(left > 0x7F ? left | 0x80 : left);
            if (left <= 0x7F)
            {
                break;
            }
        }
        table.Digest(values, entry[length..(length + SHA256.HashSizeInBytes)]);
        _entries.Advance(length + SHA256.HashSizeInBytes);
        _count++;
    }

    /// <summary>Returns the links to write: what was added, and that the ledger goes up to <paramref name="seq"/>.</summary>
    public IReadOnlyList<object?[]> Seal(long seq)
    {
        if (_count > 0 || seq > _seq)
        {
            Close(seq);
        }
        var links = _links.ToList();
        _links.Clear();
        return links;
    }

    /// <summary>SHA-256 of the previous hash (32 zero bytes before the first link), number, ledger position and entries.</summary>
    public static byte[] HashOf(byte[]? previous, long linkNo, long seq, ReadOnlySpan<byte> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> head = stackalloc byte[SHA256.HashSizeInBytes + (2 * sizeof(long))];
        head.Clear();
        previous?.CopyTo(head);
        BinaryPrimitives.WriteInt64BigEndian(head[SHA256.HashSizeInBytes..], linkNo);
        BinaryPrimitives.WriteInt64BigEndian(head[(SHA256.HashSizeInBytes + sizeof(long))..], seq);
        hash.AppendData(head);
        hash.AppendData(entries);
        return hash.GetHashAndReset();
    }

    /// <summary>Appends rows in a transaction that has no ledger session.</summary>
    /// <param name="add">Is given what takes the rows.</param>
    public static async Task AppendAsync(UserTransaction tx, long seq, Func<Action<ChainedTable, object?[]>, Task> add)
    {
        var head =
            await tx.QueryFirstOrDefaultAsync<Head>("select chain_no, chain_hash from ledger_heads where user_id = @user")
            ?? throw new InvalidDataException($"The user '{tx.User}' has no ledger.");
        var chain = new LedgerChain();
        var last = await tx.QueryFirstOrDefaultAsync<long>(
            "select coalesce(max(seq), 0) as seq from ledger_chain where user_id = @user and link_no = @ChainNo",
            head
        );
        chain.Continue(head.ChainNo, head.ChainHash, last);
        await add((table, values) => chain.Add(table, values));
        if (chain.Seal(seq) is { Count: > 0 } links)
        {
            await tx.BulkAsync(Table, BulkMode.Insert, links);
            await tx.ExecuteAsync(
                "update ledger_heads set chain_no = @no, chain_hash = @hash where user_id = @user",
                new { no = chain.LinkNo, hash = chain.Hash }
            );
        }
    }

    private void Close(long seq)
    {
        var entries = _entries.WrittenSpan.ToArray();
        Hash = HashOf(Hash, ++LinkNo, seq, entries);
        _links.Add([LinkNo, seq, entries, Hash]);
        _entries.ResetWrittenCount();
        (_count, _seq) = (0, seq);
    }

    private sealed record Head(long ChainNo, byte[]? ChainHash);
}
