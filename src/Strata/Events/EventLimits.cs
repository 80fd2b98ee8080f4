namespace Strata.Events;

/// <summary>Limits and intervals of the stream of events.</summary>
internal static class EventLimits
{
    /// <summary>How long a stream lasts; clients then resume.</summary>
    public const int MaxSeconds = 1800;

    public const int StreamsOfUser = 8;
    public const int Streams = 500;

    /// <summary>Entities that one event lists.</summary>
    public const int MaxEntities = 100;

    /// <summary>Runs, or jobs, of each state that are told at once.</summary>
    public const int MaxRuns = 500;

    /// <summary>Interval at which changes are looked for.</summary>
    public static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);

    /// <summary>Interval after <see cref="OftenFor"/> without changes.</summary>
    public static readonly TimeSpan Seldom = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan OftenFor = TimeSpan.FromSeconds(10);

    /// <summary>Silence after which proxies might end the connection: something is sent.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);
}
