namespace Strata.Server;

/// <summary>How many requests of each kind one token may make in a minute; 0: any number. That many may also come at once.</summary>
/// <param name="Reads">What only looks.</param>
/// <param name="Writes">Decisions and records.</param>
/// <param name="Expensive">
/// What may work for long: taking in files, interpreting, finding duplicates, verify, rebuild; whatever starts an external program.
/// </param>
public sealed record RateLimits(int Reads, int Writes, int Expensive)
{
    /// <summary>For servers with tokens: far above what a person or an agent does, and an end to a loop that got out of hand.</summary>
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
