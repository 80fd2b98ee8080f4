using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;

namespace Strata.Parsing.Calendar;

/// <summary>
/// The offsets of zones by their names in the tz database (RFC 5545, section 3.2.19), and by those that Windows, and so Outlook and
/// Exchange, have for them. Both come with NodaTime, so that they are the same on every machine.
/// </summary>
internal static class ZonedTime
{
    private const int MaxNameLength = 100;

    private static readonly FrozenDictionary<string, string> Names = TzdbDateTimeZoneSource
        .Default.GetIds()
        .ToFrozenDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of Windows with those of the tz database, which CLDR gives for the world.</summary>
    public static FrozenDictionary<string, string> WindowsNames { get; } =
        TzdbDateTimeZoneSource
            .Default.WindowsMapping.PrimaryMapping.Append(new("tzone://Microsoft/Utc", "Etc/UTC"))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The offset that a zone of the tz database has at a local time; null where it has no such zone. A time that the clocks show twice is
    /// the first of the two; one that they leave out is reckoned by the offset before (RFC 5545, section 3.3.5).
    /// </summary>
    public static TimeSpan? OffsetAt(string zone, DateTime local) => OffsetAt(Find(zone), local);

    /// <summary>As <see cref="OffsetAt(string, DateTime)"/>, of a zone of Windows.</summary>
    public static TimeSpan? OffsetInWindows(string zone, DateTime local) =>
        OffsetAt(WindowsNames.TryGetValue(zone.Trim(), out var name) ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) : null, local);

    private static TimeSpan? OffsetAt(DateTimeZone? zone, DateTime local) =>
        zone?.MapLocal(LocalDateTime.FromDateTime(local)).EarlyInterval.WallOffset.ToTimeSpan();

    /// <summary>
    /// The zone, also where a calendar program sets a prefix of its own before the name: <c>/example.org/Europe/Berlin</c>.
    /// </summary>
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
