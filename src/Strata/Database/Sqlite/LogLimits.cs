namespace Strata.Database.Sqlite;

/// <summary>How long the write-ahead log may grow, in frames, each of which holds one page.</summary>
/// <param name="Pass">So many new ones are worth a pass of copying beside the writers.</param>
/// <param name="Longest">At so many the writers wait until all are copied and the log begins again.</param>
/// <param name="Slow">From so many on, which only a reader brings about that does not end, every commit waits for that reader.</param>
/// <param name="Wait">How long a commit then waits before it lets the log grow further.</param>
internal sealed record LogLimits(long Pass, long Longest, long Slow, TimeSpan Wait)
{
    /// <summary>64 MiB, 256 MiB, 1 GiB with pages of 4 KiB.</summary>
    public static readonly LogLimits Default = new(16_384, 65_536, 262_144, TimeSpan.FromSeconds(1));
}
