using System.Runtime.InteropServices;

namespace Strata.Interpretation.Values;

/// <summary>The numbers of a date, the month its words name, and the one mark between the numbers.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct DateTokens
{
    private int number0, number1, number2;
    private int digits0, digits1, digits2;

    public int Count { get; private set; }
    public int Month { get; private set; }

    /// <summary>The mark between numbers, 年 for CJK dates; NUL where there is none or they differ.</summary>
    public char Separator { get; private set; }

    public readonly int Number(int i) => i == 0 ? number0 : i == 1 ? number1 : number2;

    public readonly int Digits(int i) => i == 0 ? digits0 : i == 1 ? digits1 : digits2;

    public static bool TrySplit(ReadOnlySpan<char> text, out DateTokens tokens)
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

                mark = c is '年' or '月' ? '年' : '\0';
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
                (number0, digits0) = (value, digits.Length);
                break;
            case 1:
                (number1, digits1) = (value, digits.Length);
                Separator = mark;
                break;
            default:
                (number2, digits2) = (value, digits.Length);
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
