namespace Strata.Duplicates.Matching;

/// <summary>
/// Splits a fitted model's matches if they are of two kinds. Fields of one thing go wrong independently: a different birth date says little
/// about the first name. If dates and other fields differ together in many of the pairs, and agree together in the others, the former are
/// of related things: people of one household, payments of one contract. Estimated as two latent classes (after Lazarsfeld and Henry,
/// "Latent structure analysis", 1968) from the pairs themselves.
/// </summary>
internal sealed class LatentClasses(IReadOnlyList<double[]> same, IReadOnlyList<double[]> related, double share)
{
    private const int Rounds = 30;
    private const double Belief = 10;

    /// <summary>Fewest believed matches that can show two kinds.</summary>
    private const double Min = 100;

    /// <summary>Smallest share of a kind; a rarer one is what mistakes look like.</summary>
    private const double MinShare = 0.15;

    /// <summary>Related things differ in a field at this part of u's rate or more: about as often as any two do.</summary>
    private const double LikeOthers = 0.75;
    private const double MaxSlips = 0.4;

    /// <summary>By field: level shares of one thing.</summary>
    public IReadOnlyList<double[]> Same { get; } = same;

    /// <summary>By field: level shares of related things.</summary>
    public IReadOnlyList<double[]> Related { get; } = related;

    /// <summary>Share of related things.</summary>
    public double Share { get; } = share;

    /// <summary>Returns the two kinds among the pairs that the model believes in; null if they are of one.</summary>
    /// <param name="chances">Each pair's chance of being a match by the model.</param>
    public static LatentClasses? Of(PairSample pairs, double[] chances, MatchModel model, Comparison[] comparisons)
    {
        var dates = Enumerable
            .Range(0, comparisons.Length)
            .Where(f => comparisons[f].Kind is ComparisonKind.Date or ComparisonKind.Year)
            .ToArray();
        int[] believed = [.. Enumerable.Range(0, chances.Length).Where(p => chances[p] > 0.5)];
        if (dates.Length == 0 || believed.Length < Min)
        {
            return null;
        }
        bool Differs(int pair, int field) => pairs.Level(pair, field) == comparisons[field].Ordered - 1;
        // Initially, those that differ in a date and in something else.
        var related = Array.ConvertAll(
            believed,
            p =>
                Array.Exists(dates, f => Differs(p, f)) && Enumerable.Range(0, comparisons.Length).Count(f => Differs(p, f)) > 1 ? 0.9 : 0.1
        );
        double[][] same = [],
            other = [];
        var share = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            share = Math.Clamp(related.Sum() / related.Length, 1e-3, 1 - 1e-3);
            (same, other) = (Levels(r => 1 - r), Levels(r => r));
            for (var i = 0; i < believed.Length; i++)
            {
                related[i] = Chance(pairs, believed[i], same, other, share);
            }
        }
        bool[] telling =
        [
            .. comparisons.Select(
                (c, f) =>
                    other[f][c.Ordered - 1] >= LikeOthers * model.Fields[f].U[c.Ordered - 1]
                    && same[f][c.Ordered - 1] <= MaxSlips
                    && model.Fields[f].U[c.Ordered - 1] > 0.5
            ),
        ];
        return
            share is >= MinShare and <= 1 - (MinShare / 3)
            && Array.Exists(dates, f => telling[f])
            && telling.Count(t => t) > 1
            && telling.Contains(false)
            ? new LatentClasses(same, other, share)
            : null;

        double[][] Levels(Func<double, double> part)
        {
            double[][] sums = [.. comparisons.Select(c => new double[c.Levels.Count])];
            for (var i = 0; i < believed.Length; i++)
            {
                for (var f = 0; f < sums.Length; f++)
                {
                    if (pairs.Level(believed[i], f) is >= 0 and var level)
                    {
                        sums[f][level] += part(related[i]);
                    }
                }
            }
            return [.. sums.Select((s, f) => Shares(s, model.Fields[f].M))];
        }
    }

    private static double Chance(PairSample pairs, int pair, double[][] same, double[][] related, double share)
    {
        var weight = Math.Log2(share / (1 - share));
        for (var f = 0; f < same.Length; f++)
        {
            weight += pairs.Level(pair, f) is >= 0 and var level ? Math.Log2(related[f][level] / same[f][level]) : 0;
        }
        return MatchModel.Probability(weight);
    }

    private static double[] Shares(double[] sums, double[] guess)
    {
        var total = sums.Sum() + Belief;
        return [.. sums.Select((s, level) => (s + (Belief * guess[level])) / total)];
    }
}
