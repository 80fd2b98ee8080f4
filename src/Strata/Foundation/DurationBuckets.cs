using System.Diagnostics.Metrics;

namespace Strata.Foundation;

/// <summary>Bounds of the buckets in histograms of time.</summary>
internal static class DurationBuckets
{
    public static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600],
    };
}
