using System.Buffers;

namespace Strata.Duplicates;

/// <summary>
/// Finds the entities that share the most information with one record by its keys. A key that c of n records have is worth log2(n/c) bits;
/// of keys that say the same only the rarest counts. Sharing as much as one rare key is enough, by whichever keys. The work is bounded: the
/// commonest keys are skipped if the lists before them are long.
/// </summary>
internal static class NearKeys
{
    /// <summary>Most records that are compared.</summary>
    private const int MaxFound = 60;

    /// <summary>Most list entries that are read.</summary>
    private const int MaxRead = 10_000;
    private const int Groups = 64;

    /// <summary>Low bits of an entry, which name its list; the entity's number is above them.</summary>
    private const int ListBits = 10;
    private const int MaxLists = 1 << ListBits;

    /// <summary>Returns the entities, those that share most first.</summary>
    /// <param name="limit">Most records that may share what two have in common.</param>
    /// <param name="records">Number of records when last counted; a key with more entries raises it.</param>
    public static IReadOnlyList<long> Find(IReadOnlyList<KeyList> keys, int limit, double records, long itself)
    {
        var all = keys.Select(k => (double)k.Count).Append(records).Append(2).Max();
        var lists = Read(keys);
        var length = lists.Sum(l => l.Entries);
        // Rented: an array this long, allocated for every record, would trigger full collections again and again.
        var rented = ArrayPool<long>.Shared.Rent(length);
        try
        {
            var entries = rented.AsSpan(..length);
            Gather(lists, entries);
            entries.Sort();
            return
            [
                .. Sharing(lists, entries, all, Math.Log2(all / limit))
                    .Where(s => s.No != itself)
                    .OrderByDescending(s => s.Bits)
                    .ThenBy(s => s.No)
                    .Take(MaxFound)
                    .Select(s => s.No),
            ];
        }
        finally
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    /// <summary>Returns the lists to read, rarest first.</summary>
    private static List<KeyList> Read(IReadOnlyList<KeyList> keys)
    {
        var read = new List<KeyList>();
        var entries = 0;
        foreach (
            var key in keys.Where(k => k.Count > 0 && k.IsListed)
                .DistinctBy(k => k.Key)
                .OrderBy(k => k.Count)
                .ThenBy(k => k.Key)
                .Take(MaxLists)
        )
        {
            entries += key.Count;
            if (entries > MaxRead && entries > key.Count)
            {
                break;
            }
            read.Add(key);
        }
        return read;
    }

    private static void Gather(List<KeyList> lists, Span<long> entries)
    {
        for (var list = 0; list < lists.Count; list++)
        {
            var own = entries[..lists[list].Entries];
            lists[list].Unpack(own);
            foreach (ref var entry in own)
            {
                entry = (entry << ListBits) | (uint)list;
            }
            entries = entries[own.Length..];
        }
    }

    /// <param name="entries">Sorted: each entity's entries together, those of rarer lists first.</param>
    private static List<(long No, double Bits)> Sharing(List<KeyList> lists, ReadOnlySpan<long> entries, double all, double enough)
    {
        var says = Array.ConvertAll<KeyList, double>([.. lists], l => Math.Log2(all / l.Count));
        var group = GroupsOf(lists);
        var sharing = new List<(long, double)>();
        for (var at = 0; at < entries.Length; )
        {
            var no = entries[at] >> ListBits;
            var (bits, heard) = (0.0, 0UL);
            for (; at < entries.Length && entries[at] >> ListBits == no; at++)
            {
                var list = (int)entries[at] & (MaxLists - 1);
                bits += (heard & group[list]) == 0 ? says[list] : 0;
                heard |= group[list];
            }
            if (bits >= enough)
            {
                sharing.Add((no, bits));
            }
        }
        return sharing;
    }

    /// <summary>Returns a bit for each list; lists of keys that say the same share one.</summary>
    private static ulong[] GroupsOf(List<KeyList> lists)
    {
        var known = new Dictionary<int, int>();
        var bits = new ulong[lists.Count];
        for (var i = 0; i < bits.Length; i++)
        {
            if (!known.TryGetValue(lists[i].Group, out var group))
            {
                known.Add(lists[i].Group, group = known.Count % Groups);
            }
            bits[i] = 1UL << group;
        }
        return bits;
    }
}
