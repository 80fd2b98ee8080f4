namespace Strata.Parsing.Sheets;

/// <summary>What kind of value a cell's number format shows.</summary>
internal enum NumberKind
{
    Number,
    Date,
    Time,
    DateTime,

    /// <summary>Elapsed time, which may exceed a day: <c>[h]:mm</c>.</summary>
    Duration,
}

/// <summary>Tells date and time formats from number formats (ECMA-376 part 1, 18.8.30 and 18.8.31).</summary>
internal static class NumberFormat
{
    private const int MaxCurrencyLength = 5;

    /// <summary>Returns a built-in format's kind; 27–36 and 50–58 are dates in East Asian editions.</summary>
    public static NumberKind OfBuiltIn(int id) =>
        id switch
        {
            (>= 14 and <= 17) or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58 => NumberKind.Date,
            (>= 18 and <= 21) or (>= 32 and <= 35) or 45 or 47 or 55 or 56 => NumberKind.Time,
            22 => NumberKind.DateTime,
            46 => NumberKind.Duration,
            _ => NumberKind.Number,
        };

    /// <summary>Reads the format code's section for positive values, ignoring quoted text, escapes, colours and currencies.</summary>
    public static NumberKind Of(string code)
    {
        var (date, time, month, digits) = (false, false, false, false);
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = code.IndexOf('"', i + 1) is > 0 and var quote ? quote : code.Length;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '[':
                    var close = code.IndexOf(']', i);
                    if (close < 0)
                    {
                        return NumberKind.Number;
                    }
                    if (IsElapsed(code.AsSpan(i + 1, close - i - 1)))
                    {
                        return NumberKind.Duration;
                    }
                    i = close;
                    break;
                case ';':
                    i = code.Length;
                    break;
                case 'G' or 'g' when code.AsSpan(i).StartsWith("General", StringComparison.OrdinalIgnoreCase):
                    i += "General".Length - 1;
                    break;
                case 'E' when i + 1 < code.Length && code[i + 1] is '+' or '-':
                    return NumberKind.Number;
                case 'd' or 'D' or 'y' or 'Y' or 'e' or 'g' or 'b' or 'B':
                    date = true;
                    break;
                case 'h' or 'H' or 's' or 'S':
                    time = true;
                    break;
                case 'm' or 'M':
                    month = true;
                    break;
                case '#' or '?' or '0':
                    digits = true;
                    break;
            }
        }
        // "m" is a month unless there are hours or seconds; digits occur in a time only as fractions of seconds.
        date |= month && !time;
        return (date, time) switch
        {
            _ when digits && !time => NumberKind.Number,
            (true, true) => NumberKind.DateTime,
            (true, false) => NumberKind.Date,
            (false, true) => NumberKind.Time,
            _ => NumberKind.Number,
        };
    }

    /// <summary>
    /// Returns the currency sign or code of a format (<c>#,##0.00 [$€-407]</c>, <c>"USD" 0.00</c>). Null if it has none. Reads only the
    /// section for positive values.
    /// </summary>
    public static string? Currency(string code)
    {
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '[' when i + 1 < code.Length && code[i + 1] == '$':
                    var close = code.IndexOf(']', i);
                    var named = close < 0 ? "" : code[(i + 2)..close].Split('-')[0].Trim();
                    if (named.Length > 0 || close < 0)
                    {
                        return named.Length is > 0 and <= MaxCurrencyLength ? named : null;
                    }
                    i = close;
                    break;
                case '"':
                    var end = code.IndexOf('"', i + 1);
                    var quoted = end < 0 ? "" : code[(i + 1)..end].Trim();
                    if (IsCurrency(quoted))
                    {
                        return quoted;
                    }
                    i = end < 0 ? code.Length : end;
                    break;
                case '_' or '*':
                    i++;
                    break;
                case var sign when char.GetUnicodeCategory(sign) == UnicodeCategory.CurrencySymbol:
                    return sign.ToString();
            }
        }
        return null;
    }

    /// <summary>Whether a quoted text is a currency rather than a unit.</summary>
    private static bool IsCurrency(string text) =>
        text.Length is > 0 and <= MaxCurrencyLength
        && (
            text.Any(c => char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol)
            || (text.All(char.IsAsciiLetterUpper) && CurrencyCodes.Contains(text))
            || text is "zł" or "kr" or "Kč" or "Ft" or "lei" or "Rs" or "Fr."
        );

    private static bool IsElapsed(ReadOnlySpan<char> bracketed) => bracketed.Length > 0 && bracketed.IndexOfAnyExcept("hHmMsS") < 0;
}
