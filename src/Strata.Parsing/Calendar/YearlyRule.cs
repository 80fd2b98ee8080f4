namespace Strata.Parsing.Calendar;

/// <summary>
/// Yearly rule for a zone's clock changes: a day of a month, the n-th weekday of a month, or a weekday among some days of it.
/// </summary>
internal sealed class YearlyRule
{
    private static readonly string[] Weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    private int? _month;
    private int? _weekday;
    private int _which;
    private int[] _days = [];
    private DateTime _until = DateTime.MaxValue;

    /// <summary>Returns null if the rule has another form.</summary>
    public static YearlyRule? Read(string text)
    {
        var rule = new YearlyRule();
        var isYearly = false;
        foreach (var part in text.Trim().ToUpperInvariant().Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split('=', 2) is [var before, var behind] ? (before, behind) : (part, "");
            var isRead = name switch
            {
                "FREQ" => isYearly = value == "YEARLY",
                "INTERVAL" => value == "1",
                "BYMONTH" => (rule._month = Number(value, 1, 12)) is not null,
                "BYMONTHDAY" => rule.ReadDays(value),
                "BYDAY" => rule.ReadWeekday(value),
                "UNTIL" => rule.ReadUntil(value),
                "WKST" => true,
                _ => false,
            };
            if (!isRead)
            {
                return null;
            }
        }
        return isYearly ? rule : null;
    }

    /// <summary>Returns the rule's last change at or before a local time; null if there is none yet.</summary>
    /// <param name="start">The first change, which gives the time of day and whatever the rule leaves open.</param>
    /// <param name="offset">Offset of local times before the change.</param>
    public DateTime? LastBefore(DateTime local, DateTime start, TimeSpan offset)
    {
        var year = Math.Min(local.Year, _until.Year);
        for (var i = 0; i < 2 && year - i >= start.Year; i++)
        {
            if (In(year - i, start) is { } at && at >= start && at <= local && (_until == DateTime.MaxValue || at - offset <= _until))
            {
                return at;
            }
        }
        return null;
    }

    private DateTime? In(int year, DateTime start)
    {
        var month = _month ?? start.Month;
        var length = DateTime.DaysInMonth(year, month);
        int[] days =
            _days.Length > 0 ? [.. _days.Select(day => day < 0 ? length + 1 + day : day).Order()]
            : _weekday is null ? [start.Day]
            : [.. Enumerable.Range(1, length)];
        var fitting = days.Where(day =>
                day >= 1 && day <= length && (_weekday is null || (int)new DateTime(year, month, day).DayOfWeek == _weekday)
            )
            .ToList();
        var at = _which < 0 ? fitting.Count + _which : Math.Max(0, _which - 1);
        return at >= 0 && at < fitting.Count ? new DateTime(year, month, fitting[at]) + start.TimeOfDay : null;
    }

    private bool ReadDays(string value)
    {
        var days = value.Split(',').Select(day => Number(day, -31, 31)).ToList();
        _days = [.. days.OfType<int>()];
        return _days.Length == days.Count && _days.Length <= 31;
    }

    private bool ReadWeekday(string value)
    {
        var which = value.Length > 2 ? Number(value[..^2], -5, 5) : 0;
        (_weekday, _which) = (value.Length < 2 ? -1 : Array.IndexOf(Weekdays, value[^2..]), which ?? 0);
        return _weekday >= 0 && which is not null;
    }

    private bool ReadUntil(string value) =>
        DateTime.TryParseExact(
            value,
            ["yyyyMMdd'T'HHmmss'Z'", "yyyyMMdd'T'HHmmss", "yyyyMMdd"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out _until
        );

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;
}
