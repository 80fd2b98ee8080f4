namespace Strata.Foundation;

/// <summary>How many there are.</summary>
/// <param name="AtLeast">Whether there may be more: counting ended at its bound.</param>
public sealed record Total(long Count, bool AtLeast)
{
    /// <summary>Up to so many, lists of sources, runs and jobs are counted exactly.</summary>
    internal const int MaxExact = 10_000;

    /// <param name="found">Rows found while looking for one more than <see cref="MaxExact"/>.</param>
    internal static Total Of(long found) => new(Math.Min(found, MaxExact), found > MaxExact);
}
