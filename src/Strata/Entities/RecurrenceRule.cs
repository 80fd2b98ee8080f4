namespace Strata.Entities;

/// <summary>
/// A recurrence rule (RFC 5545, section 3.3.10) of days: FREQ, INTERVAL, COUNT, UNTIL, WKST, BYMONTH, BYMONTHDAY, BYDAY and BYSETPOS. Rules
/// within a day, by week number or by day of the year are not read.
/// </summary>
internal sealed class RecurrenceRule
{
    /// <summary>Most periods looked at: a rule such as the 30th of February has none with a day.</summary>
    private const int MaxPeriods = 100_000;

    private const int LastYear = 9_000;

    private readonly string _frequency;
    private readonly int _interval;
    private readonly int? _count;
    private readonly DateTime? _until;
    private readonly DayOfWeek _weekStart;
    private readonly int[] _months;
    private readonly int[] _monthDays;
    private readonly (int Nth, DayOfWeek Day)[] _days;
    private readonly int[] _positions;

    private RecurrenceRule(Dictionary<string, string> parts)
    {
        _frequency = parts["FREQ"];
        _interval = parts.TryGetValue("INTERVAL", out var interval) ? Number(interval, 1, 10_000) : 1;
        _count = parts.TryGetValue("COUNT", out var count) ? Number(count, 1, MaxPeriods) : null;
        _until = parts.TryGetValue("UNTIL", out var until) ? Until(until) : null;
        _weekStart = parts.TryGetValue("WKST", out var first) ? Weekday(first) : DayOfWeek.Monday;
        _months = Numbers(parts, "BYMONTH", 12);
        _monthDays = Numbers(parts, "BYMONTHDAY", 31);
        _positions = Numbers(parts, "BYSETPOS", 366);
        _days = parts.TryGetValue("BYDAY", out var days) ? [.. days.Split(',').Select(Day)] : [];
        IsUtcBound = until?.EndsWith('Z') == true;
    }

    /// <summary>Whether UNTIL is in UTC.</summary>
    public bool IsUtcBound { get; }

    /// <summary>Parses a rule with or without its name; null if it is none, or has parts that are not read.</summary>
    public static RecurrenceRule? TryParse(string text)
    {
        var rule = text.Trim().ToUpperInvariant();
        rule = rule.StartsWith("RRULE:", StringComparison.Ordinal) ? rule[6..] : rule;
        try
        {
            var parts = rule.Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(p => p.Split('=', 2))
                .ToDictionary(p => p[0].Trim(), p => p[1].Trim(), StringComparer.Ordinal);
            return
                parts.GetValueOrDefault("FREQ") is "DAILY" or "WEEKLY" or "MONTHLY" or "YEARLY"
                && parts.Keys.All(k =>
                    k is "FREQ" or "INTERVAL" or "COUNT" or "UNTIL" or "WKST" or "BYMONTH" or "BYMONTHDAY" or "BYDAY" or "BYSETPOS"
                )
                ? new RecurrenceRule(parts)
                : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            return null; // words, or a damaged rule
        }
    }

    /// <summary>Returns the local starts in order, the first included.</summary>
    /// <param name="from">Earlier ones may be left out.</param>
    /// <param name="offset">The offset from UTC of a local time.</param>
    public IEnumerable<DateTime> Starts(DateTime first, DateTime from, Func<DateTime, TimeSpan> offset)
    {
        var (count, last) = (1, first);
        var skipped = _count is null && from > first ? Math.Max(0, PeriodsUntil(first, from) - 1) : 0;
        yield return first;
        for (var i = skipped; i < skipped + MaxPeriods; i++)
        {
            if (Period(first, i) is not { } period)
            {
                yield break;
            }
            foreach (var day in Chosen(period, first))
            {
                var at = day + first.TimeOfDay;
                if (at <= last)
                {
                    continue;
                }
                if ((_until is { } until && (IsUtcBound ? at - offset(at) : at) > until) || ++count > _count)
                {
                    yield break;
                }
                last = at;
                yield return at;
            }
            if (_count <= count)
            {
                yield break;
            }
        }
    }

    private int PeriodsUntil(DateTime first, DateTime from)
    {
        var days = (from - first).TotalDays;
        var span = _frequency switch
        {
            "DAILY" => 1.0,
            "WEEKLY" => 7,
            "MONTHLY" => 31,
            _ => 366,
        };
        return (int)(days / (span * _interval));
    }

    /// <summary>Returns the first day of the nth period; null past the last year.</summary>
    private DateTime? Period(DateTime first, int n)
    {
        var step = (long)n * _interval;
        if (step > 366L * (LastYear - first.Year))
        {
            return null;
        }
        var begin = _frequency switch
        {
            "DAILY" => first.Date.AddDays(step),
            "WEEKLY" => first.Date.AddDays(-(((int)first.DayOfWeek - (int)_weekStart + 7) % 7)).AddDays(7 * Math.Min(step, 400_000)),
            "MONTHLY" => new DateTime(first.Year, first.Month, 1).AddMonths((int)Math.Min(step, 12L * (LastYear - first.Year))),
            _ => new DateTime(Math.Min((int)(first.Year + step), LastYear), 1, 1),
        };
        return begin.Year < LastYear ? begin : null;
    }

    private IEnumerable<DateTime> Chosen(DateTime period, DateTime first)
    {
        var days = Days(period, first).Distinct().Order().ToList();
        return _positions.Length == 0
            ? days
            : _positions
                .Select(p => p > 0 ? p - 1 : days.Count + p)
                .Where(i => i >= 0 && i < days.Count)
                .Distinct()
                .Order()
                .Select(i => days[i]);
    }

    private IEnumerable<DateTime> Days(DateTime period, DateTime first) =>
        _frequency switch
        {
            "DAILY" => IsInMonths(period) && IsMonthDay(period) && IsWeekday(period) ? [period] : [],
            "WEEKLY" => Enumerable
                .Range(0, 7)
                .Select(n => period.AddDays(n))
                .Where(d => IsInMonths(d) && (_days.Length == 0 ? d.DayOfWeek == first.DayOfWeek : IsWeekday(d))),
            "MONTHLY" => IsInMonths(period) ? OfMonth(period, first) : [],
            _ => OfYear(period, first),
        };

    private IEnumerable<DateTime> OfYear(DateTime year, DateTime first)
    {
        if (_months.Length == 0 && _monthDays.Length == 0 && _days.Length > 0)
        {
            return Weekdays(year, year.AddYears(1));
        }
        var months =
            _months.Length > 0 ? _months
            : _monthDays.Length > 0 ? Enumerable.Range(1, 12)
            : [first.Month];
        return months.SelectMany(month => OfMonth(new DateTime(year.Year, month, 1), first));
    }

    private IEnumerable<DateTime> OfMonth(DateTime month, DateTime first)
    {
        var length = DateTime.DaysInMonth(month.Year, month.Month);
        return _monthDays.Length > 0
                ? _monthDays
                    .Select(d => d > 0 ? d : length + 1 + d)
                    .Where(d => d >= 1 && d <= length)
                    .Select(d => month.AddDays(d - 1))
                    .Where(IsWeekday)
            : _days.Length > 0 ? Weekdays(month, month.AddMonths(1))
            : first.Day <= length ? [month.AddDays(first.Day - 1)]
            : [];
    }

    /// <summary>Returns the days of BYDAY in a span: all of a weekday, or its nth, from the end if negative.</summary>
    private IEnumerable<DateTime> Weekdays(DateTime begin, DateTime end)
    {
        foreach (var (nth, day) in _days)
        {
            var days = new List<DateTime>();
            for (var at = begin.AddDays(((int)day - (int)begin.DayOfWeek + 7) % 7); at < end; at = at.AddDays(7))
            {
                days.Add(at);
            }
            foreach (var (at, i) in days.Select((at, i) => (at, i)))
            {
                if (nth == 0 || nth == i + 1 || nth == i - days.Count)
                {
                    yield return at;
                }
            }
        }
    }

    private bool IsInMonths(DateTime day) => _months.Length == 0 || _months.Contains(day.Month);

    private bool IsMonthDay(DateTime day) =>
        _monthDays.Length == 0
        || _monthDays.Contains(day.Day)
        || _monthDays.Contains(day.Day - 1 - DateTime.DaysInMonth(day.Year, day.Month));

    private bool IsWeekday(DateTime day) => _days.Length == 0 || _days.Any(d => d.Day == day.DayOfWeek);

    private static (int Nth, DayOfWeek Day) Day(string text) =>
        text.Trim() is { Length: >= 2 } day
            ? (day.Length == 2 ? 0 : Number(day[..^2], -53, 53), Weekday(day[^2..]))
            : throw new FormatException("no weekday");

    private static DayOfWeek Weekday(string text) =>
        Array.IndexOf(["SU", "MO", "TU", "WE", "TH", "FR", "SA"], text) is >= 0 and var day
            ? (DayOfWeek)day
            : throw new FormatException("no weekday");

    private static int[] Numbers(Dictionary<string, string> parts, string name, int max) =>
        parts.TryGetValue(name, out var list)
            ? [.. list.Split(',').Select(n => Number(n, name == "BYMONTH" ? 1 : -max, max)).Where(n => n != 0)]
            : [];

    private static int Number(string text, int min, int max) =>
        int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) is var number && number >= min && number <= max
            ? number
            : throw new FormatException("out of range");

    private static DateTime Until(string text) =>
        text.Length == 8
            ? DateTime.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture).AddDays(1).AddTicks(-1)
            : DateTime.ParseExact(text.TrimEnd('Z'), "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
}
