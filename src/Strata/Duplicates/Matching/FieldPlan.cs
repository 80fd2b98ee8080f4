namespace Strata.Duplicates.Matching;

/// <summary>How a field is compared, as its values (or its schema) suggest.</summary>
/// <param name="DayFirst">Day/month order of ambiguous dates.</param>
/// <param name="IsQuoted">Whether a record's texts name it too, so that its numbers count among theirs.</param>
/// <param name="LeavesNumbers">Whether a text is compared without its numbers, which are a field of their own.</param>
internal sealed record FieldPlan(
    string Field,
    ComparisonKind Kind,
    bool DayFirst = false,
    bool IsQuoted = false,
    bool LeavesNumbers = false
)
{
    private const int Sample = 2000;
    private const int MaxDresses = 20;
    private const double MinPhones = 0.03;

    /// <summary>Returns the plan for a column; null if it says nothing: empty, or the same in every row.</summary>
    public static FieldPlan? Of(RecordTable.Column column)
    {
        if (column.Values.Count < 2)
        {
            return null;
        }
        var step = Math.Max(1, column.Values.Count / Sample);
        var sample = new List<string>(Sample);
        for (var i = 0; i < column.Values.Count; i += step)
        {
            if (ValueFolding.Words(column.Values[i]) is not null)
            {
                sample.Add(column.Values[i]);
            }
        }
        return sample.Count < 2 ? null : Of(column.Name, sample);
    }

    private static FieldPlan Of(string name, List<string> sample)
    {
        double Part(Func<string, bool> holds) => sample.Count(holds) / (double)sample.Count;

        if (Part(v => v.Contains('@', StringComparison.Ordinal)) >= 0.7)
        {
            return new(name, ComparisonKind.Email);
        }
        // A year in one file may be a whole date in the other.
        if (Part(IsYear) is var years && (years >= 0.8 || (years >= 0.3 && Part(v => MatchText.Year(v) is not null) >= 0.9)))
        {
            return new(name, ComparisonKind.Year);
        }
        var dayFirst =
            Part(v =>
                MatchText.Date(v, dayFirst: true) is { } d
                && !string.Equals(d, MatchText.Date(v, dayFirst: false), StringComparison.Ordinal)
                && HasLargeFirst(v)
            ) > 0;
        if (Part(v => v.Length >= 6 && MatchText.Date(v, dayFirst) is not null) >= 0.7)
        {
            return new(name, ComparisonKind.Date, dayFirst);
        }
        // If some look like telephone numbers, long bare numbers beside them are too: "(555) 741-7702" and "5557417702".
        if (Part(IsPhone) is var phones && (phones >= 0.8 || (phones >= MinPhones && Part(v => IsPhone(v) || IsBare(v)) >= 0.8)))
        {
            return new(name, ComparisonKind.Phone);
        }
        if (
            Part(v => MatchText.Number(v) is not null) >= 0.85
            && sample.Select(Dress).Distinct(StringComparer.Ordinal).Take(MaxDresses + 1).Count() <= MaxDresses
        )
        {
            return new(name, OfNumbers(sample, Part));
        }
        var words = sample.Average(v => 1 + (Phrase.Of(v)?.Count(c => c == ' ') ?? 0));
        return Part(v => v.AsSpan().IndexOfAnyInRange('0', '9') >= 0) >= 0.8 && words < 1.6
            ? new(name, ComparisonKind.Code)
            : new(name, words < 1.9 ? ComparisonKind.Name : ComparisonKind.Text);
    }

    private static ComparisonKind OfNumbers(List<string> sample, Func<Func<string, bool>, double> part)
    {
        if (part(v => !IsWhole(v)) >= 0.1)
        {
            return ComparisonKind.Number;
        }
        // Whole numbers of one length, or long ones, or with leading zeros name something; short ones of many lengths count something.
        var lengths = sample.CountBy(v => v.Trim().Length).OrderByDescending(l => l.Value).First();
        return
            part(v => v.Trim().Length > 6 || v.TrimStart() is ['0', _, ..]) >= 0.1
            || (lengths.Key >= 4 && lengths.Value >= sample.Count * 0.8)
            ? ComparisonKind.Code
            : ComparisonKind.Integer;
    }

    /// <summary>Returns the letters around a number: currencies and units are few, letters of model numbers are not.</summary>
    private static string Dress(string value) => string.Concat(value.Where(char.IsLetter));

    private static bool IsWhole(string value) => value.AsSpan().Trim().IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsYear(string value) =>
        value.AsSpan().Trim() is { Length: 4 or 6 } plain
        && (plain.Length == 4 || plain.EndsWith(".0", StringComparison.Ordinal))
        && int.TryParse(plain[..4], out var year)
        && year is >= 1500 and <= 2100;

    private static bool IsPhone(string value)
    {
        var digits = value.Count(char.IsAsciiDigit);
        return digits is >= 7 and <= 15
            && value.Length - digits >= 2
            && value.Length - digits <= 10
            && value.AsSpan().IndexOfAny("/-() .+") >= 0
            && value.Count(char.IsAsciiLetter) <= 4;
    }

    private static bool IsBare(string value) => value.AsSpan().Trim() is { Length: >= 7 and <= 15 } && IsWhole(value);

    private static bool HasLargeFirst(string value)
    {
        var digits = value.AsSpan().Trim();
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return end is 1 or 2 && int.Parse(digits[..end], System.Globalization.CultureInfo.InvariantCulture) > 12;
    }
}
