namespace Strata.Search;

/// <summary>Cost limits of one search.</summary>
/// <param name="Entities">The best by their words, which are read and compared as phrases.</param>
/// <param name="Blocks">The same of blocks.</param>
/// <param name="DatedBlocks">The same where days are asked for: the index has no days of blocks, so that many of the best may be left out.</param>
/// <param name="WalkedPast">Entities touched since a past point, newest first, each reduced from the ledger.</param>
internal sealed record SearchLimits(int Entities = 128, int Blocks = 48, int DatedBlocks = 512, int WalkedPast = 20_000);
