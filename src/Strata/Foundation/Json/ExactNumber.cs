using System.Numerics;

namespace Strata.Foundation.Json;

/// <summary>
/// A decimal number with all its digits: <c>±digits × 10^exponent</c>, the digits without leading or trailing zeros.
/// Its text is plain decimal notation up to <see cref="MaxPlainDigits"/> digits, and beyond that <c>d.ddde±x</c>
/// (no <c>+</c>, no padding), so equal numbers have equal texts: <c>1.50 → 1.5</c>, <c>1e2 → 100</c>, <c>-0 → 0</c>.
/// </summary>
public readonly struct ExactNumber : IComparable<ExactNumber>, IEquatable<ExactNumber>
{
    public const int MaxPlainDigits = 40;
    public const int MaxExponent = 1_000_000;

    private readonly string _digits;
    private readonly int _exponent;
    private readonly bool _negative;

    private ExactNumber(bool negative, string digits, int exponent)
    {
        _negative = negative;
        _digits = digits;
        _exponent = exponent;
    }

    public bool IsZero => _digits is null or "";
    public bool IsInteger => IsZero || _exponent >= 0;

    /// <summary>Position of the leading digit: 0.05 has -1, 5 has 1, 50 has 2.</summary>
    public int Magnitude => _digits.Length + _exponent;

    /// <summary>Whether the JSON number is its own canonical text; false may mean "unknown without parsing".</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxPlainDigits || json.ContainsAny((byte)'e', (byte)'E'))
        {
            return false;
        }
        return json.Contains((byte)'.') ? json[^1] != (byte)'0' : !json.SequenceEqual("-0"u8);
    }

    /// <param name="json">A number by the grammar of RFC 8259.</param>
    public static ExactNumber Parse(ReadOnlySpan<byte> json)
    {
        var negative = json[0] == (byte)'-';
        var rest = negative ? json[1..] : json;
        var e = rest.IndexOfAny((byte)'e', (byte)'E');
        var exponent = e < 0 ? 0 : ParseExponent(rest[(e + 1)..]);
        var mantissa = e < 0 ? rest : rest[..e];
        var point = mantissa.IndexOf((byte)'.');
        var fraction = point < 0 ? 0 : mantissa.Length - point - 1;
        var all =
            point < 0
                ? Encoding.ASCII.GetString(mantissa)
                : string.Concat(Encoding.ASCII.GetString(mantissa[..point]), Encoding.ASCII.GetString(mantissa[(point + 1)..]));
        var significant = all.TrimEnd('0');
        var trailing = all.Length - significant.Length;
        significant = significant.TrimStart('0');
        return significant.Length == 0 ? default : new ExactNumber(negative, significant, Limited((long)exponent - fraction + trailing));
    }

    /// <summary>The number <paramref name="digits"/> × 10^<paramref name="exponent"/>.</summary>
    public static ExactNumber Of(BigInteger digits, int exponent)
    {
        var all = BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture);
        var significant = all.TrimEnd('0');
        return digits.IsZero
            ? default
            : new ExactNumber(digits.Sign < 0, significant, Limited((long)exponent + all.Length - significant.Length));
    }

    /// <summary>Its digits as a whole number, to be multiplied by 10^<see cref="Exponent"/>.</summary>
    public BigInteger Digits =>
        IsZero ? BigInteger.Zero : Sign * BigInteger.Parse(_digits, NumberStyles.None, CultureInfo.InvariantCulture);

    public int Exponent => IsZero ? 0 : _exponent;

    public static ExactNumber Of(JsonElement number) => Parse(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(number));

    public override string ToString()
    {
        if (IsZero)
        {
            return "0";
        }
        var sign = _negative ? "-" : "";
        if (_exponent >= 0 && _digits.Length + _exponent <= MaxPlainDigits)
        {
            return sign + _digits + new string('0', _exponent);
        }
        if (_exponent < 0 && Magnitude > 0 && _digits.Length <= MaxPlainDigits)
        {
            return $"{sign}{_digits.AsSpan(0, Magnitude)}.{_digits.AsSpan(Magnitude)}";
        }
        if (_exponent < 0 && Magnitude <= 0 && 1 - _exponent <= MaxPlainDigits)
        {
            return $"{sign}0.{new string('0', -Magnitude)}{_digits}";
        }
        var fraction = _digits.Length == 1 ? "" : "." + _digits[1..];
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{_digits[0]}{fraction}e{Magnitude - 1}");
    }

    public int CompareTo(ExactNumber other)
    {
        var sign = Sign;
        if (sign != other.Sign)
        {
            return sign.CompareTo(other.Sign);
        }
        if (sign == 0)
        {
            return 0;
        }
        // Without trailing zeros, digits with equal leading positions compare as text.
        var byPlace = Magnitude.CompareTo(other.Magnitude);
        return sign * (byPlace != 0 ? byPlace : string.CompareOrdinal(_digits, other._digits));
    }

    /// <summary>Whether this is a whole multiple of a number; exact, unlike binary <c>0.3 / 0.1</c>.</summary>
    public bool IsMultipleOf(ExactNumber step)
    {
        if (IsZero)
        {
            return true;
        }
        // 10^k has only the prime factors 2 and 5: below the step's last position this number must have no digits.
        var shift = (long)_exponent - step._exponent;
        var value = BigInteger.Parse(_digits, CultureInfo.InvariantCulture);
        var divisor = BigInteger.Parse(step._digits, CultureInfo.InvariantCulture);
        return shift >= 0
            ? (value * BigInteger.ModPow(10, shift, divisor) % divisor).IsZero
            : -shift <= _digits.Length + step._digits.Length && (value % (divisor * BigInteger.Pow(10, (int)-shift))).IsZero;
    }

    public bool Equals(ExactNumber other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is ExactNumber other && Equals(other);

    public override int GetHashCode() =>
        IsZero ? 0 : HashCode.Combine(_negative, _exponent, string.GetHashCode(_digits, StringComparison.Ordinal));

    private int Sign =>
        IsZero ? 0
        : _negative ? -1
        : 1;

    private static int ParseExponent(ReadOnlySpan<byte> text)
    {
        var digits = text.TrimStart("+-0"u8);
        if (digits.Length > 9)
        {
            throw TooLarge();
        }
        var value = digits.IsEmpty ? 0 : int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return text[0] == (byte)'-' ? -value : value;
    }

    private static int Limited(long exponent) => Math.Abs(exponent) <= MaxExponent ? (int)exponent : throw TooLarge();

    private static StrataException TooLarge() => new(ErrorCode.InvalidContent, $"A number's exponent lies beyond ±{MaxExponent}.");
}
