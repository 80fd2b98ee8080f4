using System.Text.Json.Serialization;

namespace Strata.Payments.Recurring;

[JsonConverter(typeof(SnakeCaseEnum<RecurrencePeriod>))]
public enum RecurrencePeriod
{
    Weekly,
    Fortnightly,
    Monthly,
    EveryTwoMonths,
    Quarterly,
    HalfYearly,
    Yearly,
}

/// <param name="Months">0 for periods of days.</param>
/// <param name="Days">Mean length.</param>
/// <param name="Slack">Days that a payment may be early or late: weekends, holidays, months of different lengths.</param>
/// <param name="Least">Payments needed to tell it.</param>
internal sealed record PaymentPeriod(RecurrencePeriod Kind, int Months, double Days, int Slack, int Least)
{
    public static readonly IReadOnlyList<PaymentPeriod> All =
    [
        new(RecurrencePeriod.Weekly, 0, 7, 2, 5),
        new(RecurrencePeriod.Fortnightly, 0, 14, 3, 5),
        new(RecurrencePeriod.Monthly, 1, 30.44, 6, 3),
        new(RecurrencePeriod.EveryTwoMonths, 2, 60.88, 7, 3),
        new(RecurrencePeriod.Quarterly, 3, 91.31, 12, 3),
        new(RecurrencePeriod.HalfYearly, 6, 182.62, 14, 3),
        new(RecurrencePeriod.Yearly, 12, 365.25, 20, 2),
    ];

    private const int MaxSteps = 4;

    /// <summary>Returns how many periods lie between two dates; 0 if no whole number does, or too many.</summary>
    public int Steps(DateOnly from, DateOnly to)
    {
        var gap = to.DayNumber - from.DayNumber;
        var steps = (int)Math.Round(gap / Days, MidpointRounding.AwayFromZero);
        return steps is >= 1 and <= MaxSteps && Math.Abs(gap - (steps * Days)) <= Slack ? steps : 0;
    }

    /// <summary>Returns the day so many periods later; of months on the given day, or the last of a shorter month.</summary>
    public DateOnly After(DateOnly date, int steps, int day)
    {
        if (Months == 0)
        {
            return date.AddDays((int)Days * steps);
        }
        // A payment around the turn of the month belongs to the month whose day is nearest.
        var month = new DateOnly(date.Year, date.Month, 1);
        var nearest = Enumerable
            .Range(-1, 3)
            .Select(i => month.AddMonths(i))
            .MinBy(m => Math.Abs(OnDay(m, day).DayNumber - date.DayNumber));
        return OnDay(nearest.AddMonths(Months * steps), day);
    }

    private static DateOnly OnDay(DateOnly month, int day) =>
        new(month.Year, month.Month, Math.Min(day, DateTime.DaysInMonth(month.Year, month.Month)));
}
