using System.Buffers;
using System.Globalization;

namespace Strata.Parsing.Calendar;

/// <summary>Local times of a named zone (RFC 5545, section 3.2.19) as points in time.</summary>
internal static class ZonedTime
{
    private const int LongestZone = 100;

    // The system looks for zones among its files: a name is no path.
    private static readonly SearchValues<char> ZoneChars = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/. ");

    /// <summary>
    /// The moment with the offset that its zone had then, <c>2026-06-11T09:00:00+09:00</c>. It stays as it is where it is no local time, or where
    /// the system doesn't know the zone. A time that the clocks show twice is the first of the two; one that they leave out is reckoned by the offset before
    /// (RFC 5545, section 3.3.5).
    /// </summary>
    public static string Of(string moment, string? zone)
    {
        if (zone is null
            || !DateTime.TryParseExact(moment, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || Find(zone) is not { } known)
        {
            return moment;
        }

        var offset = known.IsAmbiguousTime(local) ? known.GetAmbiguousTimeOffsets(local).Max() : known.GetUtcOffset(local);
        return string.Create(CultureInfo.InvariantCulture, $"{moment}{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");
    }

    /// <summary>The zone, also where a calendar program sets a prefix of its own before the name: <c>/example.org/Europe/Berlin</c>.</summary>
    private static TimeZoneInfo? Find(string zone)
    {
        var name = zone.Trim();
        while (name.Length is > 0 and <= LongestZone)
        {
            if (IsName(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found))
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

    private static bool IsName(string zone) =>
        !zone.StartsWith('/') && !zone.AsSpan().ContainsAnyExcept(ZoneChars) && !zone.Contains("..", StringComparison.Ordinal);
}
