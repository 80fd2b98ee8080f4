namespace Strata.Duplicates.Matching;

/// <summary>
/// If a file holds everything once, no record of the other file can be the same as two of its records: likely partners count against each
/// other. The chance of a pair becomes its odds among those of its rivals and of there being no partner at all.
/// </summary>
/// <param name="FirstIsUnique">Whether the first file holds everything once: records of the second have at most one partner in it.</param>
/// <param name="SecondIsUnique">Whether the second file holds everything once.</param>
internal sealed record OneToOneConstraint(bool FirstIsUnique, bool SecondIsUnique)
{
    public static readonly OneToOneConstraint None = new(false, false);
    public static readonly OneToOneConstraint Both = new(true, true);

    /// <summary>Share of records whose second partner is good by accident.</summary>
    private const double Accidents = 0.03;

    /// <summary>Bits from which a partner is sure.</summary>
    private const double Sure = 5;

    /// <summary>Bits that a partner may have less than the usual best one and still be as good.</summary>
    private const double AsGood = 3;

    public bool Any => FirstIsUnique || SecondIsUnique;

    /// <summary>Returns the weights with the rivals counted in.</summary>
    public double[] Apply(int rows, ReadOnlySpan<(int A, int B)> pairs, ReadOnlySpan<double> weights)
    {
        // Sums of odds in the log domain, by row: of the first file if the second is unique, and the other way round.
        var most = new double[rows];
        var sums = new double[rows];
        Array.Fill(most, double.NegativeInfinity);
        for (var i = 0; i < pairs.Length; i++)
        {
            Most(SecondIsUnique, pairs[i].A, weights[i], most);
            Most(FirstIsUnique, pairs[i].B, weights[i], most);
        }
        for (var i = 0; i < pairs.Length; i++)
        {
            Sum(SecondIsUnique, pairs[i].A, weights[i], most, sums);
            Sum(FirstIsUnique, pairs[i].B, weights[i], most, sums);
        }
        var contested = new double[pairs.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            var own = weights[i];
            var rivals =
                (SecondIsUnique ? Others(own, pairs[i].A, most, sums) : 0) + (FirstIsUnique ? Others(own, pairs[i].B, most, sums) : 0);
            contested[i] = own - Math.Log2(1 + rivals);
        }
        return contested;
    }

    /// <summary>
    /// Whether the rows that <paramref name="row"/> returns have one partner each: the second best is hardly ever as good as the usual
    /// best.
    /// </summary>
    public static bool HasOnePartner(IReadOnlyList<double> weights, Func<int, int> row)
    {
        var best = new Dictionary<int, (double First, double Second)>();
        for (var i = 0; i < weights.Count; i++)
        {
            if (weights[i] > Sure)
            {
                var (first, second) = best.GetValueOrDefault(row(i), (double.NegativeInfinity, double.NegativeInfinity));
                best[row(i)] = weights[i] > first ? (weights[i], first) : (first, Math.Max(second, weights[i]));
            }
        }
        if (best.Count == 0)
        {
            return true;
        }
        var usual = best.Values.Select(b => b.First).Order().ElementAt(best.Count / 2);
        return best.Values.Count(b => b.Second >= usual - AsGood) <= best.Count * Accidents;
    }

    private static void Most(bool counts, int row, double weight, double[] most)
    {
        if (counts && weight > most[row])
        {
            most[row] = weight;
        }
    }

    private static void Sum(bool counts, int row, double weight, double[] most, double[] sums)
    {
        if (counts)
        {
            sums[row] += LogOdds.Power(weight - most[row]);
        }
    }

    /// <summary>Returns the odds of the row's other pairs.</summary>
    private static double Others(double own, int row, double[] most, double[] sums) =>
        Math.Max(0, sums[row] - LogOdds.Power(own - most[row])) * LogOdds.Power(Math.Min(most[row], 500));
}
