namespace Strata.Entities;

/// <summary>What one listing may take.</summary>
/// <param name="Gathered">Up to so many matches an index's answer is gathered and put in order; more are met by walking in order.</param>
/// <param name="Nearby">Of a condition that many meet, so many entities are looked at in order before every match is.</param>
/// <param name="Looked">So many entities are looked at for one page. A page that ends for this is short, and its cursor goes on.</param>
/// <param name="LookedPast">The same where each must be reduced from the ledger.</param>
/// <param name="SortedPast">So many entities of the past can be put in another order than that of their creation.</param>
internal sealed record ListLimits(
    int Gathered = 5_000,
    int Nearby = 4_096,
    int Looked = 100_000,
    int LookedPast = 10_000,
    int SortedPast = 10_000
);
