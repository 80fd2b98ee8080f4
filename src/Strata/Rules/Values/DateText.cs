using System.Runtime.InteropServices;

namespace Strata.Rules.Values;

/// <summary>
/// Dates as people write them: 2026-03-04, 2026/3/4, 20260304, 4.3.2026, 4/3/26, 4-3-2026, 4 March 2026, Mar 4, 2026, 04-Mar-26,
/// 4. März 2026, 4 de marzo de 2026, 2026年3月4日, 4 tháng 3 năm 2026, 2026 m. kovo 4 d., with or without the day of the week.
/// <para>Two-digit years: 00–68 are 2000–2068, 69–99 are 1969–1999 (POSIX strptime). With dots the day comes first, unless the second
/// number is above 12.</para>
/// </summary>
internal static class DateText
{
    public const string Ambiguous = "ambiguous day/month order";
    public const string Unreadable = "not a date";

    public static Reading Read(ReadOnlySpan<char> text, bool? dayFirst) =>
        Parse(text, dayFirst, out var date) switch
        {
            Outcome.Read => Reading.Of($"\"{date:yyyy-MM-dd}\""),
            Outcome.Ambiguous => Reading.Not(Ambiguous),
            _ => Reading.Not(Unreadable),
        };

    /// <summary>Returns a text's evidence for its column's order: true day first, false month first, null none.</summary>
    public static bool? Order(ReadOnlySpan<char> text) =>
        IsNumeric(text, out var t) ? Forced(t) ?? (t.Separator == '.' && t.Number(0) <= 12 ? true : null) : null;

    /// <summary>Returns the only order in which the numbers are a date; null if both or neither are.</summary>
    public static bool? Forced(ReadOnlySpan<char> text) => IsNumeric(text, out var t) ? Forced(t) : null;

    /// <summary>
    /// Whether the text is zeros in the form of a date, perhaps with a time of zeros, as programs write a missing one: 0/0/00, 00.00.0000,
    /// 0000-00-00 00:00:00.
    /// </summary>
    public static bool IsNone(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var end = text.IndexOfAny(' ', 'T');
        var time = end < 0 ? [] : text[(end + 1)..];
        return !time.ContainsAnyExcept("0:.Z")
            && HasMarks(end < 0 ? text : text[..end], out var t)
            && (t.Number(0), t.Number(1), t.Number(2)) is (0, 0, 0)
            && t.Digits(1) <= 2
            && (t.Digits(0) <= 2 ? t.Digits(2) <= 2 || t.Digits(2) == 4 : t.Digits(0) == 4 && t.Digits(2) <= 2);
    }

    /// <summary>
    /// Whether the text is three numbers that can only be a date, or an empty one: 16/5/1980, 5/16/80, 1980-05-16, 0/0/00.
    /// </summary>
    public static bool IsOnlyDate(ReadOnlySpan<char> text) =>
        IsNone(text)
        || HasMarks(text.Trim(), out var t)
            && Parse(text, dayFirst: null, out _) != Outcome.Unreadable
            && (
                t.Digits(0) == 4 ? t.Number(0)
                : t.Digits(2) == 4 ? t.Number(2)
                : t.Separator == '/' ? 2000
                : 0
            )
                is >= 1900
                    and < 2100;

    private static bool HasMarks(ReadOnlySpan<char> text, out Tokens tokens) =>
        Tokens.TrySplit(text, out tokens)
        && tokens is { Month: 0, Count: 3, Separator: '/' or '-' or '.' }
        && !text.ContainsAnyExcept("0123456789/-.");

    private static bool? Forced(in Tokens t) =>
        (t.Number(0) > 12, t.Number(1) > 12) switch
        {
            (true, false) => true,
            (false, true) => false,
            _ => null,
        };

    private static bool IsNumeric(ReadOnlySpan<char> text, out Tokens tokens) =>
        Tokens.TrySplit(text.Trim(), out tokens) && tokens.Month == 0 && tokens.Count == 3 && tokens.Digits(0) <= 2;

    internal enum Outcome
    {
        Unreadable,
        Ambiguous,
        Read,
    }

    internal static Outcome Parse(ReadOnlySpan<char> text, bool? dayFirst, out DateOnly date)
    {
        date = default;
        text = text.Trim();
        if (text.Length == 10 && text[4] == '-' && text[7] == '-')
        {
            return DateOnly.TryParseExact(text, "yyyy-MM-dd", out date) ? Outcome.Read : Outcome.Unreadable;
        }
        if (!Tokens.TrySplit(text, out var t))
        {
            return Outcome.Unreadable;
        }
        if (t.Month != 0)
        {
            return Named(t, out date);
        }
        if (t.Count == 1 && t.Digits(0) == 8)
        {
            return Make(t.Number(0) / 10000, t.Number(0) / 100 % 100, t.Number(0) % 100, out date);
        }
        return t.Count == 3 && t.Separator != '\0' ? Numeric(t, dayFirst, out date) : Outcome.Unreadable;
    }

    private static Outcome Named(in Tokens t, out DateOnly date)
    {
        date = default;
        if (t.Count != 2)
        {
            return Outcome.Unreadable;
        }
        var yearFirst = t.Digits(0) == 4;
        var (day, year) = yearFirst ? (1, 0) : (0, 1);
        return t.Digits(day) <= 2 && Year(t, year) is { } y ? Make(y, t.Month, t.Number(day), out date) : Outcome.Unreadable;
    }

    private static Outcome Numeric(in Tokens t, bool? dayFirst, out DateOnly date)
    {
        date = default;
        if (t.Digits(0) == 4)
        {
            return t.Digits(1) <= 2 && t.Digits(2) <= 2 ? Make(t.Number(0), t.Number(1), t.Number(2), out date) : Outcome.Unreadable;
        }
        if (t.Digits(0) > 2 || t.Digits(1) > 2 || Year(t, 2) is not { } year)
        {
            return Outcome.Unreadable;
        }
        var (first, second) = (t.Number(0), t.Number(1));
        if (first > 12 || second > 12)
        {
            return first > 12 ? Make(year, second, first, out date) : Make(year, first, second, out date);
        }
        if (first == second)
        {
            return Make(year, first, second, out date);
        }
        return (t.Separator == '.' ? true : dayFirst) switch
        {
            true => Make(year, second, first, out date),
            false => Make(year, first, second, out date),
            null => Outcome.Ambiguous,
        };
    }

    private static int? Year(in Tokens t, int i) =>
        t.Digits(i) switch
        {
            4 => t.Number(i),
            2 => t.Number(i) + (t.Number(i) <= 68 ? 2000 : 1900),
            _ => null,
        };

    private static Outcome Make(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return Outcome.Unreadable;
        }
        date = new DateOnly(year, month, day);
        return Outcome.Read;
    }

    /// <summary>The numbers of a date, the month by name, and the separator.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Tokens
    {
        private int _number0,
            _number1,
            _number2;
        private int _digits0,
            _digits1,
            _digits2;

        public int Count { get; private set; }
        public int Month { get; private set; }

        /// <summary>Separator of the numbers, 年 for CJK dates; NUL if there is none or they differ.</summary>
        public char Separator { get; private set; }

        public readonly int Number(int i) =>
            i == 0 ? _number0
            : i == 1 ? _number1
            : _number2;

        public readonly int Digits(int i) =>
            i == 0 ? _digits0
            : i == 1 ? _digits1
            : _digits2;

        public static bool TrySplit(ReadOnlySpan<char> text, out Tokens tokens)
        {
            tokens = default;
            if (text.Length is 0 or > 48)
            {
                return false;
            }
            var at = 0;
            var words = 0;
            var mark = '\0';
            while (at < text.Length)
            {
                var c = text[at];
                var end = at + 1;
                if (char.IsAsciiDigit(c))
                {
                    while (end < text.Length && char.IsAsciiDigit(text[end]))
                    {
                        end++;
                    }
                    if (!tokens.AddNumber(text[at..end], mark))
                    {
                        return false;
                    }
                    mark = '\0';
                }
                else if (char.IsLetter(c))
                {
                    while (end < text.Length && char.IsLetter(text[end]))
                    {
                        end++;
                    }
                    if (!tokens.AddWord(text[at..end], words++ == 0 && tokens.Count == 0))
                    {
                        return false;
                    }
                    mark =
                        c is '年' or '月' ? '年'
                        : MonthNames.IsBetween(text[at..end]) ? '.'
                        : '\0';
                }
                else if (c is '/' or '-' or '.')
                {
                    if (mark is not ('\0' or '.'))
                    {
                        return false;
                    }
                    mark = c;
                }
                else if (c is not (',' or '\'' or '’') && !char.IsWhiteSpace(c))
                {
                    return false;
                }
                at = end;
            }
            return mark is '\0' or '.';
        }

        private bool AddNumber(ReadOnlySpan<char> digits, char mark)
        {
            if (Count == 3 || digits.Length > 8 || Count == 0 && Month == 0 && mark is not ('\0' or '.'))
            {
                return false;
            }
            var value = int.Parse(digits);
            switch (Count)
            {
                case 0:
                    (_number0, _digits0) = (value, digits.Length);
                    break;
                case 1:
                    (_number1, _digits1) = (value, digits.Length);
                    Separator = mark;
                    break;
                default:
                    (_number2, _digits2) = (value, digits.Length);
                    Separator = mark == Separator ? mark : '\0';
                    break;
            }
            Count++;
            return true;
        }

        private bool AddWord(ReadOnlySpan<char> word, bool first)
        {
            var month = MonthNames.Month(word);
            if (month != 0 && Month == 0)
            {
                Month = month;
                return true;
            }
            // "mar. 3 mars 2026": the first word was a Tuesday, not March.
            if (month != 0 && first is false && Count <= 1)
            {
                Month = month;
                return true;
            }
            return month == 0 && (MonthNames.IsSmall(word) || MonthNames.IsDay(word) && Count == 0);
        }
    }
}
