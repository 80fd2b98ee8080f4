namespace Strata.Duplicates.Matching;

/// <summary>
/// Weighs pairs. Equal and missing values are scored at once; the rest field by field, those that tell most for their cost first, until the
/// remaining fields can't reach the minimum.
/// </summary>
internal sealed class FieldOrder
{
    private const sbyte Unknown = Comparison.Unknown;

    private readonly MatchModel _model;
    private readonly FieldModel[] _fields;
    private readonly Comparison[] _comparisons;
    private readonly int[] _order;
    private readonly double[] _most;

    /// <summary>By field: most bits forgiven for different values.</summary>
    private readonly double[] _forgiven;
    private readonly double[][] _weights;

    /// <summary>By field: names that may be swapped with another field's, and which field that is.</summary>
    private readonly NameComparison?[] _swaps;
    private readonly int[] _partners;

    /// <summary>By field and value: weight of two equal ones; null if the comparison has to be asked.</summary>
    private readonly float[]?[] _equal;

    /// <summary>Values of all fields, row by row.</summary>
    private readonly int[] _values;

    public FieldOrder(MatchModel model, Comparison[] comparisons, int rows)
    {
        _model = model;
        _fields = [.. model.Fields];
        _comparisons = comparisons;
        _forgiven = [.. comparisons.Select((_, i) => model.Moves.Most(i))];
        _most =
        [
            .. comparisons.Select(
                (c, i) => Math.Max(MostUnequal(c, _fields[i]), Forgiven(_fields[i].Weights[_fields[i].Different], _forgiven[i]))
            ),
        ];
        _weights = [.. _fields.Select(f => f.Weights)];
        _swaps = [.. comparisons.Select(c => c is NameComparison { Partner: not null } names ? names : null)];
        _partners = [.. _swaps.Select(s => Array.IndexOf(comparisons, s?.Partner))];
        _order =
        [
            .. Enumerable
                .Range(0, comparisons.Length)
                .OrderByDescending(i => (_most[i] - _fields[i].Weights[comparisons[i].Ordered - 1]) / CostOf(comparisons[i].Kind))
                .ThenBy(i => i),
        ];
        _equal =
        [
            .. comparisons.Select(
                (c, f) =>
                    c.Kind == ComparisonKind.NumbersInText ? null : Array.ConvertAll(c.Column.Rarities, r => (float)_fields[f].Weight(0, r))
            ),
        ];
        _values = new int[rows * comparisons.Length];
        for (var f = 0; f < comparisons.Length; f++)
        {
            var codes = comparisons[f].Column.Codes;
            for (int row = 0, at = f; row < rows; row++, at += comparisons.Length)
            {
                _values[at] = codes[row];
            }
        }
    }

    /// <summary>Returns the pair's weight, or some weight under <paramref name="least"/>.</summary>
    public double Weigh(int a, int b, double least)
    {
        var count = _order.Length;
        var left = _values.AsSpan(a * count, count);
        var right = _values.AsSpan(b * count, count);
        Span<sbyte> levels = stackalloc sbyte[count];
        Span<double> byField = stackalloc double[count];
        var bound = _model.PriorWeight;
        for (var f = 0; f < count; f++)
        {
            if (left[f] < 0 || right[f] < 0)
            {
                (levels[f], byField[f]) = (-1, 0);
            }
            else if (left[f] == right[f] && _equal[f] is { } equal)
            {
                (levels[f], byField[f]) = (0, equal[left[f]]);
            }
            else
            {
                levels[f] =
                    _swaps[f] is { } names && names.MayBeSwapped(left[f], right[f], left[_partners[f]], right[_partners[f]])
                        ? (sbyte)names.LevelAtOnce(a, b)
                        : Unknown;
                byField[f] = levels[f] == Unknown ? _most[f] : _fields[f].Weigh(_comparisons[f], a, b, levels[f]);
            }
            bound += byField[f];
        }
        foreach (var f in _order)
        {
            if (bound < least)
            {
                return double.NegativeInfinity;
            }
            if (levels[f] == Unknown)
            {
                levels[f] = (sbyte)_comparisons[f].LevelOf(left[f], right[f]);
                bound -= byField[f];
                byField[f] = levels[f] < 0 ? 0 : _fields[f].Pairings?.Weight(left[f], right[f]) ?? _weights[f][levels[f]];
                bound += levels[f] == _fields[f].Different ? Forgiven(byField[f], _forgiven[f]) : byField[f];
            }
        }
        _model.Correct(levels, byField);
        var weight = _model.PriorWeight;
        foreach (var bits in byField)
        {
            weight += bits;
        }
        return _model.Related?.Weigh(weight, levels) ?? weight;
    }

    /// <summary>Returns the highest weight of two unequal values.</summary>
    private static double MostUnequal(Comparison comparison, FieldModel field)
    {
        var most =
            comparison.Kind == ComparisonKind.NumbersInText ? field.Weights[0] : field.Weights.Skip(1).Take(comparison.Ordered - 1).Max();
        var least = comparison.Kind == ComparisonKind.Email ? Math.Max(most, 0) : most; // as much as two that say nothing
        return Math.Max(least, field.Pairings is null ? least : field.Pairings.All.Max(p => p.Weight));
    }

    private static double Forgiven(double weight, double most) => weight < 0 ? Math.Min(0, weight + most) : weight;

    private static double CostOf(ComparisonKind kind) =>
        kind switch
        {
            ComparisonKind.Text => 6,
            ComparisonKind.Name or ComparisonKind.Email => 2,
            _ => 1,
        };
}
