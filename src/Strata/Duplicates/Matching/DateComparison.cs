using System.Numerics;

namespace Strata.Duplicates.Matching;

/// <summary>Compares dates (eight digits, year first) by typing mistakes, then by distance.</summary>
internal sealed class DateComparison : Comparison
{
    private static readonly string[] Names =
    [
        "exact",
        "one slip, or day and month swapped",
        "two of year, month, day",
        "within 30 days",
        "same year",
        "different",
    ];

    private readonly ulong[] _exact;
    private readonly ulong[] _year;
    private readonly ulong[] _day;
    private readonly int[] _days;

    /// <summary>By value: its eight digits, one per byte, the first in the highest; 0 if there are not eight.</summary>
    private readonly ulong[] _eight;
    private readonly int _group;

    public DateComparison(CodedColumn column, int group)
        : base(column, Names)
    {
        _group = group;
        var salt = (ulong)group * 16;
        _exact = KeyPerValue(salt, v => v);
        _year = KeyPerValue(salt + 1, v => v[..4]);
        _day = KeyPerValue(salt + 2, v => v[4..]);
        _eight = [.. column.Values.Select(v => v.Length != 8 ? 0 : v.Aggregate(0UL, (eight, digit) => (eight << 8) | (byte)digit))];
        _days = [.. column.Values.Select(DayNumber)];
    }

    public override ComparisonKind Kind => ComparisonKind.Date;

    public override void AddKeys(int row, BlockingKeys keys)
    {
        if (Column.Codes[row] is >= 0 and var code)
        {
            keys.Add(_exact[code], _group);
            keys.Add(_year[code], _group);
            keys.Add(_day[code], _group + 1000);
        }
    }

    protected override int Compare(int x, int y)
    {
        var (a, b) = (_eight[x], _eight[y]);
        if (a == 0 || b == 0)
        {
            return EditDistance.Typing(Column.Values[x], Column.Values[y], 1) <= 1 ? 1 : 5;
        }
        var differ = a ^ b;
        var year = differ >> 32 == 0;
        var (month, day) = ((differ & 0xffff0000) == 0, (differ & 0xffff) == 0);
        // Eight digits are one slip apart only if one differs, or two neighbours are swapped.
        if (IsOneDigit(differ) || IsTwoSwapped(a, b, differ) || (year && (uint)b == (((uint)a << 16) | ((uint)a >> 16))))
        {
            return 1;
        }
        var same = (year ? 1 : 0) + (month ? 1 : 0) + (day ? 1 : 0);
        return same == 2 ? 2
            : _days[x] > 0 && _days[y] > 0 && Math.Abs(_days[x] - _days[y]) <= 30 ? 3
            : year ? 4
            : 5;
    }

    private static bool IsOneDigit(ulong differ) => differ >> (BitOperations.TrailingZeroCount(differ) & ~7) <= 0xff;

    private static bool IsTwoSwapped(ulong a, ulong b, ulong differ)
    {
        var at = BitOperations.TrailingZeroCount(differ) & ~7;
        var (two, other) = ((ushort)(a >> at), (ushort)(b >> at));
        return differ >> at <= 0xffff && two == (ushort)((other << 8) | (other >> 8));
    }

    private static int DayNumber(string eight) =>
        DateOnly.TryParseExact(eight, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date.DayNumber : 0;
}
