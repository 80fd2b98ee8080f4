using System.Text;

namespace Strata.Interpretation.Values;

/// <summary>
/// Numbers and money as people write them, exactly: never through binary floating point.
/// Groups by <c>. , ' ’</c> space and the no-break spaces, in threes (or the Indian two-two-three); decimals by <c>.</c> or <c>,</c>;
/// minus before or after, or parentheses; a currency before or after; a percent sign after (12 % reads as 12: the sign is a unit);
/// a closing <c>,-</c> or <c>.–</c> for no cents.
/// <para>One mark with exactly three digits after it (1.234) says nothing by itself: the column's decimal mark decides; next to a currency
/// it groups thousands, as no currency but those with thousandths has three decimals.</para>
/// </summary>
internal static class NumberText
{
    public const string Ambiguous = "ambiguous decimal mark";
    public const string Unreadable = "not a number";
    private const int MaxLength = 400;

    /// <param name="text">Without white space around it.</param>
    /// <param name="decimalMark">The column's, or null where it is not known.</param>
    /// <param name="integer">Whether the field holds whole numbers, so that 1.234 can only be grouped.</param>
    public static Reading Read(ReadOnlySpan<char> text, char? decimalMark, bool integer = false)
    {
        if (IsPlain(text))
        {
            return Reading.Of(Canonical(false, text, "", ""));
        }

        if (text.Length > MaxLength || !WrittenNumber.TryTake(text, out var w))
        {
            return Reading.Not(Unreadable);
        }

        return Digits(w.Digits, w.Negative, MarkFor(w, decimalMark, integer)) with
        {
            Currency = new CurrencyMark(w.Currency, w.MarkStart, w.MarkLength),
        };
    }

    /// <summary>The decimal mark that this text gives away for its column, or null.</summary>
    public static char? Mark(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength || IsPlain(text) || !WrittenNumber.TryTake(text, out var w))
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

    private static char? MarkFor(in WrittenNumber w, char? column, bool integer)
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

        // A whole number has no decimals, so that a lone mark before three digits can only group.
        var groups = integer || w.MarkLength > 0 && !Currencies.HasThousandths(w.Currency);
        return column ?? (groups ? Other(w.Digits[last]) : null);
    }

    private static char MarkWithin(ReadOnlySpan<char> digits, int last) =>
        digits[..last].Contains(digits[last]) ? Other(digits[last]) : digits[last];

    // 1.234 and 12,345 could be either; 0.123, .123, 1234.567, 1'234.567 and 1.234e5 could not.
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

            var kind = char.IsWhiteSpace(c) ? ' ' : c is '’' ? '\'' : c;
            if (run is 0 or > 3 || separator != '\0' && kind != separator || groups > 0 && run == 1)
            {
                return false;
            }

            allThrees &= groups == 0 || run == 3;
            separator = kind;
            groups++;
            run = 0;
        }

        // Groups of two but for the last are written with commas, in India: 12,34,567.
        return run == 3 && (allThrees || separator == ',');
    }

    private static Reading Make(bool negative, ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, ReadOnlySpan<char> exponent)
    {
        if (exponent.TrimStart("eE+-0").Length > 3)
        {
            return Reading.Not(Unreadable);
        }

        return Reading.Of(Canonical(negative, whole, fraction, exponent));
    }

    private static string Canonical(bool negative, ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, ReadOnlySpan<char> exponent)
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
        return exponent.IsEmpty && text.Length <= ExactNumber.MaxPlainDigits
            ? text
            : ExactNumber.Parse(Encoding.ASCII.GetBytes(string.Concat(text, exponent))).ToString();
    }
}
