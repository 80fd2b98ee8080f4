namespace Strata.Jobs;

/// <summary>
/// Exponential backoff with full jitter: after the nth failure a delay drawn uniformly from zero to <c>min(Max, First · 2^(n-1))</c>, which
/// spreads jobs that failed together ("Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
/// </summary>
internal sealed record Backoff(TimeSpan First, TimeSpan Max)
{
    public static readonly Backoff Default = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10));

    /// <summary>Delay after RATE_LIMITED: too much was going on.</summary>
    public static readonly TimeSpan WhenRateLimited = TimeSpan.FromMinutes(1);

    /// <param name="failures">At least 1.</param>
    /// <param name="chance">In [0, 1).</param>
    public TimeSpan After(long failures, double chance) => Ceiling(failures) * chance;

    public TimeSpan Ceiling(long failures) =>
        TimeSpan.FromSeconds(Math.Min(Max.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 62))));
}
