namespace Strata.Payments;

/// <summary>How long before its end a contract must be given notice: <c>3 months</c>, <c>P3M</c>, <c>30 Tage</c>, <c>6 semaines</c>.</summary>
internal static class NoticePeriod
{
    private const int MaxCount = 1_000;

    /// <summary>Returns the last day to give notice; null if the period can't be read.</summary>
    /// <param name="end">The last day of the contract.</param>
    public static DateOnly? LastDay(string period, DateOnly end)
    {
        var text = period.Trim().ToLowerInvariant();
        var digits = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (digits < 0)
        {
            return null;
        }
        var length = text.AsSpan(digits).IndexOfAnyExceptInRange('0', '9');
        var number = length < 0 ? text[digits..] : text.Substring(digits, length);
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > MaxCount)
        {
            return null;
        }
        var unit = length < 0 ? "" : text[(digits + length)..].TrimStart(' ', '-', '\u00a0');
        return unit switch
        {
            _ when unit.StartsWith("ja", StringComparison.Ordinal) => end.AddYears(-count), // Jahre
            ['d' or 't' or 'j' or 'g', ..] => end.AddDays(-count), // days, Tage, jours, giorni
            ['w', ..] => end.AddDays(-7 * count), // weeks, Wochen
            _ when unit.StartsWith("sem", StringComparison.Ordinal) || unit.StartsWith("set", StringComparison.Ordinal) => end.AddDays(
                -7 * count
            ),
            ['m', ..] => end.AddMonths(-count),
            ['y' or 'a', ..] => end.AddYears(-count), // years, ans, años, anni
            _ => null,
        };
    }
}
