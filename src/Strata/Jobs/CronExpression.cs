namespace Strata.Jobs;

/// <summary>
/// Minute, hour, day of month, month and day of week, parsed by Cronos, except that if both days are restricted either matches, as in
/// crontab(5). Also <c>@hourly</c>, <c>@daily</c>, <c>@weekly</c>, <c>@monthly</c>, <c>@yearly</c>.
/// </summary>
internal sealed class CronExpression
{
    private readonly IReadOnlyList<Cronos.CronExpression> _either;

    private CronExpression(IReadOnlyList<Cronos.CronExpression> either) => _either = either;

    /// <exception cref="FormatException">The message says what is wrong.</exception>
    public static CronExpression Parse(string text)
    {
        var fields = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields is not ([['@', ..]] or { Length: 5 }))
        {
            throw new FormatException($"'{text}' has {fields.Length} fields, not 5: minute hour day month weekday.");
        }
        try
        {
            return fields is [var minute, var hour, [not ('*' or '?'), ..] day, var month, [not ('*' or '?'), ..] weekday]
                ? new([Cron($"{minute} {hour} {day} {month} *"), Cron($"{minute} {hour} * {month} {weekday}")])
                : new([Cron(text)]);
        }
        catch (Cronos.CronFormatException e)
        {
            throw new FormatException($"'{text}': {e.Message}", e);
        }
    }

    /// <summary>
    /// Returns the first time after <paramref name="after"/>, to the minute; null if there is none. A time that the clock skips in spring
    /// fires right after the change; a time that it repeats in autumn fires the first time, or both times if the expression is an interval.
    /// </summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone) => _either.Min(cron => cron.GetNextOccurrence(after, zone));

    private static Cronos.CronExpression Cron(string text) => Cronos.CronExpression.Parse(text);
}
