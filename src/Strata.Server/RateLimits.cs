namespace Strata.Server;

/// <summary>Requests per minute and token by class, also the burst size; 0: unlimited.</summary>
/// <param name="Reads">Reads.</param>
/// <param name="Writes">Decisions and records.</param>
/// <param name="Expensive">Long work: ingestion, interpretation, duplicates, verify, rebuild, and what starts an external program.</param>
public sealed record RateLimits(int Reads, int Writes, int Expensive)
{
    /// <summary>Default for servers with tokens: far above what people and agents do; stops runaway loops.</summary>
    public static readonly RateLimits Generous = new(Reads: 120_000, Writes: 60_000, Expensive: 6_000);

    public static readonly RateLimits None = new(0, 0, 0);

    internal int Of(Cost kind) =>
        kind switch
        {
            Cost.Reads => Reads,
            Cost.Writes => Writes,
            _ => Expensive,
        };
}
