namespace Strata.Duplicates.Matching;

/// <summary>Levels of one field: how often each occurs among records of the same thing (m) and of different things (u).</summary>
internal sealed class FieldModel(double[] m, double[] u, int ordered)
{
    public double[] M { get; } = m;
    public double[] U { get; } = u;

    /// <summary>Evidence of each level in bits: log2(m/u), Fellegi and Sunter, "A theory for record linkage", JASA 64 (1969).</summary>
    public double[] Weights { get; } = WeightsOf(m, u, ordered);

    /// <summary>Level of values that have nothing in common.</summary>
    public int Different { get; } = ordered - 1;

    private readonly double[] _bits = Array.ConvertAll(m, Math.Log2);

    /// <summary>Known values that mean the same.</summary>
    public Pairings? Pairings { get; init; }

    public FieldModel With(Pairings? pairings, int ordered) => new(M, U, ordered) { Pairings = pairings };

    /// <summary>Returns the evidence of two records at this level, in bits.</summary>
    public double Weigh(Comparison comparison, int a, int b, int level) =>
        level <= 0 || Pairings is null
            ? Weight(level, level < 0 ? double.NaN : comparison.Rarity(a, b, level))
            : Pairings.Weight(comparison.Column.Codes[a], comparison.Column.Codes[b]) ?? Weight(level, comparison.Rarity(a, b, level));

    /// <param name="rarity">-log2 of the chance that a random pair agrees as this one does; NaN if the level's u holds.</param>
    public double Weight(int level, double rarity) =>
        level < 0 ? 0
        : double.IsNaN(rarity) ? Weights[level]
        : _bits[level] + rarity;

    /// <summary>
    /// Returns weights that never rise as likeness falls: neighbours in the wrong order, which only chance causes, are pooled (pool
    /// adjacent violators, Ayer et al. 1955).
    /// </summary>
    private static double[] WeightsOf(double[] m, double[] u, int ordered)
    {
        var pools = new List<(double M, double U, int Levels)>();
        for (var level = 0; level < ordered; level++)
        {
            pools.Add((m[level], u[level], 1));
            while (pools.Count > 1 && pools[^1].M * pools[^2].U > pools[^2].M * pools[^1].U)
            {
                pools[^2] = (pools[^2].M + pools[^1].M, pools[^2].U + pools[^1].U, pools[^2].Levels + pools[^1].Levels);
                pools.RemoveAt(pools.Count - 1);
            }
        }
        var weights = pools.SelectMany(p => Enumerable.Repeat(Math.Log2(p.M / p.U), p.Levels));
        return [.. weights, .. Enumerable.Range(ordered, m.Length - ordered).Select(l => Math.Log2(m[l] / u[l]))];
    }
}
