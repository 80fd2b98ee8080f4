namespace Strata.Indexing.Postings;

/// <summary>The words of letters of a segment, in order, and in how many documents each is.</summary>
internal sealed class WordList
{
    private const char End = '\n';
    private readonly string _text;
    private readonly int[] _starts;
    private readonly long[] _counts;

    /// <summary>The words with umlauts alike however they are written (<see cref="Plain"/>).</summary>
    private readonly string _plain;
    private readonly int[] _plainStarts;

    private WordList(string text, int[] starts, long[] counts)
    {
        (_text, _starts, _counts) = (text, starts, counts);
        var plain = new StringBuilder(text.Length);
        _plainStarts = new int[starts.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            _plainStarts[i] = plain.Length;
            plain.Append(Plain(this[i].ToString())).Append(End);
        }
        _plainStarts[^1] = plain.Length;
        _plain = plain.ToString();
    }

    /// <summary>Tokens have letters without dots; where they were written with an e instead, it is dropped.</summary>
    public static string Plain(string word) =>
        word.Contains('e', StringComparison.Ordinal)
            ? word.Replace("ae", "a", StringComparison.Ordinal)
                .Replace("oe", "o", StringComparison.Ordinal)
                .Replace("ue", "u", StringComparison.Ordinal)
            : word;

    public int Count => _counts.Length;

    public long Bytes => ((long)_text.Length * 4) + (Count * 16L);

    public ReadOnlySpan<char> this[int index] => _text.AsSpan(_starts[index], _starts[index + 1] - _starts[index] - 1);

    public long DocumentsOf(int index) => _counts[index];

    /// <param name="entries">In order of terms; others than words are left out.</param>
    public static WordList Of(IEnumerable<TermEntry> entries)
    {
        var text = new StringBuilder();
        var starts = new List<int>();
        var counts = new List<long>();
        foreach (var entry in entries.Where(e => e.Term[0] == Term.Word))
        {
            starts.Add(text.Length);
            text.Append(entry.Term, 1, entry.Term.Length - 1).Append(End);
            counts.Add(entry.Count - entry.Removed);
        }
        starts.Add(text.Length);
        return new WordList(text.ToString(), [.. starts], [.. counts]);
    }

    /// <summary>Returns the first word that is not before the given one.</summary>
    public int Find(ReadOnlySpan<char> word)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = this[middle].SequenceCompareTo(word) < 0 ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    public bool Contains(ReadOnlySpan<char> word)
    {
        var at = Find(word);
        return at < Count && this[at].SequenceEqual(word);
    }

    /// <summary>Returns the words that begin so.</summary>
    public IEnumerable<int> Beginning(string prefix)
    {
        for (var i = Find(prefix); i < Count && this[i].StartsWith(prefix, StringComparison.Ordinal); i++)
        {
            yield return i;
        }
    }

    /// <summary>Returns the words that have the part somewhere.</summary>
    /// <param name="part">As <see cref="Plain"/> makes it.</param>
    public IEnumerable<int> Holding(string part)
    {
        for (var at = 0; (at = _plain.IndexOf(part, at, StringComparison.Ordinal)) >= 0; )
        {
            var index = Array.BinarySearch(_plainStarts, at);
            index = index < 0 ? ~index - 1 : index;
            yield return index;
            at = _plainStarts[index + 1];
        }
    }
}
