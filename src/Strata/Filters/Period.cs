using System.Text.RegularExpressions;

namespace Strata.Filters;

/// <summary>A span of days, as people name them.</summary>
/// <param name="After">The day after its last.</param>
internal readonly partial record struct Period(DateOnly First, DateOnly After)
{
    public const string Forms =
        "write 2026-12-31, 31.12.2026, 2026-12, Q3 2026, 2026, today, yesterday, this year, last quarter, last 30 days or 3 weeks ago";

    private const int MaxCount = 10_000;

    private static readonly string[] Months =
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];

    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Null if the text names no date or span.</summary>
    public static Period? Find(string text, DateOnly today)
    {
        const int Longest = 40;
        if (text.Length > Longest)
        {
            return null;
        }
        try
        {
            var folded = text.Trim().ToLowerInvariant();
            return Day(folded, today) ?? Calendar(folded) ?? Relative(folded, today);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null; // no such day, or one beyond the calendar
        }
    }

    /// <summary>The unit that the day is in.</summary>
    public static Period Around(DateOnly day, string unit) =>
        unit switch
        {
            "day" => Of(day, unit, 1),
            "week" => Of(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), unit, 1),
            "month" => Of(new DateOnly(day.Year, day.Month, 1), unit, 1),
            "quarter" => Of(new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1), unit, 1),
            _ => Of(new DateOnly(day.Year, 1, 1), unit, 1),
        };

    private static Period Of(DateOnly first, string unit, int count) => new(first, Add(first, unit, count));

    private static DateOnly Add(DateOnly day, string unit, int count) =>
        unit switch
        {
            "day" => day.AddDays(count),
            "week" => day.AddDays(7 * count),
            "month" => day.AddMonths(count),
            "quarter" => day.AddMonths(3 * count),
            _ => day.AddYears(count),
        };

    private static Period? Day(string text, DateOnly today) =>
        text switch
        {
            "today" => Of(today, "day", 1),
            "yesterday" => Of(today.AddDays(-1), "day", 1),
            "tomorrow" => Of(today.AddDays(1), "day", 1),
            _ when IsoDay().Match(text) is { Success: true } iso => Of(
                new DateOnly(Number(iso, 1), Number(iso, 2), Number(iso, 3)),
                "day",
                1
            ),
            _ when DottedDay().Match(text) is { Success: true } dotted => Of(
                new DateOnly(Number(dotted, 3), Number(dotted, 2), Number(dotted, 1)),
                "day",
                1
            ),
            _ when NamedDay().Match(text) is { Success: true } named && MonthOf(named.Groups[2].Value) is { } month => Of(
                new DateOnly(Number(named, 3), month, Number(named, 1)),
                "day",
                1
            ),
            _ => null,
        };

    private static Period? Calendar(string text)
    {
        if (YearAlone().Match(text) is { Success: true } year)
        {
            return Of(new DateOnly(Number(year, 1), 1, 1), "year", 1);
        }
        if (IsoMonth().Match(text) is { Success: true } iso)
        {
            return Of(new DateOnly(Number(iso, 1), Number(iso, 2), 1), "month", 1);
        }
        if (DottedMonth().Match(text) is { Success: true } dotted)
        {
            return Of(new DateOnly(Number(dotted, 2), Number(dotted, 1), 1), "month", 1);
        }
        if (NamedMonth().Match(text) is { Success: true } named && MonthOf(named.Groups[1].Value) is { } month)
        {
            return Of(new DateOnly(Number(named, 2), month, 1), "month", 1);
        }
        if (QuarterFirst().Match(text) is { Success: true } first)
        {
            return Of(new DateOnly(Number(first, 2), (Number(first, 1) * 3) - 2, 1), "quarter", 1);
        }
        if (QuarterLast().Match(text) is { Success: true } last)
        {
            return Of(new DateOnly(Number(last, 1), (Number(last, 2) * 3) - 2, 1), "quarter", 1);
        }
        return IsoWeek().Match(text) is { Success: true } week && Number(week, 2) <= ISOWeek.GetWeeksInYear(Number(week, 1))
            ? Of(DateOnly.FromDateTime(ISOWeek.ToDateTime(Number(week, 1), Number(week, 2), DayOfWeek.Monday)), "week", 1)
            : null;
    }

    private static Period? Relative(string text, DateOnly today)
    {
        if (Neighbour().Match(text) is { Success: true } near)
        {
            var unit = near.Groups[2].Value;
            var around = Around(today, unit);
            return near.Groups[1].Value switch
            {
                "this" or "current" => around,
                "next" => Around(around.After, unit),
                _ => Around(around.First.AddDays(-1), unit),
            };
        }
        if (Several().Match(text) is { Success: true } several && Count(several, 2) is { } count)
        {
            var unit = several.Groups[3].Value;
            return several.Groups[1].Value == "next"
                ? new Period(today, Add(today, unit, count))
                : new Period(Add(today, unit, -count).AddDays(1), today.AddDays(1));
        }
        if (Ago().Match(text) is { Success: true } ago && Count(ago, 1) is { } back)
        {
            return Of(Add(today, ago.Groups[2].Value, -back), "day", 1);
        }
        return Ahead().Match(text) is { Success: true } ahead && Count(ahead, 1) is { } forward
            ? Of(Add(today, ahead.Groups[2].Value, forward), "day", 1)
            : null;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static int? Count(Match match, int group) => Number(match, group) is var count and > 0 and <= MaxCount ? count : null;

    /// <summary>Months by their English names, also of three letters.</summary>
    private static int? MonthOf(string name) =>
        Array.FindIndex(
            Months,
            m => m == name || (name.TrimEnd('.') is { Length: 3 or 4 } start && m.StartsWith(start, StringComparison.Ordinal))
        )
            is >= 0
                and var at
            ? at + 1
            : null;

    [GeneratedRegex(@"^(\d{4})-(\d\d)-(\d\d)$")]
    private static partial Regex IsoDay();

    [GeneratedRegex(@"^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$")]
    private static partial Regex DottedDay();

    [GeneratedRegex(@"^(\d{1,2})\.? ([a-z]{3,9}\.?) (\d{4})$")]
    private static partial Regex NamedDay();

    [GeneratedRegex(@"^(\d{4})$")]
    private static partial Regex YearAlone();

    [GeneratedRegex(@"^(\d{4})-(\d\d)$")]
    private static partial Regex IsoMonth();

    [GeneratedRegex(@"^(\d{1,2})\.(\d{4})$")]
    private static partial Regex DottedMonth();

    [GeneratedRegex(@"^([a-z]{3,9}\.?) (\d{4})$")]
    private static partial Regex NamedMonth();

    [GeneratedRegex(@"^q([1-4])[ /-]?(\d{4})$")]
    private static partial Regex QuarterFirst();

    [GeneratedRegex(@"^(\d{4})[ /-]?q([1-4])$")]
    private static partial Regex QuarterLast();

    [GeneratedRegex(@"^(\d{4})-?w(\d\d)$")]
    private static partial Regex IsoWeek();

    [GeneratedRegex("^(this|current|last|past|previous|next) (day|week|month|quarter|year)$")]
    private static partial Regex Neighbour();

    [GeneratedRegex(@"^(last|past|next) (\d{1,5}) (day|week|month|quarter|year)s?$")]
    private static partial Regex Several();

    [GeneratedRegex(@"^(\d{1,5}) (day|week|month|quarter|year)s? ago$")]
    private static partial Regex Ago();

    [GeneratedRegex(@"^in (\d{1,5}) (day|week|month|quarter|year)s?$")]
    private static partial Regex Ahead();
}
