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

/// <summary>Tells formats of dates and times from those of numbers (ECMA-376 part 1, 18.8.30 and 18.8.31).</summary>
internal static class NumberFormat
{
    /// <summary>Formats that are known by number alone; 27–36 and 50–58 are dates in East Asian editions.</summary>
    public static NumberKind OfBuiltIn(int id) =>
        id switch
        {
            (>= 14 and <= 17) or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58 => NumberKind.Date,
            (>= 18 and <= 21) or (>= 32 and <= 35) or 45 or 47 or 55 or 56 => NumberKind.Time,
            22 => NumberKind.DateTime,
            46 => NumberKind.Duration,
            _ => NumberKind.Number,
        };

    /// <summary>Reads the code's first section, the one for positive values; quoted text, escapes, colours and currencies don't count.</summary>
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

        // "m" is a month unless hours or seconds are about; digits stand in a time only as fractions of its seconds.
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

    private static bool IsElapsed(ReadOnlySpan<char> bracketed) =>
        bracketed.Length > 0 && bracketed.IndexOfAnyExcept("hHmMsS") < 0;
}
