namespace Strata.Foundation;

/// <summary>
/// The points that an answer was read at, also where the request named none: asked again with them, the answer stays what it is, whatever
/// is added meanwhile.
/// </summary>
/// <param name="KnownAt">Ledger position: nothing later was known.</param>
/// <param name="ValidAt">Nothing observed later was taken; null: no bound.</param>
public sealed record ReadPoints(long KnownAt, DateTimeOffset? ValidAt = null);

/// <summary>An answer that can carry the points it was read at.</summary>
public interface IPastAnswer
{
    /// <summary>The answer without its points: equal answers of different points are equal.</summary>
    object Undated { get; }
}

internal interface IPastAnswer<out TSelf> : IPastAnswer
    where TSelf : IPastAnswer<TSelf>
{
    object IPastAnswer.Undated => At(null);

    TSelf At(ReadPoints? points);
}
