namespace Strata.Duplicates;

/// <summary>The entities that may be the same as one record, from the lists of its keys: short lists whole, long ones crossed with each other.</summary>
internal static class NearKeys
{
    private const int MostCrossed = 10;
    private const int MostFound = 400;

    /// <param name="keys">Each key of the record with its group, how many have it, and who (in order; nobody where too many have it).</param>
    /// <param name="limit">Most that one key, or keys put together, may bring.</param>
    public static IReadOnlyCollection<long> Find(IReadOnlyList<(ulong Key, int Group, int Count, long[] EntityNos)> keys, int limit)
    {
        var found = new HashSet<long>();
        foreach (var (_, _, count, nos) in keys.OrderBy(k => k.Count))
        {
            if (count <= limit && found.Count < MostFound)
            {
                found.UnionWith(nos);
            }
        }
        var common = keys.Where(k => k.Count > limit && k.EntityNos.Length > 0).DistinctBy(k => k.Key).OrderBy(k => k.Count).ThenBy(k => k.Key).Take(MostCrossed).ToList();
        for (var i = 0; i < common.Count; i++)
        {
            for (var j = i + 1; j < common.Count && found.Count < MostFound; j++)
            {
                if (common[i].Group == common[j].Group)
                {
                    continue;
                }
                var both = Cross(common[i].EntityNos, common[j].EntityNos);
                if (both.Length <= limit)
                {
                    found.UnionWith(both);
                    continue;
                }
                for (var k = j + 1; k < common.Count; k++)
                {
                    if (common[k].Group != common[i].Group && common[k].Group != common[j].Group && Cross(both, common[k].EntityNos) is var all && all.Length <= limit)
                    {
                        found.UnionWith(all);
                    }
                }
            }
        }
        return found;
    }

    private static long[] Cross(long[] a, long[] b)
    {
        if (a.Length > b.Length)
        {
            (a, b) = (b, a);
        }
        var both = new List<long>();
        var at = 0;
        foreach (var no in a)
        {
            while (at < b.Length && b[at] < no)
            {
                at++;
            }
            if (at < b.Length && b[at] == no)
            {
                both.Add(no);
            }
        }
        return [.. both];
    }
}
