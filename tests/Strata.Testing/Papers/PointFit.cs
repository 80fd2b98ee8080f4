namespace Strata.Testing.Papers;

/// <summary>
/// Fits points to signals by logistic regression with a ridge penalty: Newton's method from zero with a fixed number of steps, so that the
/// same values give the same points. A point is a tenth of a logit.
/// </summary>
internal sealed class PointFit
{
    private const int Steps = 25;
    private const double LogitOfAPoint = 0.1;

    private readonly double[] _weights;
    private readonly Dictionary<string, int> _index;

    private PointFit(double[] weights, Dictionary<string, int> index) => (_weights, _index) = (weights, index);

    /// <summary>Points of every value.</summary>
    public int Base => Points(_weights[0]);

    /// <summary>Points by signal, those of none left out.</summary>
    public IEnumerable<KeyValuePair<string, int>> BySignal =>
        _index.Select(s => KeyValuePair.Create(s.Key, Points(_weights[s.Value]))).Where(s => s.Value != 0);

    /// <param name="penalty">On the square of each weight but the first; a penalty of 1 is worth one value.</param>
    /// <param name="least">Signals of fewer values, or of fewer families than a third of that, are left out.</param>
    public static PointFit Of(IReadOnlyList<StatedValue> values, double penalty, int least)
    {
        var index = values
            .SelectMany(value => Signals(value).Select(signal => (signal, value.Paper.Family)))
            .GroupBy(s => s.signal, StringComparer.Ordinal)
            .Where(s => s.Count() >= least && s.Select(of => of.Family).Distinct().Count() * 3 >= Math.Min(least, 9))
            .Select(s => s.Key)
            .Order(StringComparer.Ordinal)
            .Select((signal, i) => (signal, i + 1))
            .ToDictionary(s => s.signal, s => s.Item2, StringComparer.Ordinal);
        int[][] rows = [.. values.Select(value => Row(value, index))];
        var weights = new double[index.Count + 1];
        for (var step = 0; step < Steps; step++)
        {
            var gradient = new double[weights.Length];
            var curvature = new double[weights.Length, weights.Length];
            for (var i = 0; i < weights.Length; i++)
            {
                gradient[i] = i == 0 ? 0 : -penalty * weights[i];
                curvature[i, i] = i == 0 ? 1e-9 : penalty;
            }
            for (var v = 0; v < rows.Length; v++)
            {
                var p = 1 / (1 + Math.Exp(-rows[v].Sum(i => weights[i])));
                var (error, spread) = ((values[v].IsRight ? 1 : 0) - p, p * (1 - p));
                foreach (var i in rows[v])
                {
                    gradient[i] += error;
                    foreach (var j in rows[v])
                    {
                        curvature[i, j] += spread;
                    }
                }
            }
            var change = Solve(curvature, gradient);
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] += change[i];
            }
        }
        return new(weights, index);
    }

    public double Probability(StatedValue value) => 1 / (1 + Math.Exp(-LogitOfAPoint * Row(value, _index).Sum(i => Points(_weights[i]))));

    private static int[] Row(StatedValue value, Dictionary<string, int> index) =>
        [0, .. Signals(value).Where(index.ContainsKey).Select(signal => index[signal])];

    private static IReadOnlyList<string> Signals(StatedValue value) => value.Field.Assessment?.Signals ?? [];

    private static int Points(double weight) => (int)Math.Round(weight / LogitOfAPoint, MidpointRounding.AwayFromZero);

    // Cholesky; the penalty makes the matrix positive definite.
    private static double[] Solve(double[,] a, double[] b)
    {
        var n = b.Length;
        var l = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = a[i, j];
                for (var k = 0; k < j; k++)
                {
                    sum -= l[i, k] * l[j, k];
                }
                l[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / l[j, j];
            }
        }
        var x = (double[])b.Clone();
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
            {
                x[i] -= l[i, k] * x[k];
            }
            x[i] /= l[i, i];
        }
        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
            {
                x[i] -= l[k, i] * x[k];
            }
            x[i] /= l[i, i];
        }
        return x;
    }
}
