namespace Strata.Runs;

/// <summary>How much of a source a run commits at once; tests set less, to see many commits of a small file.</summary>
internal sealed record RunLimits(int Observations = 4_000, int Pages = 16);
