namespace Strata.Jobs;

/// <summary>
/// Minute, hour, day of month, month and day of week, as Cronos reads them, but that where both days are restricted either will do, as
/// crontab(5) has it. Also <c>@hourly</c>, <c>@daily</c>, <c>@weekly</c>, <c>@monthly</c>, <c>@yearly</c>.
/// </summary>
internal sealed class CronExpression
{
    private readonly IReadOnlyList<Cronos.CronExpression> _either;

    private CronExpression(IReadOnlyList<Cronos.CronExpression> either) => _either = either;

    /// <exception cref="FormatException">Says what is wrong with it.</exception>
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
    /// The first time after <paramref name="after"/>, to the minute; null where there is none. What the clock skips in spring happens
    /// when it has gone forward; what it shows twice in autumn happens the first time, and both times where it is to happen again and
    /// again.
    /// </summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone) => _either.Min(cron => cron.GetNextOccurrence(after, zone));

    private static Cronos.CronExpression Cron(string text) => Cronos.CronExpression.Parse(text);
}
