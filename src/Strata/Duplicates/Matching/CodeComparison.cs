namespace Strata.Duplicates.Matching;

/// <summary>Compares codes (identifiers, post codes, house and telephone numbers) by typing mistakes.</summary>
internal sealed class CodeComparison : Comparison
{
    private static readonly string[] CodeLevels = ["exact", "one slip", "two slips", "part of the other", "different"];

    private readonly ulong[] _exact;
    private readonly ulong[] _start;
    private readonly ulong[] _end;
    private readonly int _group;

    public CodeComparison(CodedColumn column, int group, ComparisonKind kind)
        : base(column, CodeLevels)
    {
        Kind = kind;
        _group = group;
        var salt = (ulong)group * 16;
        _exact = KeyPerValue(salt, v => v);
        _start = KeyPerValue(salt + 1, v => v.Length >= 6 ? v[..(v.Length / 2)] : "");
        _end = KeyPerValue(salt + 2, v => v.Length >= 6 ? v[(v.Length / 2)..] : "");
    }

    public override ComparisonKind Kind { get; }

    public override void AddKeys(int row, BlockingKeys keys)
    {
        if (Column.Codes[row] is >= 0 and var code)
        {
            keys.Add(_exact[code], _group);
            keys.Add(_start[code], _group);
            keys.Add(_end[code], _group);
        }
    }

    protected override int Compare(int x, int y)
    {
        var (a, b) = (Column.Values[x], Column.Values[y]);
        if (a.Length > b.Length)
        {
            (a, b) = (b, a);
        }
        var slips = EditDistance.Typing(a, b, 2);
        if (slips <= 2 && a.Length > slips * 2)
        {
            return slips;
        }
        return a.Length >= 3 && (b.StartsWith(a, StringComparison.Ordinal) || b.EndsWith(a, StringComparison.Ordinal)) ? 3 : 4;
    }
}
