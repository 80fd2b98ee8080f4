namespace Strata.Database;

/// <summary>Times as the tables hold them.</summary>
internal static class UnixTime
{
    public static long Microseconds(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
