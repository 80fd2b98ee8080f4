namespace Strata.Foundation;

/// <summary>
/// The points that an answer was read at, also where the request named none: asked again with them, the answer stays what it is, whatever
/// is added meanwhile.
/// </summary>
/// <param name="KnownAt">Ledger position: nothing later was known.</param>
/// <param name="ValidAt">Nothing observed later was taken; null: no bound.</param>
public sealed record ReadPoints(long KnownAt, DateTimeOffset? ValidAt = null);

/// <summary>An answer that carries its points.</summary>
internal interface IPastAnswer<out TSelf>
{
    TSelf At(ReadPoints points);
}
