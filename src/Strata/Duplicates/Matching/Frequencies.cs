namespace Strata.Duplicates.Matching;

/// <summary>How common values (or words) are: what makes agreement on "Zywicki" say more than agreement on "Smith".</summary>
internal sealed class Frequencies(double total, IReadOnlyDictionary<string, int> counts)
{
    /// <summary>Values of which there are so few are not kept: they count as this.</summary>
    public const int Rare = 3;

    public double Total { get; } = Math.Max(1, total);
    public IReadOnlyDictionary<string, int> Counts { get; } = counts;

    public int Count(string value) => Counts.GetValueOrDefault(value, Rare - 1);

    /// <summary>
    /// The chance that a record which is neither of the two that agree has the value: the two are left out, and half a record stands
    /// for what was not seen. Counting the pair itself would make every rare value look as common as a pair of duplicates makes it.
    /// </summary>
    public double Share(int count) => (Math.Max(0, count - 2) + 0.5) / Total;

    /// <summary>The counts worth keeping with a model: of common values only.</summary>
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
