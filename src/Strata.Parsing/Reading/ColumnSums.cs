namespace Strata.Parsing.Reading;

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
        public Sum All;

        /// <summary>Without rows that are called totals.</summary>
        public Sum Plain;

        /// <summary>Since the last such row.</summary>
        public Sum Since;
    }

    private record struct Sum(decimal Value, int Count)
    {
        public void Add(decimal number) => (Value, Count) = (Value + number, Count + 1);

        public readonly int CountIf(decimal number) => Math.Abs(number - Value) <= Tolerance ? Count : 0;
    }

    /// <summary>Whether the column holds numbers, and nothing else that has digits.</summary>
    public bool IsOfNumbers => _points is { IsRead: true, All.Count: > 0 } || _commas is { IsRead: true, All.Count: > 0 };

    /// <param name="text">Without white space around it.</param>
    /// <param name="ofTotal">Whether the row is called a total, and yet is a record.</param>
    public void Add(ReadOnlySpan<char> text, bool ofTotal)
    {
        if (text.ContainsAnyInRange('0', '9'))
        {
            Add(ref _points, text, '.', ofTotal);
            Add(ref _commas, text, ',', ofTotal);
        }
    }

    /// <summary>A row that summed up has ended what the next one sums up.</summary>
    public void Restart() => _points.Since = _commas.Since = default;

    /// <summary>Of how many numbers the text is the sum: of all of the column, or of what follows its last subtotal; 0 where it is none.</summary>
    public int Summed(ReadOnlySpan<char> text) => Math.Max(Summed(_points, text, '.'), Summed(_commas, text, ','));

    private static int Summed(in Sums sums, ReadOnlySpan<char> text, char mark) =>
        sums.IsRead && TryRead(text, mark, out var number)
            ? Math.Max(sums.All.CountIf(number), Math.Max(sums.Plain.CountIf(number), sums.Since.CountIf(number)))
            : 0;

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

        sums.All.Add(number);
        if (!ofTotal)
        {
            sums.Plain.Add(number);
            sums.Since.Add(number);
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
