namespace Strata.Duplicates.Matching;

/// <summary>Normalises dates and quantities for comparison.</summary>
internal static class MatchText
{
    private static readonly string[] YearFirst = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd"];
    private static readonly string[] DayFirst =
    [
        "d/M/yyyy",
        "d.M.yyyy",
        "d-M-yyyy",
        "d MMM yyyy",
        "d MMMM yyyy",
        "MMM d yyyy",
        "MMMM d yyyy",
        "MMM d, yyyy",
        "MMMM d, yyyy",
    ];
    private static readonly string[] MonthFirst =
    [
        "M/d/yyyy",
        "M.d.yyyy",
        "M-d-yyyy",
        "d MMM yyyy",
        "d MMMM yyyy",
        "MMM d yyyy",
        "MMMM d yyyy",
        "MMM d, yyyy",
        "MMMM d, yyyy",
    ];

    /// <summary>Returns eight digits, year first; null if it is no date between 1000 and 2999.</summary>
    public static string? Date(string text, bool dayFirst)
    {
        var plain = text.AsSpan().Trim();
        // A time of day after the date doesn't matter.
        if (plain.Length > 10 && plain[10] is 'T' or ' ' && char.IsAsciiDigit(plain[0]) && plain[4] is '-' or '/')
        {
            plain = plain[..10];
        }
        return Parse(plain, YearFirst) ?? Parse(plain, dayFirst ? DayFirst : MonthFirst) ?? Parse(plain, dayFirst ? MonthFirst : DayFirst);
    }

    /// <summary>As <see cref="Date"/>; the digits of anything else, such as a date with a wrong digit.</summary>
    public static string? DateOrDigits(string text, bool dayFirst) => Date(text, dayFirst) ?? ValueFolding.Digits(text, 4);

    /// <summary>Returns a number without currency, unit and thousands separators, in invariant digits; null if it is none.</summary>
    public static string? Number(string text)
    {
        var plain = text.AsSpan().Trim();
        while (plain.Length > 0 && !char.IsAsciiDigit(plain[0]) && plain[0] is not ('-' or '.'))
        {
            if (char.IsAsciiLetter(plain[0]) && plain.Length > 3 && !char.IsWhiteSpace(plain[3]) && !char.IsAsciiDigit(plain[3]))
            {
                return null;
            }
            plain = plain[1..];
        }
        var end = 0;
        while (end < plain.Length && (char.IsAsciiDigit(plain[end]) || plain[end] is '.' or ',' or '-' or '\''))
        {
            end++;
        }
        if (end == 0 || plain.Length - end > 12 || plain[end..].IndexOfAnyInRange('0', '9') >= 0)
        {
            return null;
        }
        var digits = plain[..end];
        var comma = digits.LastIndexOf(',');
        var point = digits.LastIndexOf('.');
        // A single comma before one or two last digits separates the decimals, else a point.
        var decimals = comma > point && digits.Length - comma - 1 is 1 or 2 && digits.Count(',') == 1 ? ',' : '.';
        var number = string.Concat(digits.ToString().Where(c => char.IsAsciiDigit(c) || c == decimals || c == '-')).Replace(',', '.');
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value.ToString("R", CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>
    /// Returns the year of a date or among words: 2004 for "2004-11-05", "May 2004" and "2004.0"; null if there is none or more than one.
    /// </summary>
    public static string? Year(string text)
    {
        string? year = null;
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }
            if (
                at - start == 4
                && text[start..at] is var four
                && string.CompareOrdinal(four, "1500") >= 0
                && string.CompareOrdinal(four, "2100") <= 0
            )
            {
                if (year is not null)
                {
                    return null;
                }
                year = four;
            }
            else if (at - start > 2)
            {
                return null;
            }
        }
        return year;
    }

    private static string? Parse(ReadOnlySpan<char> text, string[] formats) =>
        DateOnly.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var date)
        && date.Year is >= 1000 and < 3000
            ? date.ToString("yyyyMMdd", CultureInfo.InvariantCulture)
            : null;
}
