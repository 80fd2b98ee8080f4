namespace Strata.Duplicates.Matching;

/// <summary>A field in which records of one thing never differ or, if it holds dates, by no more than so many days.</summary>
internal sealed class DistinctColumn
{
    private readonly int[] _codes;

    /// <summary>By value; null if any two different values tell apart.</summary>
    private readonly Moment[]? _moments;
    private readonly int _days;

    private DistinctColumn(CodedColumn column, int? days)
    {
        Field = column.Name;
        _codes = column.Codes;
        _days = days ?? 0;
        _moments = days is null ? null : [.. column.Values.Select(Moment.Of)];
    }

    public string Field { get; }

    /// <param name="normalise">Returns null if the value says nothing.</param>
    public static DistinctColumn OfValues(RecordTable table, string field, Func<string, string?> normalise) =>
        new(Column(table, field, normalise), null);

    /// <summary>Creates a column of ISO 8601 dates, with or without times; other values tell nothing.</summary>
    /// <param name="days">Dates no further apart may be of one thing.</param>
    public static DistinctColumn OfDays(RecordTable table, string field, int days) =>
        new(Column(table, field, v => Moment.IsOne(v) ? v : null), days);

    public bool Apart(int a, int b)
    {
        var (x, y) = (_codes[a], _codes[b]);
        return x >= 0 && y >= 0 && x != y && (_moments is null || _moments[x].DaysTo(_moments[y]) > _days);
    }

    private static CodedColumn Column(RecordTable table, string field, Func<string, string?> normalise) =>
        CodedColumn.Of(
            table,
            table.Columns.Index().First(c => string.Equals(c.Item.Name, field, StringComparison.Ordinal)).Index,
            normalise,
            null
        );

    /// <param name="Day">The date as written, as a number.</param>
    /// <param name="Utc">Days in UTC; NaN if the offset is not known.</param>
    private readonly record struct Moment(int Day, double Utc)
    {
        private const int DateLength = 10;

        public static bool IsOne(string text) => TryDate(text, out _);

        public static Moment Of(string text)
        {
            TryDate(text, out var date);
            var hasOffset = text.Length > DateLength && (text[^1] is 'Z' or 'z' || text.AsSpan(DateLength).IndexOfAny('+', '-') >= 0);
            return new(
                date.DayNumber,
                hasOffset && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at)
                    ? at.UtcTicks / (double)TimeSpan.TicksPerDay
                    : double.NaN
            );
        }

        /// <summary>Returns the distance by date or by time, whichever is less: one moment has two dates in two time zones.</summary>
        public double DaysTo(Moment other)
        {
            var days = Math.Abs(Day - other.Day);
            var exact = Math.Abs(Utc - other.Utc);
            return exact < days ? exact : days;
        }

        private static bool TryDate(string text, out DateOnly date)
        {
            date = default;
            return text.Length >= DateLength
                && DateOnly.TryParseExact(
                    text.AsSpan(0, DateLength),
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out date
                );
        }
    }
}
