namespace Strata.Interpretation.Values;

/// <summary>A number taken out of its sign, currency and percent sign; what is left are digits, marks and perhaps an exponent.</summary>
internal ref struct WrittenNumber
{
    public ReadOnlySpan<char> Digits;
    public bool Negative;
    public string Currency;
    public int MarkStart;
    public int MarkLength;

    public static bool TryTake(ReadOnlySpan<char> text, out WrittenNumber w)
    {
        w = new WrittenNumber { Currency = "" };
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
            else if (IsMinus(text[end - 1]) || text[end - 1] == '+')
            {
                w.Negative |= IsMinus(text[end - 1]);
                signs++;
                end--;
            }
            else if (w.MarkLength == 0 && !percent && TakeCurrency(text, ref start, ref end, ref w))
            {
                continue;
            }
            else
            {
                break;
            }
        }

        w.Digits = text[start..end];
        return signs <= 1 && IsNumeric(w.Digits);
    }

    private static bool TakeCurrency(ReadOnlySpan<char> text, ref int start, ref int end, ref WrittenNumber w)
    {
        if (char.IsAsciiDigit(text[start]) && char.IsAsciiDigit(text[end - 1]))
        {
            return false;
        }

        var inner = text[start..end];
        var length = char.IsAsciiDigit(text[start]) ? 0 : Currencies.AtStart(inner, out w.Currency);
        if (length > 0)
        {
            (w.MarkStart, w.MarkLength, start) = (start, length, start + length);
            return true;
        }

        length = char.IsAsciiDigit(text[end - 1]) ? 0 : Currencies.AtEnd(inner, out w.Currency);
        (w.MarkStart, w.MarkLength, end) = (end - length, length, end - length);
        return length > 0;
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
