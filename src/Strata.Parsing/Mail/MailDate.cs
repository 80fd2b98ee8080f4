namespace Strata.Parsing.Mail;

/// <summary>Mail dates: <c>Fri, 20 Nov 2026 09:15:00 +0100 (CET)</c> (RFC 5322, sections 3.3 and 4.3).</summary>
internal static class MailDate
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly Dictionary<string, int> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = 0,
        ["GMT"] = 0,
        ["Z"] = 0,
        ["UTC"] = 0,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
    };

    public static DateTimeOffset? Parse(string? value)
    {
        var text = value ?? "";
        var comment = text.IndexOf('(', StringComparison.Ordinal);
        var words = (comment < 0 ? text : text[..comment]).Replace(',', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var first = words.Length > 0 && !char.IsAsciiDigit(words[0][0]) ? 1 : 0;
        if (
            words.Length < first + 4
            || !int.TryParse(words[first], NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            || Month(words[first + 1]) is not { } month
            || !int.TryParse(words[first + 2], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || Time(words[first + 3]) is not { } time
        )
        {
            return Iso(text);
        }
        // Years of 2 or 3 digits: section 4.3.
        year +=
            year < 50 ? 2000
            : year < 1000 ? 1900
            : 0;
        try
        {
            var zone = words.Length > first + 4 ? Zone(words[first + 4]) : TimeSpan.Zero;
            return new DateTimeOffset(year, month, day, 0, 0, 0, zone).Add(time);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Parses <c>hh:mm[:ss]</c>, allowing a leap second.</summary>
    private static TimeSpan? Time(string word)
    {
        var parts = word.Split(':');
        Span<int> numbers = [0, 0, 0];
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 2 || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) || numbers[i] > 60)
            {
                return null;
            }
        }
        return parts.Length < 2 || numbers[0] > 23 || numbers[1] > 59 ? null : new(numbers[0], numbers[1], numbers[2]);
    }

    private static int? Month(string word)
    {
        var index = word.Length < 3 ? -1 : Array.IndexOf(Months, word[..3].ToLowerInvariant());
        return index < 0 ? null : index + 1;
    }

    private static TimeSpan Zone(string word)
    {
        if (
            word is ['+' or '-', _, _, _, _]
            && int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var hoursAndMinutes)
        )
        {
            return new(hoursAndMinutes / 100, hoursAndMinutes % 100, 0);
        }
        return TimeSpan.FromHours(Zones.GetValueOrDefault(word));
    }

    private static DateTimeOffset? Iso(string text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
            out var time
        )
            ? time
            : null;
}
