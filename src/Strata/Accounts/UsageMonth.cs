using Strata.Database;

namespace Strata.Accounts;

/// <summary>Months in UTC as numbers such as 202611.</summary>
internal static class UsageMonth
{
    /// <param name="time">Unix microseconds.</param>
    public static long Of(long time)
    {
        var utc = UnixTime.Time(time).UtcDateTime;
        return (utc.Year * 100) + utc.Month;
    }

    public static string Text(long month) => string.Create(CultureInfo.InvariantCulture, $"{month / 100:0000}-{month % 100:00}");

    /// <summary>First moment of the month.</summary>
    public static DateTimeOffset Start(long month) => new((int)(month / 100), (int)(month % 100), 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset End(long month) => Start(month).AddMonths(1);
}
