namespace Strata.Filters;

/// <summary>Today, and where days begin, in a caller's time zone.</summary>
internal sealed class LocalDay
{
    private LocalDay(TimeZoneInfo zone, DateOnly today) => (Zone, Today) = (zone, today);

    public TimeZoneInfo Zone { get; }

    public DateOnly Today { get; }

    /// <param name="zone">As in the IANA database: Europe/Berlin; null: UTC.</param>
    /// <exception cref="StrataException">INVALID_CONTENT: there is no such time zone.</exception>
    public static LocalDay Of(string? zone, DateTimeOffset now)
    {
        var found = TimeZoneInfo.Utc;
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out found!)) // not null if found
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"time_zone: there is no time zone '{(zone.Length > 60 ? zone[..60] + "…" : zone)}'; write one such as Europe/Berlin or UTC."
            );
        }
        return new LocalDay(found, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, found).DateTime));
    }

    /// <summary>When a day begins, as a time with offset.</summary>
    public string StartOf(DateOnly date)
    {
        var start = date.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(start))
        {
            start = start.AddMinutes(15); // a day whose first hour the clocks skip
        }
        // Where clocks are set back over midnight, the day begins the first time: at the larger offset.
        var offset = Zone.IsAmbiguousTime(start) ? Zone.GetAmbiguousTimeOffsets(start).Max() : Zone.GetUtcOffset(start);
        return offset == TimeSpan.Zero
            ? start.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : new DateTimeOffset(start, offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    /// <summary>The day of a time.</summary>
    public DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zone).DateTime);
}
