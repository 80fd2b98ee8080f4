namespace Strata.Duplicates.Matching;

/// <summary>How common values (or words) are: agreement on "Zywicki" says more than agreement on "Smith".</summary>
internal sealed class Frequencies(double total, IReadOnlyDictionary<string, int> counts)
{
    /// <summary>Lowest count that is kept; rarer values count as one less.</summary>
    public const int Rare = 3;

    public double Total { get; } = Math.Max(1, total);
    public IReadOnlyDictionary<string, int> Counts { get; } = counts;

    public int Count(string value) => Counts.GetValueOrDefault(value, Rare - 1);

    /// <summary>
    /// Returns the chance that a record other than the two that agree has the value: the two are left out, and half a record is added for
    /// unseen ones. Counting the pair itself would make rare values of duplicates look common.
    /// </summary>
    public double Share(int count) => (Math.Max(0, count - 2) + 0.5) / Total;

    /// <summary>Returns the counts that are stored with a model: of common values only.</summary>
    public static Frequencies Of(IReadOnlyList<string> values, IReadOnlyList<int> counts, double total)
    {
        var kept = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < values.Count; i++)
        {
            if (counts[i] >= Rare)
            {
                kept.Add(values[i], counts[i]);
            }
        }
        return new Frequencies(total, kept);
    }
}
