using System.Globalization;

namespace Strata.Duplicates.Matching;

/// <summary>Dates as eight digits, year first. By slips of the typist, then by distance.</summary>
internal sealed class DateComparison : Comparison
{
    private static readonly string[] Names = ["exact", "one slip, or day and month swapped", "two of year, month, day", "within 30 days", "same year", "different"];

    private readonly ulong[] _exact;
    private readonly ulong[] _year;
    private readonly ulong[] _day;
    private readonly int[] _days;
    private readonly int _group;

    public DateComparison(CodedColumn column, int group)
        : base(column, Names)
    {
        _group = group;
        var salt = (ulong)group * 16;
        _exact = KeyPerValue(salt, v => v);
        _year = KeyPerValue(salt + 1, v => v[..4]);
        _day = KeyPerValue(salt + 2, v => v[4..]);
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
        var a = Column.Values[x].AsSpan();
        var b = Column.Values[y].AsSpan();
        if (a.Length != 8 || b.Length != 8)
        {
            return EditDistance.Typing(a, b, 1) <= 1 ? 1 : 5;
        }
        var year = a[..4].SequenceEqual(b[..4]);
        if (EditDistance.Typing(a, b, 1) <= 1 || (year && a[4..6].SequenceEqual(b[6..]) && a[6..].SequenceEqual(b[4..6])))
        {
            return 1;
        }
        var same = (year ? 1 : 0) + (a[4..6].SequenceEqual(b[4..6]) ? 1 : 0) + (a[6..].SequenceEqual(b[6..]) ? 1 : 0);
        return same == 2 ? 2
            : _days[x] > 0 && _days[y] > 0 && Math.Abs(_days[x] - _days[y]) <= 30 ? 3
            : year ? 4
            : 5;
    }

    private static int DayNumber(string eight) =>
        DateOnly.TryParseExact(eight, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date.DayNumber : 0;
}
