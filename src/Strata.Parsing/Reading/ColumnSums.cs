using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Strata.Parsing.Reading;

/// <summary>
/// Sums of a table column, read both with decimal points and with decimal commas. Which of the two applies needn't be known, as long as a
/// total is written like the numbers it sums.
/// </summary>
internal sealed class ColumnSums
{
    /// <summary>Largest difference of a total, since each number may be rounded.</summary>
    private const decimal Tolerance = 0.01m;

    private Sums _points = new() { IsRead = true };
    private Sums _commas = new() { IsRead = true };

    private struct Sums
    {
        /// <summary>True while every cell was a number or without digits.</summary>
        public bool IsRead;

        /// <summary>Rows called totals.</summary>
        private Sum _totals;

        /// <summary>Other rows, up to the last total.</summary>
        private Sum _before;

        /// <summary>Other rows since the last total.</summary>
        private Sum _since;

        public readonly bool HasAny => _totals.Count + _before.Count + _since.Count > 0;

        public void Add(in WrittenNumber number, int decimals, bool ofTotal)
        {
            if (!IsRead)
            {
                return;
            }
            IsRead = decimals != WrittenNumber.Unread;
            if (IsRead)
            {
                (ofTotal ? ref _totals : ref _since).Add(number.Digits, Math.Max(decimals, 0));
            }
        }

        public void Restart() => (_before, _since) = (_before.Plus(_since), default);

        /// <summary>Returns how many numbers this is the sum of: all, all but totals, or those since the last total.</summary>
        public readonly int Summed(in WrittenNumber number, int decimals)
        {
            if (!IsRead || decimals == WrittenNumber.Unread)
            {
                return 0;
            }
            var value = Sum.Value(number.Digits, Math.Max(decimals, 0));
            var plain = _before.Plus(_since);
            return Math.Max(plain.Plus(_totals).CountIf(value), Math.Max(plain.CountIf(value), _since.CountIf(value)));
        }
    }

    /// <summary>
    /// Adds numbers as integers as long as the number of decimals stays the same: this runs for every cell of every table, and
    /// <c>decimal</c> is many times slower.
    /// </summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Sum
    {
        private decimal _value;
        private long _pending;
        private int _decimals;

        public int Count { get; private set; }

        public void Add(long digits, int decimals)
        {
            var sum = _pending + digits;
            if (decimals != _decimals || ((_pending ^ sum) & (digits ^ sum)) < 0)
            {
                (_value, sum, _decimals) = (_value + Value(_pending, _decimals), digits, decimals);
            }
            (_pending, Count) = (sum, Count + 1);
        }

        public readonly Sum Plus(in Sum other) => new() { _value = All + other.All, Count = Count + other.Count };

        public readonly int CountIf(decimal number) => Math.Abs(number - All) <= Tolerance ? Count : 0;

        private readonly decimal All => _value + Value(_pending, _decimals);

        public static decimal Value(long digits, int decimals)
        {
            var size = unchecked((ulong)(digits < 0 ? -digits : digits));
            return new(unchecked((int)size), (int)(size >> 32), 0, digits < 0, (byte)decimals);
        }
    }

    /// <summary>A number with its sign, possibly next to a currency. Any character may group digits, except the decimal mark.</summary>
    [StructLayout(LayoutKind.Auto)]
    private ref struct WrittenNumber
    {
        public const int Unread = -2;
        private const int None = -1;
        private const int MaxDigits = 18;
        private const int MaxCodeLength = 4;

        /// <summary>All digits as one integer, with the sign.</summary>
        public long Digits { get; private set; }

        /// <summary>
        /// Number of decimals if the point is the decimal mark: negative if there is no point, <see cref="Unread"/> if that makes it no
        /// number.
        /// </summary>
        public int AfterPoint { get; private set; }

        /// <summary>Number of decimals if the comma is the decimal mark; otherwise as <see cref="AfterPoint"/>.</summary>
        public int AfterComma { get; private set; }

        public static bool TryRead(ReadOnlySpan<char> text, [MaybeNullWhen(false)] out WrittenNumber number)
        {
            number = default;
            var (points, commas) = (None, None);
            var (value, digits, letters) = (0L, 0, 0);
            var (negative, inNumber) = (false, false);
            for (var i = 0; i < text.Length; i++)
            {
                var c = text[i];
                if (char.IsAsciiDigit(c))
                {
                    // Digits after a single letter, or after letters that follow digits: a code.
                    if (++digits > MaxDigits || letters > 0 && inNumber || letters == 1 && char.IsLetter(text[i - 1]))
                    {
                        return false;
                    }
                    inNumber = true;
                    letters = 0;
                    value = (value * 10) + (c - '0');
                    points += points >= 0 ? 1 : 0;
                    commas += commas >= 0 ? 1 : 0;
                }
                else if (c == '.')
                {
                    points = Mark(points, inNumber);
                }
                else if (c == ',')
                {
                    commas = Mark(commas, inNumber);
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
                    if (++letters > MaxCodeLength)
                    {
                        return false;
                    }
                }
                else if (c is '/' or ':' or '@' or '%')
                {
                    return false;
                }
            }
            number = new()
            {
                Digits = negative ? -value : value,
                AfterPoint = points,
                AfterComma = commas,
            };
            return digits > 0;
        }

        // A number has one decimal mark; a mark before its first digit doesn't count.
        private static int Mark(int decimals, bool inNumber) => decimals == Unread || decimals >= 0 && inNumber ? Unread : 0;
    }

    /// <summary>True if the column has numbers, and no other cells with digits.</summary>
    public bool IsOfNumbers => _points is { IsRead: true, HasAny: true } || _commas is { IsRead: true, HasAny: true };

    /// <param name="text">Trimmed text.</param>
    /// <param name="ofTotal">True if the row is called a total but is a record.</param>
    public void Add(ReadOnlySpan<char> text, bool ofTotal)
    {
        if (!(_points.IsRead || _commas.IsRead) || !text.ContainsAnyInRange('0', '9'))
        {
            return;
        }
        if (!WrittenNumber.TryRead(text, out var number))
        {
            _points.IsRead = _commas.IsRead = false;
            return;
        }
        _points.Add(number, number.AfterPoint, ofTotal);
        _commas.Add(number, number.AfterComma, ofTotal);
    }

    /// <summary>Starts the next subtotal after a total row.</summary>
    public void Restart()
    {
        _points.Restart();
        _commas.Restart();
    }

    /// <summary>
    /// Returns how many numbers the text is the sum of: the whole column, or those since its last subtotal; 0 if it is no sum.
    /// </summary>
    public int Summed(ReadOnlySpan<char> text) =>
        WrittenNumber.TryRead(text, out var number)
            ? Math.Max(_points.Summed(number, number.AfterPoint), _commas.Summed(number, number.AfterComma))
            : 0;
}
