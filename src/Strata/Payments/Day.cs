namespace Strata.Payments;

/// <summary>Dates of requests.</summary>
internal static class Day
{
    /// <exception cref="StrataException">INVALID_CONTENT: the text is no date.</exception>
    public static DateOnly? Parse(string name, string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new StrataException(ErrorCode.InvalidContent, $"{name}: '{Shown(text)}' is not a date such as 2026-03-31.");

    private static string Shown(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
