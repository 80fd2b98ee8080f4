namespace Strata.Rules.Values;

/// <summary>
/// Numbers and money as people write them, exactly: never through binary floating point.
/// Groups by <c>. , ' ’</c> space and the no-break spaces, in threes (or the Indian two-two-three); decimals by <c>.</c> or <c>,</c>;
/// minus before or after, or parentheses; a currency before or after, or a shared sign before and its code after; a percent sign after (12
/// % reads as 12: the sign is a unit); a closing <c>,-</c> or <c>.–</c> for no cents.
/// <para>One mark with exactly three digits after it (1.234) says nothing by itself: the column's decimal mark decides; next to a currency
/// it groups thousands, as no currency but those with thousandths has three decimals.</para>
/// </summary>
internal static class NumberText
{
    public const string Ambiguous = "ambiguous decimal mark";
    public const string Unreadable = "not a number";
    private const int MaxLength = 400;

    /// <param name="text">Trimmed.</param>
    /// <param name="decimalMark">The column's; null if unknown.</param>
    /// <param name="integer">Whether the field holds whole numbers, so that 1.234 can only be grouped.</param>
    public static Reading Read(ReadOnlySpan<char> text, char? decimalMark, bool integer = false)
    {
        if (IsPlain(text))
        {
            return Reading.Of(Canonical(false, text, ""));
        }
        if (text.Length > MaxLength || !Written.TryTake(text, out var w))
        {
            return Reading.Not(Unreadable);
        }
        return Digits(w.Digits, w.Negative, MarkFor(w, decimalMark, integer)) with
        {
            Currency = new CurrencyMark(w.Currency, w.MarkStart, w.MarkLength),
            IsPercent = w.IsPercent,
        };
    }

    /// <summary>Returns the decimal mark that this text proves for its column; null if none.</summary>
    public static char? Mark(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength || IsPlain(text) || !Written.TryTake(text, out var w))
        {
            return null;
        }
        var digits = w.Digits;
        var last = digits.LastIndexOfAny('.', ',');
        if (last < 0 || !Digits(digits, false, digits[last]).Ok && !Digits(digits, false, Other(digits[last])).Ok)
        {
            return null;
        }
        if (digits[..last].ContainsAny('.', ','))
        {
            return digits[..last].Contains(digits[last]) ? Other(digits[last]) : digits[last];
        }
        return IsAmbiguous(digits, last) ? null : digits[last];
    }

    private static bool IsPlain(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= ExactNumber.MaxPlainDigits && !text.ContainsAnyExceptInRange('0', '9');

    private static char Other(char mark) => mark == '.' ? ',' : '.';

    private static char? MarkFor(in Written w, char? column, bool integer)
    {
        var last = w.Digits.LastIndexOfAny('.', ',');
        if (last < 0)
        {
            return '.';
        }
        if (!IsAmbiguous(w.Digits, last))
        {
            return MarkWithin(w.Digits, last);
        }
        // A whole number has no decimals, so a single mark before three digits groups.
        var groups = integer || w.MarkLength > 0 && !Currencies.HasThousandths(w.Currency);
        return column ?? (groups ? Other(w.Digits[last]) : null);
    }

    private static char MarkWithin(ReadOnlySpan<char> digits, int last) =>
        digits[..last].Contains(digits[last]) ? Other(digits[last]) : digits[last];

    // 1.234 and 12,345 are ambiguous; 0.123, .123, 1234.567, 1'234.567 and 1.234e5 are not.
    private static bool IsAmbiguous(ReadOnlySpan<char> digits, int last) =>
        digits.Length - last - 1 == 3
        && last is >= 1 and <= 3
        && digits[0] != '0'
        && !digits[..last].ContainsAnyExceptInRange('0', '9')
        && !digits[(last + 1)..].ContainsAnyExceptInRange('0', '9');

    private static Reading Digits(ReadOnlySpan<char> digits, bool negative, char? mark)
    {
        if (mark is null)
        {
            return Reading.Not(Ambiguous);
        }
        var exponentAt = digits.IndexOfAny('e', 'E');
        var exponent = exponentAt < 0 ? default : digits[exponentAt..];
        var mantissa = exponentAt < 0 ? digits : digits[..exponentAt];
        var point = mantissa.IndexOf(mark.Value);
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? default : mantissa[(point + 1)..];
        if (fraction.ContainsAnyExceptInRange('0', '9') || whole.IsEmpty && fraction.IsEmpty || point >= 0 && fraction.IsEmpty)
        {
            return Reading.Not(Unreadable);
        }
        if (whole.ContainsAnyExceptInRange('0', '9'))
        {
            Span<char> ungrouped = stackalloc char[whole.Length];
            return Ungroup(whole, ungrouped, out var length)
                ? Make(negative, ungrouped[..length], fraction, exponent)
                : Reading.Not(Unreadable);
        }
        return Make(negative, whole, fraction, exponent);
    }

    private static bool Ungroup(ReadOnlySpan<char> whole, Span<char> ungrouped, out int length)
    {
        length = 0;
        var separator = '\0';
        var (run, groups) = (0, 0);
        var allThrees = true;
        foreach (var c in whole)
        {
            if (char.IsAsciiDigit(c))
            {
                ungrouped[length++] = c;
                run++;
                continue;
            }
            var kind =
                char.IsWhiteSpace(c) ? ' '
                : c is '’' ? '\''
                : c;
            if (run is 0 or > 3 || separator != '\0' && kind != separator || groups > 0 && run == 1)
            {
                return false;
            }
            allThrees &= groups == 0 || run == 3;
            separator = kind;
            groups++;
            run = 0;
        }
        // Indian grouping has commas: 12,34,567.
        return run == 3 && (allThrees || separator == ',');
    }

    private static Reading Make(bool negative, ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, ReadOnlySpan<char> exponent)
    {
        if (exponent.IsEmpty)
        {
            return Reading.Of(Canonical(negative, whole, fraction));
        }
        if (exponent.TrimStart("eE+-0").Length > 3)
        {
            return Reading.Not(Unreadable);
        }
        var text = string.Concat(Canonical(negative, whole, fraction), exponent);
        return Reading.Of(ExactNumber.Parse(Encoding.ASCII.GetBytes(text)).ToString());
    }

    private static string Canonical(bool negative, ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction)
    {
        whole = whole.TrimStart('0');
        fraction = fraction.TrimEnd('0');
        if (whole.IsEmpty && fraction.IsEmpty)
        {
            return "0";
        }
        var sign = negative ? "-" : "";
        var lead = whole.IsEmpty ? "0" : whole;
        var text = fraction.IsEmpty ? string.Concat(sign, lead) : string.Concat(sign, lead, ".", fraction);
        return text.Length <= ExactNumber.MaxPlainDigits ? text : ExactNumber.Parse(Encoding.ASCII.GetBytes(text)).ToString();
    }

    /// <summary>A number separated from sign, currency and percent sign: digits, marks and perhaps an exponent.</summary>
    private ref struct Written
    {
        public ReadOnlySpan<char> Digits;
        public bool Negative;
        public bool IsPercent;
        public string Currency;
        public int MarkStart;
        public int MarkLength;
        private int _marks;

        public static bool TryTake(ReadOnlySpan<char> text, out Written w)
        {
            w = new Written { Currency = "" };
            var (start, end) = (0, text.Length);
            var (signs, percent) = (0, false);
            while (true)
            {
                Trim(text, ref start, ref end);
                if (start >= end)
                {
                    return false;
                }
                if (text[start] == '(' && text[end - 1] == ')' && signs == 0)
                {
                    (w.Negative, signs, start, end) = (true, 1, start + 1, end - 1);
                }
                else if (IsMinus(text[start]) || text[start] == '+')
                {
                    w.Negative |= IsMinus(text[start]);
                    signs++;
                    start++;
                }
                else if (text[end - 1] is '%' && !percent && w.MarkLength == 0)
                {
                    percent = true;
                    end--;
                }
                else if (IsMinus(text[end - 1]) && end - start > 2 && text[end - 2] is ',' or '.')
                {
                    end -= 2;
                }
                else if (text[0] is '¥' or '￥' && text[end - 1] is '-' or '－' or 'ー')
                {
                    // "¥33,000-": nothing can be appended.
                    end--;
                }
                else if (IsMinus(text[end - 1]) || text[end - 1] == '+')
                {
                    w.Negative |= IsMinus(text[end - 1]);
                    signs++;
                    end--;
                }
                else if (!percent && TakeCurrency(text, ref start, ref end, ref w))
                {
                    continue;
                }
                else
                {
                    break;
                }
            }
            w.Digits = text[start..end];
            w.IsPercent = percent;
            return signs <= 1 && IsNumeric(w.Digits);
        }

        // One mark, or a shared sign with the code that decides: $9,450.00 MXN.
        private static bool TakeCurrency(ReadOnlySpan<char> text, ref int start, ref int end, ref Written w)
        {
            if (char.IsAsciiDigit(text[start]) && char.IsAsciiDigit(text[end - 1]) || w._marks == 2)
            {
                return false;
            }
            var inner = text[start..end];
            var code = "";
            var before = char.IsAsciiDigit(text[start]) ? 0 : Currencies.AtStart(inner, out code);
            var after = before > 0 || char.IsAsciiDigit(text[end - 1]) ? 0 : Currencies.AtEnd(inner, out code);
            var (at, length) = before > 0 ? (start, before) : (end - after, after);
            var mark = text.Slice(at, length);
            var first = text.Slice(w.MarkStart, w.MarkLength);
            if (
                length == 0
                || w._marks == 1
                    && !(Currencies.IsShared(first) && Currencies.IsCode(mark))
                    && !(Currencies.IsCode(first) && Currencies.IsShared(mark))
            )
            {
                return false;
            }
            if (w._marks++ == 0 || Currencies.IsCode(mark))
            {
                (w.Currency, w.MarkStart, w.MarkLength) = (code, at, length);
            }
            (start, end) = (start + before, end - after);
            return true;
        }

        private static void Trim(ReadOnlySpan<char> text, ref int start, ref int end)
        {
            while (start < end && char.IsWhiteSpace(text[start]))
            {
                start++;
            }
            while (end > start && char.IsWhiteSpace(text[end - 1]))
            {
                end--;
            }
        }

        private static bool IsMinus(char c) => c is '-' or '−' or '–';

        private static bool IsNumeric(ReadOnlySpan<char> digits)
        {
            var exponent = digits.IndexOfAny('e', 'E');
            if (exponent >= 0)
            {
                var power = digits[(exponent + 1)..];
                power = power is ['+' or '-', ..] ? power[1..] : power;
                if (power.IsEmpty || power.ContainsAnyExceptInRange('0', '9'))
                {
                    return false;
                }
                digits = digits[..exponent];
            }
            var any = false;
            foreach (var c in digits)
            {
                any |= char.IsAsciiDigit(c);
                if (!char.IsAsciiDigit(c) && c is not ('.' or ',' or '\'' or '’') && !char.IsWhiteSpace(c))
                {
                    return false;
                }
            }
            return any && digits[0] is not ('\'' or '’') && digits[^1] is not ('.' or ',' or '\'' or '’');
        }
    }
}
