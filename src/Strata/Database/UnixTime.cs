namespace Strata.Database;

/// <summary>Times as stored: microseconds since 1970, UTC.</summary>
internal static class UnixTime
{
    public static long Microseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Time(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    public static DateTimeOffset? Time(long? microseconds) => microseconds is { } known ? Time(known) : null;
}
