using System.Security;
using Strata.Database;

namespace Strata.Jobs;

/// <summary>When a schedule comes next.</summary>
internal static class ScheduleTime
{
    /// <summary>Returns the next time, in Unix microseconds.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: the expression or the zone is none.</exception>
    public static long Next(string cron, string zone, DateTimeOffset after)
    {
        try
        {
            var next = CronExpression.Parse(cron).Next(after, Zone(zone)) ?? throw new FormatException($"'{cron}' never comes.");
            return UnixTime.Microseconds(next);
        }
        catch (FormatException e)
        {
            throw new StrataException(ErrorCode.InvalidContent, e.Message, e);
        }
    }

    private static TimeZoneInfo Zone(string name)
    {
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(name);
        }
        // A name such as "Europe" is a folder of the machine's time zones, which .NET reports as lack of permission.
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or SecurityException or ArgumentException)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"There is no time zone '{name}'. Use an IANA name such as Europe/Berlin, or UTC.",
                e
            );
        }
    }
}
