namespace Strata.Duplicates.Matching;

/// <summary>Odds and their logarithms.</summary>
internal static class LogOdds
{
    private const double Natural = 0.69314718055994530942;

    /// <summary>Returns two to the power of <paramref name="bits"/>.</summary>
    public static double Power(double bits) => Math.Exp(bits * Natural);
}
