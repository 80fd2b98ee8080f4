namespace Strata.Parsing.Csv;

/// <summary>
/// What a column of a table adds up to, with points for decimals and with commas: which of the two it is need not be known, as long as a
/// total is written as what it sums up.
/// </summary>
internal sealed class ColumnSums
{
    /// <summary>Each number may have been rounded before it was written.</summary>
    private const decimal Tolerance = 0.01m;

    private Sums _points = new() { IsRead = true };
    private Sums _commas = new() { IsRead = true };

    private struct Sums
    {
        /// <summary>Whether every cell so far was a number, or none.</summary>
        public bool IsRead;
        public decimal All;

        /// <summary>Without rows that are called totals.</summary>
        public decimal Plain;

        /// <summary>Since the last such row.</summary>
        public decimal Since;
    }

    /// <param name="text">Without white space around it.</param>
    /// <param name="ofTotal">Whether the row is called a total, and yet is a record.</param>
    public void Add(ReadOnlySpan<char> text, bool ofTotal)
    {
        if (text.ContainsAnyInRange('0', '9'))
        {
            Add(ref _points, text, '.', ofTotal);
            Add(ref _commas, text, ',', ofTotal);
        }

        if (ofTotal)
        {
            _points.Since = _commas.Since = 0;
        }
    }

    /// <summary>Whether the text is a number that the column comes to: all of it, or what follows its last subtotal.</summary>
    public bool ComesTo(ReadOnlySpan<char> text) => ComesTo(_points, text, '.') || ComesTo(_commas, text, ',');

    private static bool ComesTo(in Sums sums, ReadOnlySpan<char> text, char mark) =>
        sums.IsRead
        && TryRead(text, mark, out var number)
        && (IsNear(number, sums.All) || IsNear(number, sums.Plain) || IsNear(number, sums.Since));

    private static bool IsNear(decimal a, decimal b) => Math.Abs(a - b) <= Tolerance;

    private static void Add(ref Sums sums, ReadOnlySpan<char> text, char mark, bool ofTotal)
    {
        if (!sums.IsRead)
        {
            return;
        }

        if (!TryRead(text, mark, out var number))
        {
            sums.IsRead = false;
            return;
        }

        sums.All += number;
        if (!ofTotal)
        {
            sums.Plain += number;
            sums.Since += number;
        }
    }

    /// <summary>A number with its sign, perhaps beside a currency; anything may group its digits but the mark.</summary>
    private static bool TryRead(ReadOnlySpan<char> text, char mark, out decimal number)
    {
        const int MostDigits = 18;
        number = 0;
        var (digits, decimals, letters) = (0, -1, 0);
        var (negative, inNumber) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
            {
                // Digits behind a letter, or behind letters that stand behind digits: a code.
                if (++digits > MostDigits || letters > 0 && inNumber || letters == 1 && char.IsLetter(text[i - 1]))
                {
                    return false;
                }

                inNumber = true;
                letters = 0;
                number = (number * 10) + (c - '0');
                decimals += decimals >= 0 ? 1 : 0;
            }
            else if (c == mark)
            {
                if (decimals >= 0 && inNumber)
                {
                    return false;
                }

                decimals = 0;
            }
            else if (c is '-' or '−' or '(')
            {
                if (negative)
                {
                    return false;
                }

                negative = true;
            }
            else if (char.IsLetter(c))
            {
                const int LongestCode = 4;
                if (++letters > LongestCode)
                {
                    return false;
                }
            }
            else if (c is '/' or ':' or '@' or '%')
            {
                return false;
            }
        }

        for (; decimals > 0; decimals--)
        {
            number /= 10;
        }

        number = negative ? -number : number;
        return digits > 0;
    }
}
