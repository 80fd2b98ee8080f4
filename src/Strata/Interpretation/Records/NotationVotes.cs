using Strata.Interpretation.Values;
using Strata.Schemas;

namespace Strata.Interpretation.Records;

/// <summary>What the texts of a column give away about its notation. Texts that contradict each other leave it open.</summary>
internal struct NotationVotes
{
    private int dayFirst,
        monthFirst,
        comma,
        point;

    public void Add(FieldKind kind, ReadOnlySpan<char> text)
    {
        if (kind is FieldKind.Date or FieldKind.DateTime)
        {
            var date = DateTimeText.TrySplit(text, out var part, out _) ? part : text;
            var order = DateText.Order(date);
            dayFirst += order is true ? 1 : 0;
            monthFirst += order is false ? 1 : 0;
        }
        else if (kind is FieldKind.Number or FieldKind.Integer)
        {
            var mark = NumberText.Mark(text);
            comma += mark == ',' ? 1 : 0;
            point += mark == '.' ? 1 : 0;
        }
    }

    public void Add(in NotationVotes other)
    {
        dayFirst += other.dayFirst;
        monthFirst += other.monthFirst;
        comma += other.comma;
        point += other.point;
    }

    /// <summary>What the column says; where it says nothing, what its document says.</summary>
    public readonly Notation Or(in NotationVotes document) =>
        new(
            Decided(dayFirst, monthFirst)
                ?? (dayFirst + monthFirst == 0 ? Decided(document.dayFirst, document.monthFirst) ?? Likely(document) : null),
            (Decided(comma, point) ?? (comma + point == 0 ? Decided(document.comma, document.point) : null)) switch
            {
                true => ',',
                false => '.',
                null => null,
            }
        );

    // Nobody who writes decimals with a comma puts the month before the day.
    private readonly bool? Likely(in NotationVotes document) =>
        document.dayFirst + document.monthFirst == 0 && comma + document.comma > 0 && point + document.point == 0 ? true : null;

    private static bool? Decided(int yes, int no) =>
        (yes, no) switch
        {
            (> 0, 0) => true,
            (0, > 0) => false,
            _ => null,
        };
}
