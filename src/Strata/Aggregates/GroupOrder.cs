using Strata.Schemas;

namespace Strata.Aggregates;

/// <summary>The order of groups: by what they are grouped by, or by what was counted.</summary>
internal sealed class GroupOrder
{
    private static readonly string[] Measures = ["count", "sum", "min", "max", "average"];

    private readonly string? _by;
    private readonly bool _descending;
    private readonly int _dimension;

    private GroupOrder(string? by, bool descending, int dimension) => (_by, _descending, _dimension) = (by, descending, dimension);

    /// <param name="sort">Null: dates in order, else the largest sum or count first.</param>
    public static GroupOrder Of(string? sort, SumPlan plan)
    {
        if (sort is null)
        {
            return plan.Dimensions is [{ Unit: not null } or { Kind: FieldKind.Date or FieldKind.DateTime }, ..]
                ? new GroupOrder(null, descending: false, 0)
                : new GroupOrder(plan.Field is null ? "count" : "sum", descending: true, -1);
        }
        var descending = sort.StartsWith('-');
        var by = sort.TrimStart('-');
        var dimension = plan.Dimensions.Select((d, i) => (d.Name, i)).Where(d => d.Name == by).Select(d => d.i + 1).FirstOrDefault() - 1;
        if (dimension < 0 && !Measures.Contains(by, StringComparer.Ordinal))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"sort: '{by}' is none of {string.Join(", ", plan.Dimensions.Select(d => d.Name).Concat(Measures))}; - before it reverses the order."
            );
        }
        return new GroupOrder(dimension < 0 ? by : null, descending, dimension);
    }

    public IReadOnlyList<Tally> Sorted(IReadOnlyList<Tally> groups, SumPlan plan)
    {
        var first = _by is null
            ? groups.Order(Comparer<Tally>.Create((a, b) => ByKey(a, b, plan.Dimensions[_dimension], _dimension)))
            : ByMeasure(groups);
        return [.. first.ThenBy(t => t, Comparer<Tally>.Create((a, b) => AllKeys(a, b, plan.Dimensions)))];
    }

    private IOrderedEnumerable<Tally> ByMeasure(IReadOnlyList<Tally> groups)
    {
        if (_by == "count")
        {
            return _descending ? groups.OrderByDescending(t => t.Count) : groups.OrderBy(t => t.Count);
        }
        // Each measure is worked out once. Groups without numbers come last.
        var measured = groups.ToDictionary(t => t, Measure);
        var order = groups.OrderBy(t => measured[t] is null);
        return _descending ? order.ThenByDescending(t => measured[t] ?? default) : order.ThenBy(t => measured[t] ?? default);
    }

    private ExactNumber? Measure(Tally tally) =>
        tally.Sum.Count == 0
            ? null
            : _by switch
            {
                "min" => tally.Sum.Min,
                "max" => tally.Sum.Max,
                "average" => tally.Sum.Average,
                _ => tally.Sum.Sum,
            };

    private static int AllKeys(Tally a, Tally b, IReadOnlyList<Dimension> dimensions)
    {
        for (var i = 0; i < dimensions.Count; i++)
        {
            if (Compare(dimensions[i].KeyText(a.Codes[i]), dimensions[i].KeyText(b.Codes[i])) is not 0 and var order)
            {
                return order;
            }
        }
        return 0;
    }

    private int ByKey(Tally a, Tally b, Dimension dimension, int at)
    {
        var (left, right) = (dimension.KeyText(a.Codes[at]), dimension.KeyText(b.Codes[at]));
        return _descending && left != JsonText.Null && right != JsonText.Null ? Compare(right, left) : Compare(left, right);
    }

    /// <summary>Numbers by their size, texts by their letters; what is missing comes last.</summary>
    private static int Compare(string a, string b)
    {
        if (a == JsonText.Null || b == JsonText.Null)
        {
            return (a == JsonText.Null).CompareTo(b == JsonText.Null);
        }
        return a[0] is '-' or (>= '0' and <= '9') && b[0] is '-' or (>= '0' and <= '9')
            ? ExactNumber.Parse(Encoding.UTF8.GetBytes(a)).CompareTo(ExactNumber.Parse(Encoding.UTF8.GetBytes(b)))
            : string.CompareOrdinal(a, b);
    }
}
