namespace Strata.Entities;

/// <summary>Times that bound a list, as they are given: ISO-8601, UTC where they have no offset. A date may mean its whole day.</summary>
internal static class TimeBound
{
    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The first moment that is too late: of a date the next one.</summary>
    public static DateTimeOffset End(string name, string text) =>
        Day(text) is not { } last ? Moment.Parse(name, text)
        : last == DateOnly.MaxValue ? DateTimeOffset.MaxValue
        : new DateTimeOffset(last.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
}
