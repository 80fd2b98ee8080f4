namespace Strata.Duplicates.Matching;

/// <summary>
/// Detects mailboxes that only repeat the record's own names: for Peter Hughes "peter.hughes", "phughes12", "hughes_p", "peterh".
/// </summary>
internal static class DerivedMailbox
{
    /// <summary>Values of more words are no names.</summary>
    private const int MaxWords = 6;

    /// <summary>Most names of a record that are tried; a set of them fits the bits of a number.</summary>
    private const int MaxNames = 30;
    private const int MinLetters = 3;

    /// <summary>Names of people take some dozens; "a aa aaa …" would take too long.</summary>
    private const int MaxSteps = 2_000;

    /// <summary>Returns, by value of <paramref name="mail"/>, whether its mailbox repeats the names of some record that has it.</summary>
    /// <param name="texts">Columns of names or texts, with their values folded to words; null if a value says nothing.</param>
    public static bool[] Of(CodedColumn mail, IReadOnlyList<(RecordTable.Column Column, string?[] Words)> texts)
    {
        var derived = new bool[mail.Values.Count];
        var names = new List<string>();
        for (var row = 0; row < mail.Codes.Length; row++)
        {
            if (mail.Codes[row] is not (>= 0 and var value) || derived[value])
            {
                continue;
            }
            names.Clear();
            foreach (var (column, words) in texts)
            {
                if (column[row] is >= 0 and var text && words[text] is { } folded && folded.AsSpan().Count(' ') < MaxWords)
                {
                    names.AddRange(folded.Split(' '));
                }
            }
            derived[value] = names.Count > 0 && Repeats(MailComparison.Mailbox(mail.Values[value]), names);
        }
        return derived;
    }

    /// <summary>
    /// Whether all letters of the mailbox are beginnings of the names, each used once, one of them of at least three letters.
    /// </summary>
    public static bool Repeats(string mailbox, IReadOnlyList<string> names)
    {
        var steps = MaxSteps;
        return Repeats(ValueFolding.Words(mailbox) ?? "", names, 0, 0, ref steps);
    }

    private static bool Repeats(ReadOnlySpan<char> left, IReadOnlyList<string> names, int used, int longest, ref int steps)
    {
        if (--steps < 0)
        {
            return false;
        }
        while (left.Length > 0 && !char.IsLetter(left[0]))
        {
            left = left[1..];
        }
        if (left.IsEmpty)
        {
            return longest >= MinLetters;
        }
        for (var i = 0; i < Math.Min(names.Count, MaxNames); i++)
        {
            if ((used & (1 << i)) != 0)
            {
                continue;
            }
            for (var length = left.CommonPrefixLength(names[i]); length > 0; length--)
            {
                if (Repeats(left[length..], names, used | (1 << i), Math.Max(longest, length), ref steps))
                {
                    return true;
                }
            }
        }
        return false;
    }
}
