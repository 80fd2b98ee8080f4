using System.Runtime.InteropServices;

namespace Strata.Duplicates;

/// <summary>
/// The entities that may be the same as one record: those with which it shares the most information by its keys. A key that c of n records
/// have says log2(n/c) bits; of keys that say the same only the rarest counts. So much as one key that few share is enough, of whichever
/// keys it is made up. The work is bounded: the commonest keys are left out where the lists before them are long.
/// </summary>
internal static class NearKeys
{
    /// <summary>Most records that are compared.</summary>
    private const int MostFound = 40;

    /// <summary>Entries of lists that are read.</summary>
    private const int MostRead = 10_000;
    private const int Groups = 64;

    /// <param name="limit">So many records may share what two have in common.</param>
    /// <param name="records">How many there were when that was last counted; a key that more have says that there are more.</param>
    public static IReadOnlyList<long> Find(IReadOnlyList<KeyList> keys, int limit, double records, long itself)
    {
        var shared = new Dictionary<long, (double Bits, ulong Groups)>(MostRead);
        var groups = new Dictionary<int, int>();
        var read = 0;
        var all = keys.Select(k => (double)k.Count).Append(records).Append(2).Max();
        foreach (var key in keys.Where(k => k.Count > 0 && k.IsListed).DistinctBy(k => k.Key).OrderBy(k => k.Count).ThenBy(k => k.Key))
        {
            read += key.Count;
            if (read > MostRead && read > key.Count)
            {
                break;
            }
            if (!groups.TryGetValue(key.Group, out var group))
            {
                groups.Add(key.Group, group = groups.Count % Groups);
            }
            var bits = Math.Log2(all / key.Count);
            foreach (var no in key.EntityNos())
            {
                ref var of = ref CollectionsMarshal.GetValueRefOrAddDefault(shared, no, out _);
                if ((of.Groups & (1UL << group)) == 0)
                {
                    of = (of.Bits + bits, of.Groups | (1UL << group));
                }
            }
        }
        shared.Remove(itself);
        var enough = Math.Log2(all / limit);
        return [.. shared.Where(s => s.Value.Bits >= enough).OrderByDescending(s => s.Value.Bits).ThenBy(s => s.Key).Take(MostFound).Select(s => s.Key).Order()];
    }
}
