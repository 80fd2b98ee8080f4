namespace Strata.Search;

/// <summary>Cost limits of one search.</summary>
/// <param name="Examined">Candidates from the entity index: some may be deleted, of another type, or inexact.</param>
/// <param name="WalkedPast">Entities touched since a past point, newest first, each reduced from the ledger.</param>
/// <param name="Pages">Pages (up to 64 KiB of text each): one with all the words may have no block with all.</param>
internal sealed record SearchLimits(int Examined = 8_192, int WalkedPast = 20_000, int Pages = 512);

/// <param name="Missed">What was not looked at, though it might match; null where nothing was passed over.</param>
internal sealed record Found(IReadOnlyList<Scored> Matches, string? Missed);
