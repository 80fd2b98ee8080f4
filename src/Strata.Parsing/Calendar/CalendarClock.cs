namespace Strata.Parsing.Calendar;

/// <summary>Computes the times of one calendar: local times with their zone's offset, and ends from durations.</summary>
internal sealed class CalendarClock(SourceText source, DiagnosticLog log)
{
    private const string Local = "yyyy-MM-dd'T'HH:mm:ss";
    private const string Day = "yyyy-MM-dd";
    private const int MaxUnknown = 100;

    private const int MaxDays = 400_000;

    /// <summary>Latest year for which a start plus a duration is a valid date.</summary>
    private const int LastYear = 7_000;

    private readonly ZoneTables _tables = ZoneTables.Read(source);
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    /// <summary>
    /// Returns the moment of a line in ISO 8601; a local time in a known zone has its offset, <c>2026-06-11T09:00:00+09:00</c>.
    /// </summary>
    public string Of(ContentLine line) => Of(line, line.Value);

    /// <param name="value">One of the line's values.</param>
    public string Of(ContentLine line, string value)
    {
        var moment = LineValues.Moment(value);
        if (line["TZID"] is not { Length: > 0 } zone || LocalTime(moment) is not { } local)
        {
            return moment;
        }
        if (OffsetAt(zone, local) is { } offset)
        {
            return Written(local, offset);
        }
        if (_unknown.Count < MaxUnknown && _unknown.Add(zone))
        {
            log.Add(
                source.LineAt(line.Start),
                source.ByteAt(line.Start),
                $"the time zone '{zone}' is neither known nor described in the calendar; its times are kept without an offset"
            );
        }
        return moment;
    }

    /// <summary>
    /// Returns the end of an entry from its start and duration (RFC 5545, section 3.3.6: days are calendar days, hours are elapsed time).
    /// Null if it can't be computed.
    /// </summary>
    public string? End(ContentLine start, ContentLine duration)
    {
        var moment = LineValues.Moment(start.Value);
        if (Duration(duration.Value) is not var (days, time))
        {
            return null;
        }
        if (DateTime.TryParseExact(moment, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return time == TimeSpan.Zero && days > 0 && date.Year < LastYear
                ? date.AddDays(days).ToString(Day, CultureInfo.InvariantCulture)
                : null;
        }
        var isUtc = moment.EndsWith('Z');
        if (LocalTime(isUtc ? moment[..^1] : moment) is not { Year: < LastYear } local)
        {
            return null;
        }
        var later = local.AddDays(days);
        var end = later + time;
        if (
            isUtc
            || start["TZID"] is not { Length: > 0 } zone
            || OffsetAt(zone, later) is not { } before
            || OffsetAt(zone, end) is not { } after
        )
        {
            return end.ToString(Local, CultureInfo.InvariantCulture) + (isUtc ? "Z" : "");
        }
        return Written(end + (after - before), after);
    }

    /// <summary>Asks the tz database, then the calendar's tables, then Windows names.</summary>
    private TimeSpan? OffsetAt(string zone, DateTime local) =>
        ZonedTime.OffsetAt(zone, local) ?? _tables.OffsetAt(zone, local) ?? ZonedTime.OffsetInWindows(zone, local);

    private static DateTime? LocalTime(string moment) =>
        DateTime.TryParseExact(moment, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? local : null;

    private static string Written(DateTime local, TimeSpan offset) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{local.ToString(Local, CultureInfo.InvariantCulture)}{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}"
        );

    /// <summary>Parses <c>P1W</c>, <c>P2DT3H</c>, <c>PT90M</c>; null if invalid or negative.</summary>
    private static (int Days, TimeSpan Time)? Duration(string value)
    {
        const int MaxDigits = 6;
        var text = value.Trim().ToUpperInvariant().TrimStart('+');
        if (text is not ['P', .. var parts] || parts.Length == 0)
        {
            return null;
        }
        var (days, time, number, digits, isTime) = (0, TimeSpan.Zero, 0, 0, false);
        foreach (var c in parts)
        {
            if (char.IsAsciiDigit(c) && digits < MaxDigits)
            {
                (number, digits) = ((number * 10) + c - '0', digits + 1);
                continue;
            }
            if (c == 'T' && digits == 0 && !isTime)
            {
                isTime = true;
                continue;
            }
            if (digits == 0)
            {
                return null;
            }
            switch (c)
            {
                case 'W' when !isTime:
                    days += 7 * number;
                    break;
                case 'D' when !isTime:
                    days += number;
                    break;
                case 'H' when isTime:
                    time += TimeSpan.FromHours(number);
                    break;
                case 'M' when isTime:
                    time += TimeSpan.FromMinutes(number);
                    break;
                case 'S' when isTime:
                    time += TimeSpan.FromSeconds(number);
                    break;
                default:
                    return null;
            }
            (number, digits) = (0, 0);
            if (days > MaxDays || time.TotalDays > MaxDays)
            {
                return null;
            }
        }
        return digits == 0 ? (days, time) : null;
    }
}
