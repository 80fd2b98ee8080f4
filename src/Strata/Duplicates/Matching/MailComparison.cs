namespace Strata.Duplicates.Matching;

/// <summary>
/// Compares e-mail addresses by typing mistakes and by mailbox. Most mailboxes repeat their owner's name, which is a field of its own: if
/// both addresses say no more than their records' names, likeness short of equality is no second evidence, and a slip that the names have
/// too (Smith and Smyth) none against. Digits tell namesakes apart, so mailboxes with different digits are different.
/// </summary>
internal sealed class MailComparison : Comparison
{
    private const int Slips = 2;
    private const int OtherHost = 3;
    private const int Alike = 4;
    private const int Different = 5;
    private const double Likeness = 0.9;
    private static readonly string[] MailLevels = ["exact", "one slip", "two slips", "same mailbox, other host", "alike", "different"];

    private readonly ulong[] _exact;
    private readonly ulong[] _mailbox;
    private readonly int _group;

    /// <summary>By value: whether the mailbox only repeats its record's names.</summary>
    private readonly bool[] _derived;

    public MailComparison(CodedColumn column, int group, bool[] derived)
        : base(column, MailLevels)
    {
        _group = group;
        _derived = derived;
        var salt = (ulong)group * 16;
        _exact = KeyPerValue(salt, v => v);
        _mailbox = KeyPerValue(salt + 1, Mailbox);
    }

    public override ComparisonKind Kind => ComparisonKind.Email;

    public override void AddKeys(int row, BlockingKeys keys)
    {
        if (Column.Codes[row] is >= 0 and var code)
        {
            keys.Add(_exact[code], _group);
            keys.Add(_mailbox[code], _group);
        }
    }

    public static string Mailbox(string address) =>
        address.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? address[..at] : address;

    protected override int Compare(int x, int y)
    {
        var (a, b) = (Column.Values[x], Column.Values[y]);
        var (m, n) = (Mailbox(a), Mailbox(b));
        var same = string.Equals(m, n, StringComparison.Ordinal);
        var derived = _derived[x] && _derived[y];
        if (!same && !SameDigits(m, n))
        {
            return Different;
        }
        var slips = EditDistance.Typing(a, b, Slips);
        var slipped = slips <= Slips && Math.Min(a.Length, b.Length) > slips * 2;
        if (derived && !same)
        {
            return slipped ? NoEvidence : Different;
        }
        if (slipped)
        {
            return slips;
        }
        if (derived)
        {
            return JaroWinkler.Of(a.AsSpan(m.Length).TrimStart('@'), b.AsSpan(n.Length).TrimStart('@')) >= Likeness ? Alike : Different;
        }
        return same && m.Length > 2 ? OtherHost
            : JaroWinkler.Of(m, n) >= Likeness ? Alike
            : Different;
    }

    private static bool SameDigits(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var (i, j) = (0, 0);
        while (true)
        {
            i = NextDigit(a, i);
            j = NextDigit(b, j);
            if (i == a.Length || j == b.Length)
            {
                return i == a.Length && j == b.Length;
            }
            if (a[i++] != b[j++])
            {
                return false;
            }
        }
    }

    private static int NextDigit(ReadOnlySpan<char> text, int from)
    {
        var at = text[from..].IndexOfAnyInRange('0', '9');
        return at < 0 ? text.Length : from + at;
    }
}
