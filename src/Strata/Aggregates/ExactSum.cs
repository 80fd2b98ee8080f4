using System.Numerics;

namespace Strata.Aggregates;

/// <summary>
/// Sum, least, greatest and average of numbers in canonical JSON, exact whatever their digits. Numbers of up to 18 digits are added as
/// integers of 128 bits; what does not fit goes to integers of any size.
/// </summary>
internal sealed class ExactSum
{
    /// <summary>How far from the point a digit may be: beyond, one number could make a sum of a million digits.</summary>
    public const int MaxPlace = 5_000;

    private const int QuickDigits = 18;
    private static readonly Int128 Most = Int128.MaxValue / 100;
    private static readonly Int128[] Powers = [.. Enumerable.Range(0, 38).Select(Power)];

    private Int128 _sum;
    private int _scale;
    private Dictionary<int, BigInteger>? _large;
    private Quick _min;
    private Quick _max;
    private bool _hasQuick;
    private ExactNumber? _largeMin;
    private ExactNumber? _largeMax;

    public long Count { get; private set; }

    /// <summary>Decimals of the most exact of its numbers.</summary>
    public int Decimals { get; private set; }

    /// <param name="json">A number as canonical JSON.</param>
    /// <exception cref="StrataException">INVALID_CONTENT: a digit is too far from the point.</exception>
    public void Add(ReadOnlySpan<byte> json)
    {
        if (Quick.TryRead(json) is { } quick)
        {
            Add(quick);
        }
        else
        {
            AddLarge(ExactNumber.Parse(json));
        }
        Count++;
    }

    /// <summary>Adds the numbers of another.</summary>
    public void Merge(ExactSum other)
    {
        if (other.Count == 0)
        {
            return;
        }
        other.Spill();
        foreach (var (exponent, digits) in other._large ?? [])
        {
            Keep(exponent, digits);
        }
        _largeMin = Least(_largeMin, other.Min);
        _largeMax = Greatest(_largeMax, other.Max);
        Count += other.Count;
        Decimals = Math.Max(Decimals, other.Decimals);
    }

    public ExactNumber Sum
    {
        get
        {
            var all = new Dictionary<int, BigInteger>(_large ?? []);
            all[-_scale] = all.GetValueOrDefault(-_scale) + (BigInteger)_sum;
            return Added(all);
        }
    }

    /// <summary>Null if there is no number.</summary>
    public ExactNumber? Min => Least(_hasQuick ? _min.Exact : null, _largeMin);

    /// <summary>Null if there is no number.</summary>
    public ExactNumber? Max => Greatest(_hasQuick ? _max.Exact : null, _largeMax);

    /// <summary>
    /// The average with two more decimals than the most exact number, rounded half to even. Null if there is no number.
    /// </summary>
    public ExactNumber? Average
    {
        get
        {
            if (Count == 0)
            {
                return null;
            }
            var (sum, decimals) = (Sum, Decimals + 2);
            var digits = sum.Digits * BigInteger.Pow(10, decimals + sum.Exponent);
            var rounded = BigInteger.DivRem(BigInteger.Abs(digits), Count, out var rest);
            if (rest * 2 > Count || (rest * 2 == Count && !rounded.IsEven))
            {
                rounded++;
            }
            return ExactNumber.Of(digits.Sign * rounded, -decimals);
        }
    }

    private static ExactNumber? Least(ExactNumber? a, ExactNumber? b) =>
        a is null || (b is { } other && other.CompareTo(a.Value) < 0) ? b : a;

    private static ExactNumber? Greatest(ExactNumber? a, ExactNumber? b) =>
        a is null || (b is { } other && other.CompareTo(a.Value) > 0) ? b : a;

    private void Add(Quick number)
    {
        Decimals = Math.Max(Decimals, number.Scale);
        if (!_hasQuick)
        {
            (_min, _max, _hasQuick) = (number, number, true);
        }
        else if (number.CompareTo(_min) < 0)
        {
            _min = number;
        }
        else if (number.CompareTo(_max) > 0)
        {
            _max = number;
        }
        if (number.Scale > _scale)
        {
            var power = Powers[number.Scale - _scale];
            if (Int128.Abs(_sum) > Most / power)
            {
                Spill();
            }
            (_sum, _scale) = (_sum * power, number.Scale);
        }
        _sum += number.Scale == _scale ? number.Digits : number.Digits * Powers[_scale - number.Scale];
        if (Int128.Abs(_sum) > Most)
        {
            Spill();
        }
    }

    private void AddLarge(ExactNumber number)
    {
        var digits = number.Digits;
        if (number.Exponent < -MaxPlace || number.Exponent + digits.GetByteCount() * 2.5 > MaxPlace)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"A sum takes numbers with digits up to {MaxPlace} places from the point; one of the values has more. Leave it out by a filter."
            );
        }
        Decimals = Math.Max(Decimals, -number.Exponent);
        _largeMin = Least(_largeMin, number);
        _largeMax = Greatest(_largeMax, number);
        Keep(number.Exponent, digits);
    }

    /// <summary>Keeps apart what has another exponent, as long as that is little: to bring all to one exponent takes long.</summary>
    private void Keep(int exponent, BigInteger digits)
    {
        const int Kept = 32;
        _large ??= [];
        _large[exponent] = _large.GetValueOrDefault(exponent) + digits;
        if (_large.Count > Kept)
        {
            var all = Added(_large);
            _large.Clear();
            _large[all.Exponent] = all.Digits;
        }
    }

    private static ExactNumber Added(Dictionary<int, BigInteger> parts)
    {
        var lowest = parts.Keys.Min();
        var digits = BigInteger.Zero;
        foreach (var (exponent, part) in parts)
        {
            digits += part * BigInteger.Pow(10, exponent - lowest);
        }
        return ExactNumber.Of(digits, lowest);
    }

    private void Spill()
    {
        Keep(-_scale, (BigInteger)_sum);
        _sum = 0;
    }

    private static Int128 Power(int exponent)
    {
        Int128 power = 1;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }
        return power;
    }

    /// <summary>A number <c>Digits / 10^Scale</c> of up to 18 digits.</summary>
    private readonly record struct Quick(long Digits, int Scale) : IComparable<Quick>
    {
        public ExactNumber Exact => ExactNumber.Of(Digits, -Scale);

        public int CompareTo(Quick other) =>
            Scale == other.Scale ? Digits.CompareTo(other.Digits)
            : Scale < other.Scale ? (Digits * Powers[other.Scale - Scale]).CompareTo(other.Digits)
            : ((Int128)Digits).CompareTo(other.Digits * Powers[Scale - other.Scale]);

        /// <summary>Null if the number has an exponent or more digits.</summary>
        public static Quick? TryRead(ReadOnlySpan<byte> json)
        {
            var at = json[0] == (byte)'-' ? 1 : 0;
            if (json.Length - at > QuickDigits)
            {
                return null;
            }
            var (digits, point) = (0L, -1);
            for (var i = at; i < json.Length; i++)
            {
                if (json[i] == (byte)'.')
                {
                    point = i;
                }
                else if (json[i] is >= (byte)'0' and <= (byte)'9')
                {
                    digits = (digits * 10) + (json[i] - (byte)'0');
                }
                else
                {
                    return null;
                }
            }
            return new Quick(at == 1 ? -digits : digits, point < 0 ? 0 : json.Length - point - 1);
        }
    }
}
