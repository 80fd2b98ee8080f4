using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Records;

/// <summary>Evidence about a column's notation in its texts. Contradicting texts leave it open.</summary>
internal struct NotationVotes
{
    private int _dayFirst,
        _monthFirst,
        _comma,
        _point;

    public void Add(FieldKind kind, ReadOnlySpan<char> text)
    {
        if (kind is FieldKind.Date or FieldKind.DateTime)
        {
            var date = DateTimeText.TrySplit(text, out var part, out _) ? part : text;
            var order = DateText.Order(date);
            _dayFirst += order is true ? 1 : 0;
            _monthFirst += order is false ? 1 : 0;
        }
        else if (kind is FieldKind.Number or FieldKind.Integer)
        {
            var mark = NumberText.Mark(text);
            _comma += mark == ',' ? 1 : 0;
            _point += mark == '.' ? 1 : 0;
        }
    }

    public void Add(in NotationVotes other)
    {
        _dayFirst += other._dayFirst;
        _monthFirst += other._monthFirst;
        _comma += other._comma;
        _point += other._point;
    }

    /// <summary>Returns the column's notation; without evidence, the document's.</summary>
    public readonly Notation Or(in NotationVotes document) =>
        new(
            Decided(_dayFirst, _monthFirst)
                ?? (_dayFirst + _monthFirst == 0 ? Decided(document._dayFirst, document._monthFirst) ?? Likely(document) : null),
            (Decided(_comma, _point) ?? (_comma + _point == 0 ? Decided(document._comma, document._point) : null)) switch
            {
                true => ',',
                false => '.',
                null => null,
            }
        );

    // Nobody who writes decimal commas puts the month first.
    private readonly bool? Likely(in NotationVotes document) =>
        document._dayFirst + document._monthFirst == 0 && _comma + document._comma > 0 && _point + document._point == 0 ? true : null;

    private static bool? Decided(int yes, int no) =>
        (yes, no) switch
        {
            (> 0, 0) => true,
            (0, > 0) => false,
            _ => null,
        };
}
