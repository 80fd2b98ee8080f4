namespace Strata.Runs;

/// <summary>Sizes of one commit of a run; tests use smaller ones to get many commits from a small file.</summary>
internal sealed record RunLimits(int Observations = 4_000, int Pages = 16)
{
    /// <summary>How long the attempts at one run may work together.</summary>
    public static readonly TimeSpan DefaultMaxTime = TimeSpan.FromHours(2);
}
