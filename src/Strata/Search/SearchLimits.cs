namespace Strata.Search;

/// <summary>What one search may look at.</summary>
/// <param name="Examined">So many candidates that the index of entities gives: others may be deleted, of another type, or inexact.</param>
/// <param name="WalkedPast">
/// So many of the entities that were touched since a past point, the newest first, each reduced from the ledger.
/// </param>
/// <param name="Pages">So many pages (up to 64 KiB of text each): one that has all the words may have no block that has.</param>
internal sealed record SearchLimits(int Examined = 8_192, int WalkedPast = 20_000, int Pages = 512);

/// <param name="Missed">What was not looked at, though it might match; null where nothing was passed over.</param>
internal sealed record Found(IReadOnlyList<Scored> Matches, string? Missed);
