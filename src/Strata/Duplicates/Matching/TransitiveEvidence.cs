namespace Strata.Duplicates.Matching;

/// <summary>
/// A record that is the same as two others is evidence that those two are the same. The pair's weight becomes the mean of its own and of
/// the weaker of the two links through that record, less a little, if that is more. Own evidence against still counts, so chains of less
/// and less likely records do not grow together.
/// </summary>
internal static class TransitiveEvidence
{
    /// <summary>Weight assumed for pairs that were not compared or were dropped.</summary>
    private const double Unheard = -12;
    private const double Doubt = 2;
    private const int MaxPartners = 100;

    /// <param name="pairs">Ordered by row; so is the result.</param>
    public static List<ScoredPair> Hear(List<ScoredPair> pairs, double least)
    {
        var partners = new Dictionary<int, List<(int Row, double Weight)>>();
        foreach (var pair in pairs)
        {
            if (pair.Weight > 0)
            {
                Add(partners, pair.A, pair.B, pair.Weight);
                Add(partners, pair.B, pair.A, pair.Weight);
            }
        }
        var own = new Dictionary<(int, int), double>();
        foreach (var pair in pairs)
        {
            if (partners.ContainsKey(pair.A) || partners.ContainsKey(pair.B))
            {
                own[(pair.A, pair.B)] = pair.Weight;
            }
        }
        var raised = new Dictionary<(int, int), double>();
        foreach (var known in partners.Values)
        {
            if (known.Count > MaxPartners)
            {
                continue;
            }
            for (var i = 0; i < known.Count; i++)
            {
                for (var j = i + 1; j < known.Count; j++)
                {
                    var key = known[i].Row < known[j].Row ? (known[i].Row, known[j].Row) : (known[j].Row, known[i].Row);
                    var before = own.GetValueOrDefault(key, Unheard);
                    var after = (Math.Min(known[i].Weight, known[j].Weight) - Doubt + before) / 2;
                    if (after > before && after >= least && after > raised.GetValueOrDefault(key, double.NegativeInfinity))
                    {
                        raised[key] = after;
                    }
                }
            }
        }
        if (raised.Count == 0)
        {
            return pairs;
        }
        var heard = pairs.ConvertAll(p => raised.Remove((p.A, p.B), out var weight) ? p with { Weight = weight } : p);
        heard.AddRange(raised.Select(r => new ScoredPair(r.Key.Item1, r.Key.Item2, r.Value)));
        heard.Sort((a, b) => a.A != b.A ? a.A.CompareTo(b.A) : a.B.CompareTo(b.B));
        return heard;
    }

    private static void Add(Dictionary<int, List<(int Row, double Weight)>> partners, int row, int other, double weight)
    {
        if (!partners.TryGetValue(row, out var known))
        {
            partners[row] = known = [];
        }
        known.Add((other, weight));
    }
}
