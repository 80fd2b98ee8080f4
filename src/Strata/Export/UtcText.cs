namespace Strata.Export;

/// <summary>Times as text, in UTC, to the microsecond: <c>2026-03-01T12:00:00.000000Z</c>.</summary>
internal static class UtcText
{
    /// <param name="time">Unix microseconds.</param>
    public static string Of(long time) =>
        DateTime
            .UnixEpoch.AddTicks(time * TimeSpan.TicksPerMicrosecond)
            .ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
