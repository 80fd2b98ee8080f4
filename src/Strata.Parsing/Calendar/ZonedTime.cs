using System.Buffers;

namespace Strata.Parsing.Calendar;

/// <summary>The offsets of the zones that the system knows by their names (RFC 5545, section 3.2.19).</summary>
internal static class ZonedTime
{
    private const int LongestZone = 100;

    // The system looks for zones among its files: a name is no path.
    private static readonly SearchValues<char> ZoneChars = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/. "
    );

    /// <summary>
    /// The offset that a zone has at a local time; null where the system doesn't know the zone. A time that the clocks show twice is the first of the
    /// two; one that they leave out is reckoned by the offset before (RFC 5545, section 3.3.5).
    /// </summary>
    public static TimeSpan? OffsetAt(string zone, DateTime local) =>
        Find(zone) is { } known
            ? known.IsAmbiguousTime(local)
                ? known.GetAmbiguousTimeOffsets(local).Max()
                : known.GetUtcOffset(local)
            : null;

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
