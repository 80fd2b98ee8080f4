namespace Strata.Testing.Papers;

/// <summary>How well stated confidences agree with what was right.</summary>
internal sealed class Reliability
{
    private const int BinCount = 10;

    /// <summary>Values of one tenth of the confidence, their mean confidence and the share that was right.</summary>
    public sealed record Bin(int Values, double Stated, double Right);

    private Reliability(IReadOnlyList<Bin> bins, int values, double right, double auroc) =>
        (Bins, Values, Right, Auroc) = (bins, values, right, auroc);

    /// <summary>Ten bins of equal width.</summary>
    public IReadOnlyList<Bin> Bins { get; }
    public int Values { get; }
    public double Right { get; }

    /// <summary>How often a right value has more confidence than a wrong one; ties count half.</summary>
    public double Auroc { get; }

    /// <summary>Expected calibration error: distance of confidence and share right, weighted by the values of each bin.</summary>
    public double CalibrationError => Bins.Sum(bin => bin.Values * Math.Abs(bin.Stated - bin.Right)) / Values;

    public static Reliability Of(IReadOnlyCollection<(double Confidence, bool IsRight)> values)
    {
        var bins = Enumerable
            .Range(0, BinCount)
            .Select(i => values.Where(v => Math.Min(BinCount - 1, (int)(v.Confidence * BinCount)) == i).ToList())
            .Select(of => new Bin(
                of.Count,
                of.Count == 0 ? 0 : of.Average(v => v.Confidence),
                of.Count == 0 ? 0 : of.Average(v => v.IsRight ? 1.0 : 0)
            ))
            .ToList();
        return new(bins, values.Count, values.Average(v => v.IsRight ? 1.0 : 0), AreaOf(values));
    }

    // Mann and Whitney's U over the number of pairs.
    private static double AreaOf(IReadOnlyCollection<(double Confidence, bool IsRight)> values)
    {
        double below = 0,
            wins = 0;
        foreach (var tied in values.GroupBy(v => v.Confidence).OrderBy(v => v.Key))
        {
            var (right, wrong) = (tied.Count(v => v.IsRight), tied.Count(v => !v.IsRight));
            wins += right * (below + (wrong / 2.0));
            below += wrong;
        }
        return wins / (below * (values.Count - below));
    }

    /// <summary>As a table of Markdown with a bar for the share that was right.</summary>
    public IEnumerable<string> Table()
    {
        yield return "| confidence | values | stated | right | |";
        yield return "|---|---|---|---|---|";
        foreach (var (bin, i) in Bins.Select((bin, i) => (bin, i)))
        {
            if (bin.Values > 0)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {i / 10.0:0.0}–{(i + 1) / 10.0:0.0} | {bin.Values} | {bin.Stated:0.00} | {bin.Right:0.00} | {Bar(bin)} |"
                );
            }
        }
    }

    private static string Bar(Bin bin)
    {
        var (right, stated) = ((int)Math.Round(bin.Right * 20), (int)Math.Round(bin.Stated * 20));
        return $"`{string.Concat(Enumerable.Range(0, 21).Select(i => i == stated ? '│' : i < right ? '█' : '·'))}`";
    }
}
