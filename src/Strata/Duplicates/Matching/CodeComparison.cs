namespace Strata.Duplicates.Matching;

/// <summary>Numbers that count nothing: identifiers, post codes, house and telephone numbers, addresses of mail. By typing mistakes.</summary>
internal sealed class CodeComparison : Comparison
{
    private static readonly string[] CodeLevels = ["exact", "one slip", "two slips", "part of the other", "different"];
    private static readonly string[] MailLevels = ["exact", "one slip", "two slips", "same mailbox, other host", "alike", "different"];

    private readonly ulong[] _exact;
    private readonly ulong[] _start;
    private readonly ulong[] _end;
    private readonly int _group;

    public CodeComparison(CodedColumn column, int group, ComparisonKind kind)
        : base(column, kind == ComparisonKind.Email ? MailLevels : CodeLevels)
    {
        Kind = kind;
        _group = group;
        var salt = (ulong)group * 16;
        _exact = KeyPerValue(salt, v => v);
        _start = KeyPerValue(salt + 1, v => kind == ComparisonKind.Email ? Mailbox(v) : v.Length >= 6 ? v[..(v.Length / 2)] : "");
        _end = KeyPerValue(salt + 2, v => kind == ComparisonKind.Email || v.Length < 6 ? "" : v[(v.Length / 2)..]);
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
        if (Kind == ComparisonKind.Email)
        {
            var (m, n) = (Mailbox(a), Mailbox(b));
            return m.Length > 2 && string.Equals(m, n, StringComparison.Ordinal) ? 3
                : JaroWinkler.Of(m, n) >= 0.9 ? 4
                : 5;
        }
        return a.Length >= 3 && (b.StartsWith(a, StringComparison.Ordinal) || b.EndsWith(a, StringComparison.Ordinal)) ? 3 : 4;
    }

    private static string Mailbox(string address) => address.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? address[..at] : address;
}
