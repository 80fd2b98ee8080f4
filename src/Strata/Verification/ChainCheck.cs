using System.Security.Cryptography;
using Strata.Database;
using Strata.Ledger;

namespace Strata.Verification;

/// <summary>
/// Walks a user's hash chain: every link follows from the one before, every row that it names is there with its digest, and every row of
/// its tables is in it.
/// </summary>
internal sealed class ChainCheck(UserConnection connection, Action<string, string> fault, IProgress<Progress>? progress)
{
    private const long LinksAtOnce = 20;
    private const long RowsAtOnce = 10_000;

    private readonly Dictionary<ChainedTable, NumberSet> _chained = ChainedTable.All.ToDictionary(t => t, _ => new NumberSet());
    private long _entries;
    private ILookup<long, ErasedRows.Range> _erased = Enumerable.Empty<ErasedRows.Range>().ToLookup(r => r.Kind);

    public static Task<ChainReport> RunAsync(UserConnection connection, Action<string, string> fault, IProgress<Progress>? progress) =>
        new ChainCheck(connection, fault, progress).RunAsync();

    private async Task<ChainReport> RunAsync()
    {
        var head =
            await connection.QueryFirstOrDefaultAsync<Head>("select seq, chain_no, chain_hash from ledger_heads where user_id = @user")
            ?? throw new InvalidDataException($"The user '{connection.User}' has no ledger.");
        _erased = (await ErasedRows.AllAsync(connection)).ToLookup(r => r.Kind);
        var last = await LinksAsync();
        Compare(head, last);
        var backlogs = (await connection.QueryAsync<ChainBackfill.Backlog>(ChainBackfill.Backlog.Every)).ToDictionary(b => b.Kind);
        long unchained = 0;
        foreach (var table in ChainedTable.All)
        {
            unchained += await RowsAsync(table, backlogs.GetValueOrDefault(table.Kind));
        }
        return new ChainReport(Convert.ToHexStringLower(last.Hash ?? []), last.LinkNo, last.Seq, _entries, unchained);
    }

    /// <summary>Returns the last link.</summary>
    private async Task<Link> LinksAsync()
    {
        var before = new Link(0, 0, [], null);
        while (true)
        {
            var links = await connection.QueryAsync<Link>(
                "select link_no, seq, entries, hash from ledger_chain where user_id = @user and link_no > @after order by link_no limit @most",
                new { after = before.LinkNo, most = LinksAtOnce }
            );
            var entries = new List<Entry>();
            foreach (var link in links)
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"chain/{link.LinkNo}");
                if (link.LinkNo != before.LinkNo + 1)
                {
                    fault(path, $"the links between {before.LinkNo} and it are gone");
                }
                else if (
                    link.Seq < before.Seq
                    || !LedgerChain.HashOf(before.Hash, link.LinkNo, link.Seq, link.Entries).AsSpan().SequenceEqual(link.Hash)
                )
                {
                    fault(path, "its hash is not that of the link before and its entries: it, or the link before, was changed");
                }
                if (!TryRead(link.Entries, entries))
                {
                    fault(path, "its entries can't be read");
                }
                before = link;
            }
            foreach (var group in entries.GroupBy(e => e.Table))
            {
                await CompareAsync(group.Key, [.. group]);
            }
            if (links.Count == 0)
            {
                return before;
            }
            progress?.Report(new Progress("chain", _entries, null));
        }
    }

    private void Compare(Head head, Link last)
    {
        if (head.ChainNo != last.LinkNo || !(head.ChainHash ?? []).AsSpan().SequenceEqual(last.Hash ?? []))
        {
            fault("chain", $"the ledger's head names link {head.ChainNo} as the last, the chain ends with {last.LinkNo} or another hash");
        }
        if (last.LinkNo > 0 && head.Seq != last.Seq)
        {
            fault("ledger", $"the ledger's head is at position {head.Seq}, the chain goes up to {last.Seq}");
        }
    }

    private async Task CompareAsync(ChainedTable table, IReadOnlyList<Entry> entries)
    {
        var rows = new Dictionary<long, object?[]>(entries.Count);
        foreach (var numbers in entries.Select(e => e.Number).Distinct().Chunk(LedgerChain.MaxEntries))
        {
            foreach (var row in await ChainedRows.OfAsync(connection, table, numbers))
            {
                rows[(long)row[0]!] = row; // The number is never null.
            }
        }
        var digest = new byte[SHA256.HashSizeInBytes];
        foreach (var entry in entries)
        {
            _entries++;
            _chained[table].Add(entry.Number);
            if (!rows.TryGetValue(entry.Number, out var row))
            {
                if (!_erased[table.Kind].Any(r => entry.Number >= r.FirstNo && entry.Number <= r.LastNo))
                {
                    fault(table.PathOf(entry.Number), "it is in the chain, but its row is gone, and no erasure removed it");
                }
                continue;
            }
            if (!TryDigest(table, row, digest) || !digest.AsSpan().SequenceEqual(entry.Digest.Span))
            {
                fault(table.PathOf(entry.Number), "its row is not the one that the chain names: it was changed after it was recorded");
            }
        }
    }

    /// <summary>Names rows that no link names; returns the number of those that are still to be chained.</summary>
    private async Task<long> RowsAsync(ChainedTable table, ChainBackfill.Backlog? backlog)
    {
        long after = 0;
        long unchained = 0;
        while (true)
        {
            var numbers = await connection.QueryAsync<long>(
                $"""
                select {table.Number} from {table.Name} where user_id = @user and {table.Number} > @after and {table.Filter}
                order by {table.Number} limit @most
                """,
                new { after, most = RowsAtOnce }
            );
            foreach (var number in numbers)
            {
                if (_chained[table].Contains(number))
                {
                    continue;
                }
                if (backlog is not null && number > backlog.AfterNo && number <= backlog.LastNo)
                {
                    unchained++;
                }
                else
                {
                    fault(table.PathOf(number), "its row is not in the chain: it was not written by Strata");
                }
            }
            if (numbers.Count == 0)
            {
                return unchained;
            }
            after = numbers[^1];
        }
    }

    /// <summary>False if a value is of another type than its column, which SQLite allows.</summary>
    private static bool TryDigest(ChainedTable table, object?[] row, Span<byte> digest)
    {
        try
        {
            table.Digest(row, digest);
            return true;
        }
        catch (Exception e) when (e is InvalidCastException or FormatException)
        {
            return false;
        }
    }

    private static bool TryRead(byte[] bytes, List<Entry> entries)
    {
        try
        {
            for (var at = 0; at < bytes.Length; )
            {
                var table = ChainedTable.Find(bytes[at++]) ?? throw new InvalidDataException("There is no such kind.");
                long number = 0;
                for (var shift = 0; ; shift += 7)
                {
                    var next = bytes[at++];
                    number |= (long)(next & 0x7F) << shift;
                    if (next <= 0x7F)
                    {
                        break;
                    }
                }
                entries.Add(new Entry(table, number, bytes.AsMemory(at, SHA256.HashSizeInBytes)));
                at += SHA256.HashSizeInBytes;
            }
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private readonly record struct Entry(ChainedTable Table, long Number, ReadOnlyMemory<byte> Digest);

    private sealed record Link(long LinkNo, long Seq, byte[] Entries, byte[]? Hash);

    private sealed record Head(long Seq, long ChainNo, byte[]? ChainHash);
}
