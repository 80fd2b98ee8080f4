namespace Strata.Jobs.Schedules;

/// <summary>
/// Minute, hour, day of month, month and day of week, as crontab(5) has them: where both days are restricted, either will do.
/// Also <c>@hourly</c>, <c>@daily</c>, <c>@weekly</c>, <c>@monthly</c>, <c>@yearly</c>.
/// </summary>
internal sealed class CronExpression
{
    private const int MostYears = 30; // 29 February on a given weekday comes round in 28

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly CronField _minutes;
    private readonly CronField _hours;
    private readonly CronField _days;
    private readonly CronField _months;
    private readonly CronField _weekdays;

    private CronExpression(CronField minutes, CronField hours, CronField days, CronField months, CronField weekdays) =>
        (_minutes, _hours, _days, _months, _weekdays) = (minutes, hours, days, months, weekdays);

    /// <exception cref="FormatException">Says what is wrong with it.</exception>
    public static CronExpression Parse(string text)
    {
        var fields = Expand(text.Trim()).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
        {
            throw new FormatException($"'{text}' has {fields.Length} fields, not 5: minute hour day month weekday.");
        }
        var weekdays = CronField.Parse(fields[4], "day of the week", 0, 7, Days);
        return new CronExpression(
            CronField.Parse(fields[0], "minute", 0, 59),
            CronField.Parse(fields[1], "hour", 0, 23),
            CronField.Parse(fields[2], "day of the month", 1, 31),
            CronField.Parse(fields[3], "month", 1, 12, Months),
            weekdays with
            {
                Bits = weekdays.Allows(7) ? weekdays.Bits | 1 : weekdays.Bits,
            } // 7 is Sunday too
        );
    }

    /// <summary>
    /// The first time after <paramref name="after"/>, to the minute; null where there is none. What the clock skips in spring happens
    /// when it has gone forward; what it shows twice in autumn happens the first time.
    /// </summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(after, zone).DateTime;
        var day = local.Date.AddDays(-1); // a skipped hour may belong to the day before
        for (var last = day.Year + MostYears; day.Year <= last; day = day.AddDays(1))
        {
            if (!Allows(day))
            {
                if (!_months.Allows(day.Month))
                {
                    day = new DateTime(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month), 0, 0, 0, DateTimeKind.Unspecified);
                }
                continue;
            }
            foreach (var time in Times(day))
            {
                if (Instant(time, zone) is var at && at > after)
                {
                    return at;
                }
            }
        }
        return null;
    }

    private static string Expand(string text) =>
        text.ToLowerInvariant() switch
        {
            "@hourly" => "0 * * * *",
            "@daily" or "@midnight" => "0 0 * * *",
            "@weekly" => "0 0 * * 0",
            "@monthly" => "0 0 1 * *",
            "@yearly" or "@annually" => "0 0 1 1 *",
            _ => text,
        };

    private bool Allows(DateTime day)
    {
        var (ofMonth, ofWeek) = (_days.Allows(day.Day), _weekdays.Allows((int)day.DayOfWeek));
        return _months.Allows(day.Month) && (_days.IsAny || _weekdays.IsAny ? ofMonth && ofWeek : ofMonth || ofWeek);
    }

    private IEnumerable<DateTime> Times(DateTime day)
    {
        for (var hour = 0; hour < 24; hour++)
        {
            for (var minute = 0; minute < 60 && _hours.Allows(hour); minute++)
            {
                if (_minutes.Allows(minute))
                {
                    yield return day.AddMinutes((hour * 60) + minute);
                }
            }
        }
    }

    private static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
