using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;

namespace Strata.Parsing.Calendar;

/// <summary>
/// Zone offsets by tz database name (RFC 5545, section 3.2.19) or by Windows name, as Outlook and Exchange write. Both come with NodaTime,
/// so they are the same on every machine.
/// </summary>
public static class ZonedTime
{
    private const int MaxNameLength = 100;

    private static readonly FrozenDictionary<string, string> Names = TzdbDateTimeZoneSource
        .Default.GetIds()
        .ToFrozenDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Windows zone names with the tz database names that CLDR gives for the world.</summary>
    public static FrozenDictionary<string, string> WindowsNames { get; } =
        TzdbDateTimeZoneSource
            .Default.WindowsMapping.PrimaryMapping.Append(new("tzone://Microsoft/Utc", "Etc/UTC"))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Returns the offset of a tz database zone at a local time; null if there is no such zone. A time shown twice is the first of the two;
    /// a skipped time has the offset before (RFC 5545, section 3.3.5).
    /// </summary>
    public static TimeSpan? OffsetAt(string zone, DateTime local) => OffsetAt(Find(zone), local);

    /// <summary>As <see cref="OffsetAt(string, DateTime)"/>, by Windows name.</summary>
    public static TimeSpan? OffsetInWindows(string zone, DateTime local) =>
        OffsetAt(WindowsNames.TryGetValue(zone.Trim(), out var name) ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) : null, local);

    private static TimeSpan? OffsetAt(DateTimeZone? zone, DateTime local) =>
        zone?.MapLocal(LocalDateTime.FromDateTime(local)).EarlyInterval.WallOffset.ToTimeSpan();

    /// <summary>Finds the zone, even if a calendar program prefixes its name: <c>/example.org/Europe/Berlin</c>.</summary>
    private static DateTimeZone? Find(string zone)
    {
        var name = zone.Trim();
        while (name.Length is > 0 and <= MaxNameLength)
        {
            if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(Names.GetValueOrDefault(name, name)) is { } found)
            {
                return found;
            }
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0 || (slash > 0 && !zone.StartsWith('/')))
            {
                return null;
            }
            name = name[(slash + 1)..];
        }
        return null;
    }
}
