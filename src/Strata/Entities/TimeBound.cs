using System.Globalization;

namespace Strata.Entities;

/// <summary>Times that bound a list, as they are given: ISO-8601, UTC where they have no offset. A date may mean its whole day.</summary>
internal static class TimeBound
{
    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <param name="name">What the caller calls it.</param>
    /// <exception cref="StrataException">INVALID_CONTENT.</exception>
    public static DateTimeOffset Time(string name, string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new StrataException(
                ErrorCode.InvalidContent,
                $"{name} '{text}' is not a date or time, such as 2026-03-01 or 2026-03-01T12:00:00Z."
            );

    /// <summary>The first moment that is too late: of a date the next one.</summary>
    public static DateTimeOffset End(string name, string text) =>
        Day(text) is not { } last ? Time(name, text)
        : last == DateOnly.MaxValue ? DateTimeOffset.MaxValue
        : new DateTimeOffset(last.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
}
