namespace Strata.Review.Calibrating;

/// <summary>How many values of a confidence were right when somebody looked.</summary>
internal readonly record struct Outcome(double Confidence, long Right, long Total);

/// <summary>How often values are right by their confidence: a rising step function, fitted by pooling adjacent violators.</summary>
internal sealed class IsotonicCurve
{
    /// <summary>Values that are counted together at least, so that a step is not the luck of a few.</summary>
    private const long MinTogether = 20;

    /// <summary>The 97.5th percentile of the normal distribution: of intervals that hold 95 of 100.</summary>
    private const double Quantile = 1.959964;

    private readonly List<Step> _steps = [];

    private IsotonicCurve(long count) => Count = count;

    /// <summary>What it was fitted on.</summary>
    public long Count { get; }

    public static IsotonicCurve Of(IEnumerable<Outcome> outcomes)
    {
        var bins = new List<Step>();
        foreach (var o in outcomes.OrderBy(o => o.Confidence))
        {
            var next = new Step(o.Confidence, o.Confidence, o.Right, o.Total);
            if (bins is [.., var last] && (last.Total < MinTogether || last.To == o.Confidence))
            {
                bins[^1] = last.With(next);
            }
            else
            {
                bins.Add(next);
            }
        }
        if (bins is [.., var before, { Total: < MinTogether } few])
        {
            bins[^2] = before.With(few);
            bins.RemoveAt(bins.Count - 1);
        }
        var curve = new IsotonicCurve(bins.Sum(b => b.Total));
        foreach (var bin in bins)
        {
            var step = bin;
            while (curve._steps is [.., var lower] && lower.Share >= step.Share)
            {
                step = lower.With(step);
                curve._steps.RemoveAt(curve._steps.Count - 1);
            }
            curve._steps.Add(step);
        }
        return curve;
    }

    /// <summary>Returns the share that was right, with the interval of Wilson (1927) of its step.</summary>
    public (double Share, double Low, double High) At(double confidence)
    {
        var step = _steps.MinBy(s =>
            confidence < s.From ? s.From - confidence
            : confidence > s.To ? confidence - s.To
            : 0
        );
        var (n, square) = (step.Total, Quantile * Quantile);
        var middle = (step.Share + (square / (2 * n))) / (1 + (square / n));
        var half = Quantile * Math.Sqrt((step.Share * (1 - step.Share) / n) + (square / (4.0 * n * n))) / (1 + (square / n));
        return (step.Share, Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    private readonly record struct Step(double From, double To, long Right, long Total)
    {
        public double Share => (double)Right / Total;

        public Step With(Step next) => new(From, next.To, Right + next.Right, Total + next.Total);
    }
}
