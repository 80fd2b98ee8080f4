namespace Strata.Entities;

/// <summary>Parses the time bounds of a list: ISO-8601, UTC if without an offset. A date may mean its whole day.</summary>
internal static class TimeBound
{
    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Returns the exclusive end; for a date, the start of the next day.</summary>
    public static DateTimeOffset End(string name, string text) =>
        Day(text) is not { } last ? Moment.Parse(name, text)
        : last == DateOnly.MaxValue ? DateTimeOffset.MaxValue
        : new DateTimeOffset(last.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
}
