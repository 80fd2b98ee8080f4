namespace Strata.Entities;

/// <summary>Limits of one listing.</summary>
/// <param name="Gathered">Most matches of an index that are gathered and sorted; with more, the listing walks in order.</param>
/// <param name="Nearby">For a condition that many entities meet: entities looked at in order before all matches are queried.</param>
/// <param name="Looked">Most entities looked at for one page. A page that reaches it is short; its cursor continues.</param>
/// <param name="LookedPast">The same limit where each entity is reduced from the ledger.</param>
/// <param name="SortedPast">Most entities of the past that can be sorted other than by creation.</param>
internal sealed record ListLimits(
    int Gathered = 5_000,
    int Nearby = 4_096,
    int Looked = 100_000,
    int LookedPast = 10_000,
    int SortedPast = 10_000
);
