namespace Strata.Duplicates.Matching;

/// <summary>Compares quantities, years and small whole numbers by how far apart they are.</summary>
internal sealed class QuantityComparison : Comparison
{
    private static readonly string[] NumberLevels = ["exact", "within 1 %", "within 5 %", "within 15 %", "within 40 %", "different"];
    private static readonly string[] IntegerLevels = ["exact", "one slip", "within 5 %", "within 20 %", "different"];
    private static readonly string[] YearLevels = ["exact", "1 apart", "up to 3 apart, or one slip", "up to 10 apart", "different"];

    private readonly double[] _quantities;
    private readonly ulong[] _exact;
    private readonly int _group;

    public QuantityComparison(CodedColumn column, int group, ComparisonKind kind)
        : base(
            column,
            kind switch
            {
                ComparisonKind.Number => NumberLevels,
                ComparisonKind.Integer => IntegerLevels,
                _ => YearLevels,
            }
        )
    {
        Kind = kind;
        _group = group;
        _quantities = [.. column.Values.Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
        _exact = KeyPerValue((ulong)group * 16, v => v);
    }

    public override ComparisonKind Kind { get; }

    public override void AddKeys(int row, BlockingKeys keys)
    {
        if (Column.Codes[row] is >= 0 and var code)
        {
            keys.Add(_exact[code], _group);
        }
    }

    protected override int Compare(int x, int y)
    {
        var (a, b) = (_quantities[x], _quantities[y]);
        var apart = Math.Abs(a - b);
        var share = apart / Math.Max(1e-9, Math.Max(Math.Abs(a), Math.Abs(b)));
        return Kind switch
        {
            ComparisonKind.Number => share <= 0.01 ? 1
            : share <= 0.05 ? 2
            : share <= 0.15 ? 3
            : share <= 0.4 ? 4
            : 5,
            ComparisonKind.Integer => OneSlip(x, y) ? 1
            : share <= 0.05 ? 2
            : share <= 0.2 ? 3
            : 4,
            _ => apart <= 1 ? 1
            : apart <= 3 || OneSlip(x, y) ? 2
            : apart <= 10 ? 3
            : 4,
        };
    }

    private bool OneSlip(int x, int y) =>
        Math.Min(Column.Values[x].Length, Column.Values[y].Length) > 1 && EditDistance.Typing(Column.Values[x], Column.Values[y], 1) == 1;
}
