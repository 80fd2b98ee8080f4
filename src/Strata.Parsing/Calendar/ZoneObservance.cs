namespace Strata.Parsing.Calendar;

/// <summary>
/// STANDARD or DAYLIGHT part of a time zone's table (RFC 5545, section 3.6.5): an offset and the moments at which it begins.
/// </summary>
internal sealed class ZoneObservance
{
    // Largest offset that all readers of ISO 8601 accept.
    private static readonly TimeSpan MaxOffset = TimeSpan.FromHours(14);

    private readonly List<DateTime> _dates = [];
    private DateTime? _start;
    private TimeSpan? _from;
    private TimeSpan? _to;
    private YearlyRule? _rule;
    private bool _isUnread;

    /// <summary>Whether all of it was understood.</summary>
    public bool IsRead => !_isUnread && _start is not null && _to is not null;

    public DateTime Start => _start ?? default;

    /// <summary>Offset before it began.</summary>
    public TimeSpan From => _from ?? Offset;

    public TimeSpan Offset => _to ?? default;

    public void Add(ContentLine line)
    {
        switch (line.Name)
        {
            case "DTSTART":
                _isUnread |= (_start = Moment(line.Value)) is null;
                break;
            case "TZOFFSETFROM":
                _isUnread |= (_from = OffsetOf(line.Value)) is null;
                break;
            case "TZOFFSETTO":
                _isUnread |= (_to = OffsetOf(line.Value)) is null;
                break;
            case "RRULE":
                _isUnread |= (_rule = YearlyRule.Read(line.Value)) is null;
                break;
            case "RDATE":
                foreach (var date in line.Value.Split(','))
                {
                    if (Moment(date) is { } at)
                    {
                        _dates.Add(at);
                    }
                    else
                    {
                        _isUnread = true;
                    }
                }
                break;
        }
    }

    /// <summary>
    /// Returns when it last began before a local time; null if it hadn't. Times that the clocks skip, and the first of those shown twice,
    /// are before it.
    /// </summary>
    public DateTime? LastBefore(DateTime local)
    {
        var limit = Offset > From ? local - (Offset - From) : local;
        DateTime? last = _rule?.LastBefore(limit, Start, From);
        foreach (var date in _dates.Append(Start))
        {
            last = date <= limit && (last is not { } so || date > so) ? date : last;
        }
        return last;
    }

    private static DateTime? Moment(string value) =>
        DateTime.TryParseExact(value.Trim(), "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
        && moment.Year > 1
            ? moment
            : null;

    private static TimeSpan? OffsetOf(string value)
    {
        var text = value.Trim();
        return
            text is ['+' or '-', .. var digits]
            && TimeSpan.TryParseExact(digits, ["hhmm", "hhmmss"], CultureInfo.InvariantCulture, out var offset)
            && offset <= MaxOffset
            ? text[0] == '-'
                ? -offset
                : offset
            : null;
    }
}
