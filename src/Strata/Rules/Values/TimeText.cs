namespace Strata.Rules.Values;

/// <summary>
/// Times of day: 14:30, 14:30:15.250, 2:30 pm, 14.30 Uhr, 14h30, 2 p.m., 143000; with Z, UTC, GMT or an offset. A zone becomes its written
/// offset; named zones (CET, EST) have no single offset and are not read.
/// </summary>
internal static class TimeText
{
    public const string Unreadable = "not a time of day";

    /// <summary>Largest UTC offsets in hours, ahead and behind.</summary>
    private const int MaxAhead = 14;
    private const int MaxBehind = 12;

    /// <param name="Second">Null if absent.</param>
    /// <param name="Fraction">Digits of the fraction of a second, as written.</param>
    /// <param name="Zone"><c>Z</c> or <c>±hh:mm</c>; empty if absent.</param>
    internal readonly record struct Clock(int Hour, int Minute, int? Second, string Fraction, string Zone)
    {
        /// <summary>Minutes since midnight.</summary>
        public int Minutes => (Hour * 60) + Minute;

        public bool IsMidnight => Hour == 0 && Minute == 0 && Second is null or 0 && Fraction.AsSpan().Trim('0').IsEmpty;

        public string Text(bool withSeconds)
        {
            var seconds = Second is null && !withSeconds ? "" : string.Create(CultureInfo.InvariantCulture, $":{Second ?? 0:00}");
            var fraction = Fraction.Length > 0 ? "." + Fraction : "";
            return string.Create(CultureInfo.InvariantCulture, $"{Hour:00}:{Minute:00}{seconds}{fraction}{Zone}");
        }
    }

    public static Reading Read(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (StringShapes.Time(text))
        {
            return Reading.Of(JsonString.Quote(text));
        }
        return TryParse(text, compact: false, out var clock)
            ? Reading.Of($"\"{clock.Text(withSeconds: clock.Zone.Length > 0)}\"")
            : Reading.Not(Unreadable);
    }

    /// <param name="compact">Whether bare digits are a time (143000), as after the T of ISO 8601.</param>
    internal static bool TryParse(ReadOnlySpan<char> text, bool compact, out Clock clock)
    {
        clock = default;
        var rest = text.Trim();
        if (!TakeDigits(ref rest, compact ? 6 : 2, out var hour, out var digits))
        {
            return false;
        }
        int minute = 0,
            second = 0;
        bool hasMinute = false,
            hasSecond = false;
        var fraction = "";
        if (digits > 2)
        {
            if (digits is not (4 or 6))
            {
                return false;
            }
            (hour, minute, second) = digits == 4 ? (hour / 100, hour % 100, 0) : (hour / 10000, hour / 100 % 100, hour % 100);
            (hasMinute, hasSecond) = (true, digits == 6);
        }
        else if (rest is [':' or '.' or 'h' or 'H', >= '0' and <= '9', >= '0' and <= '9', ..])
        {
            var mark = rest[0];
            rest = rest[1..];
            hasMinute = TakeDigits(ref rest, 2, out minute, out _);
            if (rest.Length >= 3 && rest[0] == mark && mark != 'h' && char.IsAsciiDigit(rest[1]) && char.IsAsciiDigit(rest[2]))
            {
                rest = rest[1..];
                hasSecond = TakeDigits(ref rest, 2, out second, out _);
            }
        }
        if (hasSecond && rest is ['.' or ',', >= '0' and <= '9', ..])
        {
            var end = rest[1..].IndexOfAnyExceptInRange('0', '9');
            var length = end < 0 ? rest.Length - 1 : end;
            fraction = rest.Slice(1, length).ToString();
            rest = rest[(1 + length)..];
        }
        if (TakeHalf(ref rest, out var afternoon))
        {
            if (hour is < 1 or > 12)
            {
                return false;
            }
            hour = (hour % 12) + (afternoon ? 12 : 0);
            hasMinute = true;
        }
        if (!hasMinute || hour > 23 || minute > 59 || second > 59 || !TakeZone(rest.Trim(), out var zone))
        {
            return false;
        }
        clock = new Clock(hour, minute, hasSecond ? second : null, fraction, zone);
        return true;
    }

    private static bool TakeDigits(ref ReadOnlySpan<char> rest, int max, out int value, out int digits)
    {
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        digits = end < 0 ? rest.Length : end;
        value = digits > 0 && digits <= max ? int.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture) : -1;
        rest = rest[digits..];
        return value >= 0;
    }

    private static bool TakeHalf(ref ReadOnlySpan<char> rest, out bool afternoon)
    {
        var text = rest.TrimStart();
        afternoon = text is ['p' or 'P', ..];
        foreach (var word in (ReadOnlySpan<string>)(afternoon ? ["p.m.", "pm"] : ["a.m.", "am"]))
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                rest = text[word.Length..];
                return true;
            }
        }
        foreach (var word in (ReadOnlySpan<string>)["uhr", "hrs", "h"])
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                rest = text[word.Length..];
                break;
            }
        }
        return false;
    }

    private static bool TakeZone(ReadOnlySpan<char> text, out string zone)
    {
        zone = "";
        if (text.IsEmpty)
        {
            return true;
        }
        if (text is "Z" or "z" or "UTC" or "GMT" or "utc" or "gmt")
        {
            zone = "Z";
            return true;
        }
        if (text.StartsWith("UTC") || text.StartsWith("GMT"))
        {
            text = text[3..];
        }
        // Mail programs repeat the zone's name: +0100 (CET).
        var comment = text.IndexOf('(');
        text = comment > 0 ? text[..comment].TrimEnd() : text;
        if (text is not ['+' or '-' or '−', ..])
        {
            return false;
        }
        var sign = text[0] == '+' ? '+' : '-';
        var digits = text[1..];
        var colon = digits.IndexOf(':');
        var hourText =
            colon >= 0 ? digits[..colon]
            : digits.Length > 2 ? digits[..^2]
            : digits;
        var minuteText =
            colon >= 0 ? digits[(colon + 1)..]
            : digits.Length > 2 ? digits[^2..]
            : "00";
        if (
            hourText.Length is < 1 or > 2
            || minuteText.Length != 2
            || !int.TryParse(hourText, NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(minuteText, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || minutes > 59
            || (hours * 60) + minutes > (sign == '+' ? MaxAhead : MaxBehind) * 60
        )
        {
            return false;
        }
        zone = string.Create(CultureInfo.InvariantCulture, $"{sign}{hours:00}:{minutes:00}");
        return true;
    }
}
